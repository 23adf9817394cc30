package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class NodeAppTest {
  private static final TestClock CLOCK = new TestClock();
  private static final String EXECUTE = "/node-apps/poster/execute";

  private static final EmulatedNodeApp POSTER =
      new EmulatedNodeApp(
          "poster",
          "{\"type\": \"object\", \"properties\": {\"título\": {\"type\": \"string\"}},"
              + " \"required\": [\"título\"]}",
          "{\"type\": \"object\", \"properties\": {\"front\": {}, \"back\": {}}}");

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK).nodeApp(POSTER));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void appShowsItsSchemas() throws Exception {
    JsonNode app = client.get("/node-apps/poster").json();

    assertThat(app.at("/input_openapi_schema/required/0").asText()).isEqualTo("título");
    assertThat(app.path("last_version_id").asText()).isEqualTo("poster");
  }

  @Test
  void executionAnswersWithAnArrayOfOneJob() throws Exception {
    JsonNode jobs = client.post(EXECUTE, "{\"título\": \"x\"}").json();

    assertThat(jobs.isArray()).isTrue();
    assertThat(jobs).hasSize(1);
    assertThat(jobs.at("/0/status").asText()).isEqualTo("queued");
  }

  @Test
  void resultsHaveTheNamesOfTheOutputs() throws Exception {
    String id = client.submit(EXECUTE, "{\"título\": \"x\"}");
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode result = client.job(id).path("result");

    assertThat(result.path("urls").fieldNames()).toIterable().containsExactly("front", "back");
    assertThat(result.path("workflow_id").isTextual()).isTrue();
    assertThat(TestClient.download(result.at("/urls/back").asText()).status()).isEqualTo(200);
  }

  @Test
  void inputIsCheckedAgainstTheSchemaOfTheApp() throws Exception {
    TestClient.Answer answer = client.post(EXECUTE, "{\"title\": \"x\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("título: is required");
  }

  @Test
  void unknownAppIsNotFound() throws Exception {
    assertThat(client.get("/node-apps/none").status()).isEqualTo(404);
    assertThat(client.post("/node-apps/none/execute", "{}").status()).isEqualTo(404);
  }

  @Test
  void sampleAppIsThereWithoutAWord() throws Exception {
    String path = "/node-apps/" + KreaEmulator.SAMPLE_NODE_APP_ID;

    assertThat(client.get(path).status()).isEqualTo(200);
    assertThat(client.post(path + "/execute", "{\"describe la escena\": \"x\"}").status())
        .isEqualTo(200);
  }

  @Test
  void schemaThatIsNoObjectIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmulatedNodeApp("a", "[]", "{}"))
        .withMessage("Not a JSON Schema of an object: []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmulatedNodeApp("a", "{}", "{"))
        .withMessage("Not valid JSON: {");
  }
}
