package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelTableTest {
  private static final Path MODELS = Path.of("../MODELS.md");
  private static final String UPDATE = "krea.models.update";
  private static final String COMMAND = "mvn -q -pl openapi test -Dtest=ModelTableTest -D" + UPDATE;

  private static final ClientModel MODEL =
      Documents.model(
          Documents.paths(
              """
              /generate/video/acme/one:
                post:
                  summary: One <1>
                  description: |
                    | Duration | Compute Units | Average Completion Time |
                    |---|---|---|
                    | 5s | ~3 | ~7 seconds |
                    | 10s | ~9.5 | ~20 seconds |
                  requestBody:
                    content:
                      application/json:
                        schema:
                          type: object
                          properties:
                            prompt: {type: string}
                            start_image: {type: string, format: uri}
                            clips: {type: array, maxItems: 3, items: {type: object, properties: {video_url: {type: string}}}}
                            audio_url: {type: string}
                            generate_audio: {type: boolean}
                            styles: {type: array, items: {type: object, properties: {id: {type: string}}}}
                            duration: {type: number, minimum: 5, maximum: 10}
                            resolution: {type: string, enum: [1K, 4K]}
                            width: {type: number, maximum: 4096}
                            steps: {type: integer, minimum: 1, maximum: 100}
              /generate/image/acme/two: {post: {summary: Two, requestBody: {content: {application/json: {schema: {type: object, properties: {prompt: {type: string}}}}}}}}
              """));

  @Test
  void committedTableIsWhatTheDocumentGives() throws IOException {
    String fresh =
        ModelTable.markdown(
            Documents.client(Documents.ours(), Documents.ourSurface(), new SpecWarnings()));
    if (System.getProperty(UPDATE) != null) {
      Files.writeString(MODELS, fresh);
    }
    assertThat(Files.exists(MODELS) ? Files.readString(MODELS) : "")
        .withFailMessage(
            () -> "MODELS.md is not what the document gives. Rewrite it with\n  " + COMMAND)
        .isEqualTo(fresh);
  }

  @Test
  void rowSaysWhatAModelTakesCostsLastsAndAllows() {
    assertThat(ModelTable.markdown(MODEL))
        .contains(
            "## image\n",
            "| `image/acme/two` | Two | `TwoRequest` | text | ? | ? |  |\n",
            "## video\n",
            "| `video/acme/one` | One <1> | `OneRequest` | text, image, video, audio, styles |"
                + " ~3–9.5 compute units | 7 s | clips at most 3; duration 5–10; resolution 1K, 4K;"
                + " width up to 4096 |\n");
  }

  @Test
  void javadocHasTheSameRowsWithLinksAndNothingThatBreaksHtml() {
    assertThat(ModelTable.javadoc(MODEL))
        .contains(
            "  <tr><td>image/acme/two</td><td>Two</td><td>{@link TwoRequest}</td><td>text</td>"
                + "<td>?</td><td>?</td><td></td></tr>")
        .anyMatch(line -> line.contains("<td>One &lt;1&gt;</td>"));
  }
}
