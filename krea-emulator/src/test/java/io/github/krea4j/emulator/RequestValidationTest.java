package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestValidationTest {
  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().document(TestDocument.FROZEN));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                               | prompt: is required
          {"prompt": 5}                                    | prompt: must be of type string
          {"prompt": null}                                 | prompt: must be of type string
          {"prompt": "x", "width": 511}                    | width: must be at least 512
          {"prompt": "x", "width": 2369}                   | width: must be at most 2368
          {"prompt": "x", "steps": 1.5}                    | steps: must be of type integer
          {"prompt": "x", "imageUrl": "http://a/b"}        | imageUrl: unknown field
          {"prompt": "x", "image_url": "no url"}           | image_url: must be a valid uri
          {"prompt": "x", "styles": [{"id": "a"}]}         | styles.0.strength: is required
          {"prompt": "x", "style_images": [{"strength":3}]}| style_images.0.strength: must be at most 2
          []                                               | body: must be of type object
          {"width": 1, "height": 1}                        | prompt: is required; width: must be at least 512; height: must be at least 512
          """)
  void errorNamesTheField(String body, String error) throws Exception {
    TestClient.Answer answer = client.post(FLUX, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().split("; ")).containsExactlyInAnyOrder(error.split("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /generate/video/kling/kling-1 | {"prompt": "x", "duration": 7} | duration: must be one of 5, 10
          /generate/video/kling/kling-1 | {"prompt": "x", "duration": "5"} | duration: must be of type number
          /generate/video/kling/kling-1 | {"prompt": "x", "camera_control": {"type": "simple", "config": {"zoom": 11}}} | camera_control.config.zoom: must be at most 10
          /generate/video/lightricks/ltx-video-2.3-22b | {"prompt": "x", "duration": 6} | duration: must be one of 5, 10, 15, 20
          /generate/video/google/veo-3 | {"prompt": "x", "duration": 5} | duration: must be one of 4, 6, 8
          /generate/image/google/nano-banana | {"prompt": "x", "aspect_ratio": "7:1"} | aspect_ratio: must be one of "21:9", "1:1", "4:3", "3:2", "2:3", "5:4", "4:5", "3:4", "16:9", "9:16"
          /styles/train | {} | name: is required; urls: is required
          /styles/train | {"model": "qwen"} | name: is required; urls: is required
          /styles/train | {"model": "wan", "name": "n", "urls": [], "batch_size": 0} | batch_size: must be at least 1
          """)
  void errorOfAUnionSpeaksOfTheBranchThatWasMeant(String path, String body, String error)
      throws Exception {
    TestClient.Answer answer = client.post(path, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''            | body: is required
          {"prompt":    | body: is not valid JSON
          {"prompt":"x"} x | body: is not valid JSON
          """)
  void brokenBodyIsRefused(String body, String error) throws Exception {
    TestClient.Answer answer = client.post(FLUX, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(error);
  }

  @Test
  void otherContentTypeIsRefused() throws Exception {
    byte[] body = "prompt=x".getBytes(StandardCharsets.UTF_8);

    TestClient.Answer answer = client.send("POST", FLUX, "text/plain", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error())
        .isEqualTo("body: Content-Type must be application/json, not text/plain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /jobs?limit=0       | limit: must be at least 1
          /jobs?limit=1001    | limit: must be at most 1000
          /jobs?limit=ten     | limit: must be of type integer
          /jobs?limit=1e2     | limit: must be of type integer
          /jobs?cursor=monday | cursor: must be a valid date-time
          /styles?liked=maybe | liked: must be of type boolean
          /styles?cursor=x    | cursor: is not a cursor of this list
          """)
  void queryIsChecked(String path, String error) throws Exception {
    TestClient.Answer answer = client.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(error);
  }

  @Test
  void statusInQueryMustBeAKnownOne() throws Exception {
    assertThat(client.get("/jobs?status=done").error()).startsWith("status: must be one of");
    assertThat(client.get("/jobs?status=completed").status()).isEqualTo(200);
  }

  @Test
  void webhookHeaderMustBeAUrl() throws Exception {
    TestClient.Answer answer =
        client.with("X-Webhook-URL", "not a url").post(FLUX, "{\"prompt\": \"x\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("X-Webhook-URL: must be a valid uri");
  }

  @Test
  void largeSeedsAndDataUrisPass() throws Exception {
    // More than the 20 million characters at which Jackson stops by itself.
    String data = "data:image/png;base64," + "A".repeat(21_000_000);
    ObjectNode body =
        Json.object().put("prompt", "x").put("seed", 3317551338L).put("image_url", data);

    assertThat(client.post(FLUX, body.toString()).status()).isEqualTo(200);
  }
}
