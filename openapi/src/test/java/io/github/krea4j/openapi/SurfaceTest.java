package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SurfaceTest {
  private static final String DOCUMENT =
      """
      /generate/image/acme/one:
        post:
          tags: [Image]
          parameters: [{in: header, name: X-Webhook-URL, schema: {type: string}}]
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  required: [prompt, mode]
                  properties:
                    prompt: {type: string}
                    image_url: {type: [string, 'null']}
                    duration: {type: number, enum: [5, 10]}
                    mode: {type: string, const: pro}
                    old: {type: boolean, deprecated: true}
                    styles:
                      type: array
                      items: {type: object, required: [id], properties: {id: {type: string}}}
          responses:
            200:
              content:
                application/json:
                  schema:
                    type: object
                    required: [job_id, status]
                    properties: {job_id: {type: string}, status: {type: string}}
      /things/{id}:
        get:
          parameters: [{in: path, name: id, required: true, schema: {type: string}}]
          responses:
            200:
              content:
                application/json:
                  schema:
                    type: object
                    properties: {tags: {type: object, additionalProperties: {type: string}}}
      """;

  @Test
  void fileListsOperationsWithTheirFieldsThenTheTypes() {
    String text = SurfaceText.of(Documents.model(Documents.paths(DOCUMENT)));
    assertThat(text.lines().filter(line -> !line.startsWith("#")).toList())
        .containsExactly(
            "",
            "POST /generate/image/acme/one -> ImageApi.one(OneRequest) -> Job",
            "  header X-Webhook-URL: String",
            "  prompt: prompt(String) required",
            "  image_url: imageUrl(String|URI)",
            "  duration: duration(Duration|Number) {DURATION_5=5, DURATION_10=10}",
            "  mode: mode(Mode|String) {PRO=\"pro\"} const required",
            "  old: old(Boolean) deprecated",
            "  styles: styles(List<StyleInput>)",
            "",
            "GET /things/{id} -> ThingsApi.getThing() -> Thing",
            "  path id: String required",
            "",
            "input StyleInput",
            "  id: id(String) required",
            "",
            "response Thing",
            "  tags: tags() Map<String>");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Surface surface = Surface.parse(SurfaceText.of(Documents.model(Documents.paths(DOCUMENT))));
    Surface.Entry entry = surface.operations().get("POST /generate/image/acme/one");
    assertThat(entry.api()).isEqualTo("ImageApi");
    assertThat(entry.method()).isEqualTo("one");
    assertThat(entry.request()).isEqualTo("OneRequest");
    assertThat(entry.answer()).isEqualTo("Job");
    assertThat(entry.parameters())
        .containsExactly(new Surface.Parameter("header X-Webhook-URL", "String", false, false));
    assertThat(entry.fields())
        .extractingByKeys("image_url", "duration", "styles")
        .extracting(field -> field.type().toString())
        .containsExactly("String|URI", "Duration|Number", "List<StyleInput>");
    assertThat(entry.fields().get("duration").constants())
        .containsExactly(
            new EnumType.Constant("DURATION_5", IntNode.valueOf(5), false),
            new EnumType.Constant("DURATION_10", IntNode.valueOf(10), false));
    assertThat(surface.inputs().get("StyleInput").get("id").required()).isTrue();
    assertThat(surface.operations()).containsKey("GET /things/{id}");
  }

  @Test
  void operationThatVanishesIsRetiredAndStaysSo() {
    String before = SurfaceText.of(Documents.model(Documents.paths(DOCUMENT)));
    String after = Documents.surfaceAfter(before, Documents.paths("/jobs: {get: {}}"));
    String later = Documents.surfaceAfter(after, Documents.paths("/jobs: {get: {}}"));
    assertThat(after)
        .endsWith(
            """
            # retired: what the document no longer holds
            GET /things/{id} -> ThingsApi.getThing() -> Thing
            POST /generate/image/acme/one -> ImageApi.one(OneRequest) -> Job
            """);
    assertThat(later).isEqualTo(after);
  }

  @Test
  void operationThatComesBackIsListedAgain() {
    String before = SurfaceText.of(Documents.model(Documents.paths(DOCUMENT)));
    String without = Documents.surfaceAfter(before, Documents.paths("/jobs: {get: {}}"));
    String back = Documents.surfaceAfter(without, Documents.paths(DOCUMENT));
    assertThat(back)
        .contains("\nPOST /generate/image/acme/one -> ImageApi.one(OneRequest) -> Job\n");
    assertThat(back.substring(back.indexOf(Surface.RETIRED)).lines().skip(1))
        .containsExactly("GET /jobs -> JobsApi.listJobs() -> Void");
  }

  @Test
  void missingFileHoldsNoHistory() {
    assertThat(Surface.read(Path.of("no-such-surface.txt"))).isEqualTo(Surface.none());
  }

  @Test
  void innermostTypeIsFreedOfItsContainers() {
    assertThat(Surface.innermost("List<Map<StyleInput>>")).isEqualTo("StyleInput");
    assertThat(Surface.innermost("String")).isEqualTo("String");
  }
}
