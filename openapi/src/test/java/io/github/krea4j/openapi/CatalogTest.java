package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogTest {
  @Test
  void modelIsOneLineWithAllThatAFormNeeds() {
    String catalog =
        catalog(
            """
            /generate/image/acme/one:
              post:
                summary: One
                deprecated: true
                description: |
                  Fast.
                  | Compute Units | Average Completion Time |
                  |---|---|
                  | ~3 | ~7 seconds |
                x-krea-deprecated-field-aliases:
                - {from: imageUrl, to: image_url, sunset_date: 2026-06-19, migration_url: 'https://x'}
                requestBody:
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [prompt]
                        properties:
                          prompt: {type: string, description: What to show., maxLength: 9}
                          image_url: {type: [string, 'null'], format: uri}
                          seed: {type: integer, default: 3317551338}
                          size: {type: number, enum: [5, 10]}
                          any: {}
                          styles:
                            type: array
                            maxItems: 2
                            items: {type: object, required: [id], properties: {id: {type: string}}}
            """);
    assertThat(catalog)
        .isEqualTo(
            "{\"id\":\"image/acme/one\",\"path\":\"/generate/image/acme/one\","
                + "\"category\":\"image\",\"vendor\":\"acme\",\"title\":\"One\","
                + "\"requestType\":\"OneRequest\",\"averageSeconds\":7,"
                + "\"price\":{\"unit\":\"compute units\",\"columns\":[],\"rows\":[[\"~3\"]]},"
                + "\"deprecated\":true,\"takes\":[\"text\",\"image\",\"styles\"],"
                + "\"fields\":["
                + "{\"name\":\"prompt\",\"type\":\"string\",\"description\":\"What to show.\","
                + "\"required\":true,\"maxLength\":9},"
                + "{\"name\":\"image_url\",\"type\":\"string\",\"nullable\":true,\"format\":\"uri\"},"
                + "{\"name\":\"seed\",\"type\":\"integer\",\"default\":3317551338},"
                + "{\"name\":\"size\",\"type\":\"number\",\"enum\":[5,10]},"
                + "{\"name\":\"any\",\"type\":\"json\"},"
                + "{\"name\":\"styles\",\"type\":\"array\",\"maxItems\":2,\"items\":"
                + "{\"type\":\"object\",\"fields\":[{\"name\":\"id\",\"type\":\"string\","
                + "\"required\":true}]}}],"
                + "\"aliases\":[{\"from\":\"imageUrl\",\"to\":\"image_url\","
                + "\"sunset\":\"2026-06-19\",\"migrationUrl\":\"https://x\"}]}\n");
  }

  @Test
  void aliasesOfOtherOperationsStandApart() {
    String catalog =
        catalog(
            """
            /styles: {get: {}}
            /styles/train:
              post: {x-krea-deprecated-field-aliases: [{from: triggerWord, to: trigger_word}]}
            """);
    assertThat(catalog)
        .isEqualTo(
            "{\"method\":\"POST\",\"path\":\"/styles/train\",\"aliases\":"
                + "[{\"from\":\"triggerWord\",\"to\":\"trigger_word\"}]}\n");
  }

  private static String catalog(String paths) {
    return Catalog.of(Documents.model(Documents.paths(paths)));
  }
}
