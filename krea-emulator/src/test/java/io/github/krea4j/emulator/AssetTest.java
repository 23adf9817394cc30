package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AssetTest {
  private static final TestClock CLOCK = new TestClock();
  private static final int MEGABYTE = 1024 * 1024;

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK));

  private TestClient client;
  private byte[] picture;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
    picture = Picture.png(new PictureSize(30, 20), "", Optional.empty());
  }

  @Test
  void uploadIsDescribed() throws Exception {
    JsonNode asset = client.upload("a.png", "image/png", picture).json();

    assertThat(asset.path("width").asInt()).isEqualTo(30);
    assertThat(asset.path("height").asInt()).isEqualTo(20);
    assertThat(asset.path("size_bytes").asInt()).isEqualTo(picture.length);
    assertThat(asset.path("mime_type").asText()).isEqualTo("image/png");
    assertThat(asset.path("uploaded_at").asText()).isEqualTo("2026-10-09T12:00:00.000Z");
  }

  @Test
  void uploadIsServedWithoutAKeyByteForByte() throws Exception {
    JsonNode asset = client.upload("a.png", "image/png", picture).json();

    TestClient.Answer file = TestClient.download(asset.path("image_url").asText());

    assertThat(file.body()).isEqualTo(picture);
    assertThat(file.header("content-type")).isEqualTo("image/png");
  }

  @Test
  void urlHasItsNameForSoundToo() throws Exception {
    JsonNode asset = client.upload("a.mp3", "audio/mpeg", new byte[] {1, 2, 3}).json();

    assertThat(asset.path("image_url").asText()).endsWith(".mp3");
    assertThat(asset.path("width").isNull()).isTrue();
  }

  @Test
  void descriptionIsKept() throws Exception {
    String body =
        """
        --x
        Content-Disposition: form-data; name="description"

        Ein Bär
        --x
        Content-Disposition: form-data; name="file"; filename="a.wav"
        Content-Type: audio/wav

        RIFF
        --x--"""
            .replace("\n", "\r\n");

    JsonNode asset =
        client
            .send(
                "POST",
                "/assets",
                "multipart/form-data; boundary=x",
                body.getBytes(StandardCharsets.UTF_8))
            .json();

    assertThat(asset.path("description").asText()).isEqualTo("Ein Bär");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "a.jpg, image/jpg, file: Invalid file type image/jpg",
        "a.png, application/octet-stream, file: Invalid file type application/octet-stream",
        "a.png, none, file: Invalid file type (no Content-Type)",
        "none, image/png, file: must be sent with a file name",
      })
  void wrongPartIsRefused(String fileName, String contentType, String error) throws Exception {
    TestClient.Answer answer = client.upload(fileName, contentType, picture);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(error);
  }

  @Test
  void emptyFileIsRefused() throws Exception {
    assertThat(client.upload("a.png", "image/png", new byte[0]).error())
        .isEqualTo("file: is empty");
  }

  @Test
  void missingPartIsNamed() throws Exception {
    byte[] body =
        "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n"
            .getBytes(StandardCharsets.UTF_8);

    TestClient.Answer answer =
        client.send("POST", "/assets", "multipart/form-data; boundary=x", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("file: is required");
  }

  @Test
  void bodyThatIsNoMultipartIsRefused() throws Exception {
    TestClient.Answer answer = client.post("/assets", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("Content-Type must be multipart/form-data");
  }

  @Test
  void seventyFiveMegabytesPassAndOneByteMoreDoesNot() throws Exception {
    byte[] largest = new byte[75 * MEGABYTE];
    Arrays.fill(largest, (byte) '\r');

    TestClient.Answer taken = client.upload("a.mp4", "video/mp4", largest);
    TestClient.Answer refused =
        client.upload("a.mp4", "video/mp4", Arrays.copyOf(largest, largest.length + 1));

    assertThat(taken.json().path("size_bytes").asInt()).isEqualTo(75 * MEGABYTE);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isEqualTo("file: Invalid file size, the maximum is 75MB");
    assertThat(KREA.emulator().requests("POST /assets"))
        .allSatisfy(request -> assertThat(request.body()).hasSize(MEGABYTE));
  }

  @Test
  void assetsAreListedInPages() throws Exception {
    String first = client.upload("a.png", "image/png", picture).json().path("id").asText();
    String second = client.upload("b.png", "image/png", picture).json().path("id").asText();

    JsonNode page = client.get("/assets?limit=1").json();
    JsonNode next = client.get("/assets?cursor=" + page.path("next_cursor").asText()).json();

    assertThat(page.at("/items/0/id").asText()).isEqualTo(second);
    assertThat(next.path("items").findValuesAsText("id")).containsExactly(first);
    assertThat(next.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void deletedAssetIsGoneWithItsFile() throws Exception {
    JsonNode asset = client.upload("a.png", "image/png", picture).json();
    String path = "/assets/" + asset.path("id").asText();

    JsonNode deleted = client.delete(path).json();

    assertThat(deleted.path("success").asBoolean()).isTrue();
    assertThat(client.get(path).status()).isEqualTo(404);
    assertThat(client.delete(path).status()).isEqualTo(404);
    assertThat(TestClient.download(asset.path("image_url").asText()).status()).isEqualTo(404);
  }

  @Test
  void inputThatIsNotThereIsRefusedByField() throws Exception {
    String url = client.upload("a.png", "image/png", picture).json().path("image_url").asText();
    String body =
        "{\"prompt\": \"x\", \"style_images\": [{\"strength\": 1, \"url\": \"" + url + "\"}]}";
    assertThat(client.post(FLUX, body).status()).isEqualTo(200);

    TestClient.Answer answer = client.post(FLUX, body.replace(".png", "0.png"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.error()).isEqualTo("style_images.0.url: Invalid asset URL");
  }

  @Test
  void otherHostsAreRefusedIfAskedFor() throws Exception {
    String body = "{\"prompt\": \"x\", \"image_url\": \"https://example.com/a.png\"}";
    assertThat(client.post(FLUX, body).status()).isEqualTo(200);

    try (KreaEmulator strict = KreaEmulator.builder().uploadedInputsOnly().start()) {
      TestClient.Answer answer = new TestClient(strict).post(FLUX, body);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.error()).isEqualTo("image_url: Invalid asset URL");
    }
  }

  @Test
  void zeroDataRetentionTakesDataUrisOnly() throws Exception {
    client.with("X-Api-Zero-Data-Retention", "1");
    String url = "{\"prompt\": \"x\", \"image_url\": \"https://example.com/a.png\"}";
    String data = "{\"prompt\": \"x\", \"image_url\": \"data:image/png;base64,AAAA\"}";

    TestClient.Answer refused = client.post(FLUX, url);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.error())
        .isEqualTo("Zero data retention requires external asset inputs to be data URIs.");
    assertThat(client.post(FLUX, data).status()).isEqualTo(200);
  }
}
