package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must hold for every operation of the document, whichever one is bundled. */
final class BundledDocumentTest {
  @RegisterExtension static final KreaEmulatorExtension KREA = new KreaEmulatorExtension();

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void everyOldNameOfEveryOperationIsUnknown() throws Exception {
    int aliases = 0;
    JsonNode document = TestDocument.bundled();
    for (Operation operation : ApiDocument.bundled().operations()) {
      JsonNode rows =
          document
              .path("paths")
              .path(operation.path())
              .path(operation.method().toLowerCase(Locale.ROOT))
              .path("x-krea-deprecated-field-aliases");
      for (JsonNode row : rows) {
        String from = row.path("from").asText();
        ObjectNode body = TestDocument.smallestBody(operation).put(from, "x");
        TestClient.Answer answer = client.post(operation.path(), body.toString());
        assertThat(answer.status()).as(operation.path()).isEqualTo(400);
        assertThat(answer.error()).as(operation.path()).isEqualTo(from + ": unknown field");
        aliases++;
      }
    }
    assertThat(aliases)
        .isEqualTo(
            document.findValues("x-krea-deprecated-field-aliases").stream()
                .mapToInt(JsonNode::size)
                .sum());
  }

  @Test
  void smallestBodyOfEveryOperationIsAcceptedAndAnsweredAsTheDocumentSays() throws Exception {
    RequestValidator validator = new RequestValidator();
    List<String> generations = new ArrayList<>();
    for (Operation operation : ApiDocument.bundled().operations()) {
      if (operation.model().isPresent()) {
        ObjectNode body = TestDocument.smallestBody(operation);
        TestClient.Answer answer = client.post(operation.path(), body.toString());
        assertThat(answer.status()).as(operation.path() + answer.text()).isEqualTo(200);
        assertThat(validator.check(operation.success().orElseThrow(), answer.json())).isEmpty();
        generations.add(operation.path());
      }
    }
    List<String> paths = new ArrayList<>();
    TestDocument.bundled().path("paths").fieldNames().forEachRemaining(paths::add);
    paths.removeIf(path -> !path.startsWith("/generate/"));
    assertThat(generations).containsExactlyInAnyOrderElementsOf(paths).isNotEmpty();
  }
}
