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
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, and there is none",
        "text/plain, not text/plain",
        "text/json, not text/json",
        "application/problem+json, not application/problem+json",
        "application/json-seq, not application/json-seq",
        "application/json; charset=ISO-8859-1, not application/json; charset=ISO-8859-1",
      })
  void missingOrForeignContentTypeIsRefused(String type, String reason) throws Exception {
    byte[] body = "{\"prompt\": \"x\"}".getBytes(StandardCharsets.UTF_8);

    TestClient.Answer answer = client.send("POST", FLUX, type, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("body: Content-Type must be application/json, " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\""
      })
  void jsonMayNameItsCharacterSet(String type) throws Exception {
    byte[] body = "{\"prompt\": \"x\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(client.send("POST", FLUX, type, body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreRefused(String encoding) throws Exception {
    byte[] body = "{\"prompt\": \"x\"}".getBytes(encoding);

    TestClient.Answer answer = client.send("POST", FLUX, "application/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("body: must be UTF-8 without a byte order mark");
  }

  @Test
  void byteOrderMarkIsRefused() throws Exception {
    assertThat(client.post(FLUX, "\uFEFF{\"prompt\": \"x\"}").error())
        .isEqualTo("body: must be UTF-8 without a byte order mark");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30                     | ok
          30.0                   | ok
          3e1                    | ok
          18446744073709551616   | steps: must be at most 100
          -18446744073709551616  | steps: must be at least 1
          1e19                   | steps: must be at most 100
          -1e19                  | steps: must be at least 1
          1e300                  | steps: must be at most 100
          1e-300                 | steps: must be of type integer; steps: must be at least 1
          30.5                   | steps: must be of type integer
          1e400                  | body: holds a number that is out of range
          1e999999999            | body: holds a number that is out of range
          1e-999999999           | body: holds a number that is out of range
          """)
  void wholeNumbersAreJudgedByTheirValue(String number, String expected) throws Exception {
    TestClient.Answer answer = client.post(FLUX, "{\"prompt\": \"x\", \"steps\": " + number + "}");

    assertThat(answer.status() == 200 ? "ok" : answer.error()).isEqualTo(expected);
  }

  @Test
  void onlyDataUrisMayBeLong() throws Exception {
    TestClient.Answer answer = client.post(FLUX, "{\"prompt\": \"" + "x".repeat(5_000_000) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error())
        .isEqualTo("body: is too large, only base64 data URIs may be of that size");
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
