package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and what it reads, without a browser. */
final class FeedTest {
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(
          KreaEmulator.builder()
              .clock(CLOCK)
              .jobDuration(Duration.ofSeconds(8))
              .document(TestDocument.FROZEN));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  private JsonNode feed() throws Exception {
    return client.get("/_emulator/feed").json();
  }

  @Test
  void healthNeedsNoKeyAndIsNotRecorded(KreaEmulator emulator) throws Exception {
    TestClient.Answer answer = client.with("Authorization", null).get("/health");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(emulator.requests()).isEmpty();
  }

  @Test
  void pageHoldsEverythingItNeeds() throws Exception {
    TestClient.Answer page = client.with("Authorization", null).get("/");

    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("content-security-policy"))
        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'");
    assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(Pattern.compile("(?i)(https?:)?//[a-z]").matcher(page.text()).find())
        .as("an address of another host")
        .isFalse();
  }

  @Test
  void jobIsShownAsItGoes() throws Exception {
    String id = client.submit(FLUX, "{\"prompt\": \"a fox\", \"width\": 768, \"height\": 512}");
    CLOCK.advance(Duration.ofSeconds(4));

    JsonNode running = feed().at("/jobs/0");
    CLOCK.advance(Duration.ofSeconds(4));
    JsonNode ended = feed().at("/jobs/0");

    assertThat(running.path("id").asText()).isEqualTo(id);
    assertThat(running.path("operation").asText()).isEqualTo("image/bfl/flux-1-dev");
    assertThat(running.path("caption").asText()).isEqualTo("a fox");
    assertThat(running.path("status").asText()).isEqualTo("processing");
    assertThat(running.path("progress").asDouble()).isCloseTo(0.5, within(0.001));
    assertThat(running.path("files")).isEmpty();
    assertThat(ended.path("status").asText()).isEqualTo("completed");
    byte[] small = client.get(ended.at("/files/0/small").asText()).body();
    assertThat(ImageIO.read(new ByteArrayInputStream(small)).getWidth()).isEqualTo(480);
    assertThat(client.get(ended.at("/files/0/url").asText()).header("content-type"))
        .isEqualTo("image/png");
  }

  @Test
  void uploadsAreSmallToo() throws Exception {
    byte[] large = Picture.png(new PictureSize(2000, 1000), "an owl", Optional.empty());
    String url = client.upload("owl.png", "image/png", large).json().path("image_url").asText();

    TestClient.Answer small =
        client.get("/_emulator/small" + url.substring(url.indexOf("/images")));

    assertThat(small.header("content-type")).isEqualTo("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(small.body())).getHeight()).isEqualTo(240);
    assertThat(client.get("/_emulator/small/images/none.png").status()).isEqualTo(404);
  }

  @Test
  void soundHasNoPicture() throws Exception {
    String url =
        client.upload("a.wav", "audio/wav", new byte[] {1}).json().path("image_url").asText();

    assertThat(client.get("/_emulator/small" + url.substring(url.indexOf("/audio"))).status())
        .isEqualTo(404);
  }

  @Test
  void failureIsShownFromBothPlaces(KreaEmulator emulator) throws Exception {
    emulator.script().states("failed").fail("nsfw", "No");
    client.submit();
    assertThat(feed().at("/jobs/0/error/code").asText()).isEqualTo("nsfw");

    emulator.script().failInsideResult("ip_detected", "No");
    client.submit();
    assertThat(feed().at("/jobs/0/error/code").asText()).isEqualTo("ip_detected");
  }

  @Test
  void requestsAreShownNewestFirstWithoutKeyOrBody(KreaEmulator emulator) throws Exception {
    client.with("X-Webhook-URL", "http://127.0.0.1:1/secret-hook");
    client.post(FLUX, "{\"prompt\": 7}");
    client.get("/jobs?limit=3");

    JsonNode feed = feed();

    assertThat(feed.at("/requests/0/path").asText()).isEqualTo("/jobs");
    assertThat(feed.at("/requests/1/status").asInt()).isEqualTo(400);
    assertThat(feed.path("requests_total").asInt()).isEqualTo(2);
    assertThat(feed.toString())
        .doesNotContain(emulator.apiKey(), "secret-hook", "Bearer", "limit=3");
  }

  @ParameterizedTest
  @CsvSource({
    "/, evil.example, 403",
    "/_emulator/feed, evil.example:80, 403",
    "/, localhost, 200",
    "/_emulator/feed, 127.0.0.1, 200",
    "/health, evil.example, 200"
  })
  void pageIsNotShownUnderAForeignName(String path, String host, int status) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host)).contains(" " + status + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void otherPagesMayNotReadTheFeed(String site) throws Exception {
    String request = "GET /_emulator/feed HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: " + site;

    assertThat(raw(request)).contains(" 403 ");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), KREA.emulator().baseUrl().getPort())) {
      socket
          .getOutputStream()
          .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
