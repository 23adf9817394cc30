package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document with categories, references and routes that the bundled one does not have. */
final class OtherDocumentTest {
  private static final TestClock CLOCK = new TestClock();
  private static KreaEmulator emulator;

  @TempDir static Path folder;

  private final TestClient client = new TestClient(emulator);

  @BeforeAll
  static void start() throws Exception {
    Path document = Path.of(OtherDocumentTest.class.getResource("newer-document.json").toURI());
    emulator = KreaEmulator.builder().document(document).clock(CLOCK).start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void newModelIsValidatedThroughReferences() throws Exception {
    TestClient.Answer answer = client.post("/generate/audio/vendor/song", "{\"seconds\": 0}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("seconds: must be at least 1; prompt: is required");
  }

  @Test
  void newCategoriesHaveFilesOfTheirKind() throws Exception {
    assertThat(kindOf("/generate/audio/vendor/song")).isEqualTo("audio/wav");
    assertThat(kindOf("/generate/krea/vendor/clip")).as("by its tag").isEqualTo("video/mp4");
    assertThat(kindOf("/generate/hologram/vendor/ghost")).isEqualTo("image/png");
  }

  @Test
  void threeDimensionsHaveTypedUrls() throws Exception {
    String id = client.submit("/generate/3d/vendor/statue", "{\"prompt\": \"x\"}");
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode urls = client.job(id).at("/result/urls");

    assertThat(urls.findValuesAsText("type")).containsExactly("preview", "model");
    TestClient.Answer model = TestClient.download(urls.at("/1/url").asText());
    assertThat(model.header("content-type")).isEqualTo("model/gltf-binary");
  }

  @Test
  void unknownOperationAnswersByItsSchema() throws Exception {
    JsonNode answer = client.post("/export/3d", "{\"job_id\": \"x\", \"format\": \"obj\"}").json();

    assertThat(answer.path("format").asText()).isEqualTo("obj");
    assertThat(answer.path("size").asInt()).isEqualTo(10);
    assertThat(TestClient.download(answer.path("url").asText()).status()).isEqualTo(200);
  }

  @Test
  void unknownListHasOnePage() throws Exception {
    JsonNode page = client.get("/node-apps?limit=5").json();

    assertThat(page.path("items")).hasSize(1);
    assertThat(page.path("next_cursor").isNull()).isTrue();
    assertThat(client.get("/node-apps?limit=0").error()).isEqualTo("limit: must be at least 1");
    assertThat(client.get("/node-apps").error()).isEqualTo("limit: is required");
  }

  @Test
  void unknownOperationWithoutContentAnswersWithNothing() throws Exception {
    TestClient.Answer answer = client.delete("/node-apps/1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void documentIsPublic() throws Exception {
    TestClient.Answer answer = client.with("Authorization", null).get("/openapi.json");

    assertThat(answer.json().at("/info/title").asText()).isEqualTo("A later API");
  }

  @Test
  void literalPathGoesBeforeAParameter() throws Exception {
    assertThat(client.get("/jobs/latest").json().path("note").asText()).isEqualTo("note");
    assertThat(client.get("/jobs/1").status()).isEqualTo(404);
  }

  @Test
  void operationsThatAreNotInTheDocumentAreNotServed() throws Exception {
    assertThat(client.get("/assets").status()).isEqualTo(404);
    assertThat(client.get("/assets").header("content-type")).startsWith("text/html");
  }

  @Test
  void fileThatIsNoDocumentIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("a.json"), "{}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KreaEmulator.builder().document(file).start())
        .withMessageEndingWith("a.json is not an OpenAPI document: it has no \"paths\"");
  }

  @Test
  void missingFileIsNamed() {
    URI missing = folder.resolve("none.json").toUri();

    assertThatThrownBy(() -> KreaEmulator.builder().document(missing).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read the OpenAPI document " + missing);
  }

  private String kindOf(String path) throws Exception {
    String id = client.submit(path, "{\"prompt\": \"x\"}");
    CLOCK.advance(Duration.ofMinutes(1));
    return TestClient.download(client.job(id).at("/result/urls/0").asText()).header("content-type");
  }
}
