package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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
            "  prompt: String required",
            "  image_url: String?",
            "  duration: Duration {5, 10}",
            "  mode: Mode {\"pro\"} const required",
            "  old: Boolean deprecated",
            "  styles: List<StyleInput>",
            "",
            "GET /things/{id} -> ThingsApi.getThing() -> Thing",
            "  path id: String required",
            "",
            "input StyleInput",
            "  id: String required",
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
    assertThat(entry.fields())
        .containsEntry("image_url", "String")
        .containsEntry("duration", "Duration")
        .containsEntry("styles", "List<StyleInput>");
    assertThat(surface.types()).containsEntry("StyleInput", Map.of("id", "String"));
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
            # retired: names of operations that the document no longer holds
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
