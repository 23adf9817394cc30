package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTest {
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void pictureHasTheSizeThatWasAskedFor() throws Exception {
    TestClient.Answer answer =
        generate(FLUX, "{\"prompt\": \"a fox\", \"width\": 768, \"height\": 512}");

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(answer.header("content-type")).isEqualTo("image/png");
    assertThat(answer.header("content-length")).isEqualTo(String.valueOf(answer.body().length));
    assertThat(image.getWidth()).isEqualTo(768);
    assertThat(image.getHeight()).isEqualTo(512);
  }

  @Test
  void pictureIsTheSameEachTimeAndDiffersByPrompt() throws Exception {
    byte[] fox = generate(FLUX, "{\"prompt\": \"a fox\"}").body();

    assertThat(generate(FLUX, "{\"prompt\": \"a fox\"}").body()).isEqualTo(fox);
    assertThat(generate(FLUX, "{\"prompt\": \"a wolf\"}").body()).isNotEqualTo(fox);
  }

  @Test
  void uploadedPictureShowsInTheResult() throws Exception {
    byte[] upload = Picture.png(new PictureSize(64, 64), "an owl", Optional.empty());
    String url = client.upload("owl.png", "image/png", upload).json().path("image_url").asText();

    byte[] with = generate(FLUX, "{\"prompt\": \"a fox\", \"image_url\": \"" + url + "\"}").body();

    assertThat(with).isNotEqualTo(generate(FLUX, "{\"prompt\": \"a fox\"}").body());
  }

  @Test
  void filesLieOnAnotherHostThanTheApi(KreaEmulator emulator) throws Exception {
    URI url = URI.create(resultUrl(FLUX, "{\"prompt\": \"a fox\"}"));

    assertThat(url.getHost()).isEqualTo("localhost");
    assertThat(emulator.baseUrl().getHost()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024, {}",
    "700, 500, '{\"width\": 700, \"height\": 500}'",
    "700, 700, '{\"width\": 700}'",
    "4096, 512, '{\"width\": 8192, \"height\": 512}'",
    "1820, 1024, '{\"aspect_ratio\": \"16:9\"}'",
    "720, 1280, '{\"aspect_ratio\": \"9:16\", \"resolution\": \"720p\"}'",
    "2048, 2048, '{\"resolution\": \"2K\"}'",
    "1280, 720, '{\"aspect_ratio\": \"1280:720\"}'",
    "1024, 1024, '{\"aspect_ratio\": \"auto\", \"width\": null}'",
  })
  void sizeComesFromTheBody(int width, int height, String body) {
    assertThat(PictureSize.askedFor(Json.parse(body), Json.object()))
        .isEqualTo(new PictureSize(width, height));
  }

  @Test
  void sizeComesFromTheDefaultsElse() {
    JsonNode schema =
        Json.parse(
            "{\"properties\": {\"width\": {\"default\": 640}, \"height\": {\"default\": 480}}}");

    assertThat(PictureSize.askedFor(Json.object().put("height", 100), schema))
        .isEqualTo(new PictureSize(640, 100));
  }

  @Test
  void videoIsAnMp4FileWithItsPictureInPlace() throws Exception {
    TestClient.Answer answer = generate(TestClient.VEO, "{\"prompt\": \"x\", \"duration\": 6}");

    byte[] file = answer.body();
    assertThat(answer.header("content-type")).isEqualTo("video/mp4");
    assertThat(boxes(file)).containsExactly("ftyp", "moov", "mdat");
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int offset = bytes.getInt(indexOf(file, "stco") + 12);
    int length = bytes.getInt(indexOf(file, "stsz") + 16);
    byte[] frame = new byte[length];
    bytes.get(offset, frame);
    assertThat(ImageIO.read(new ByteArrayInputStream(frame)).getWidth()).isEqualTo(640);
    assertThat(bytes.getInt(indexOf(file, "mvhd") + 20)).as("milliseconds").isEqualTo(6000);
  }

  @Test
  void soundIsAWavFile() throws Exception {
    byte[] file = Wav.tone(0.5);

    assertThat(AudioSystem.getAudioInputStream(new ByteArrayInputStream(file)).getFrameLength())
        .isEqualTo(4000);
  }

  @Test
  void modelIsAGlbFile() {
    byte[] file = Glb.triangle();

    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(file, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("glTF");
    assertThat(bytes.getInt(8)).isEqualTo(file.length);
    int jsonLength = bytes.getInt(12);
    JsonNode scene = Json.parse(new String(file, 20, jsonLength, StandardCharsets.UTF_8));
    assertThat(scene.at("/asset/version").asText()).isEqualTo("2.0");
    assertThat(bytes.getInt(20 + jsonLength)).isEqualTo(scene.at("/buffers/0/byteLength").asInt());
    assertThat(file.length % 4).isZero();
  }

  private TestClient.Answer generate(String path, String body) throws Exception {
    return TestClient.download(resultUrl(path, body));
  }

  private String resultUrl(String path, String body) throws Exception {
    String id = client.submit(path, body);
    CLOCK.advance(Duration.ofMinutes(1));
    return client.job(id).at("/result/urls/0").asText();
  }

  private static List<String> boxes(byte[] file) {
    List<String> boxes = new ArrayList<>();
    for (int i = 0; i < file.length; i += ByteBuffer.wrap(file).getInt(i)) {
      boxes.add(new String(file, i + 4, 4, StandardCharsets.US_ASCII));
    }
    return boxes;
  }

  private static int indexOf(byte[] file, String type) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(type);
  }
}
