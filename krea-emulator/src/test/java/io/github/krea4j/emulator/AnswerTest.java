package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for answers whatever is asked. */
final class AnswerTest {
  private static final byte[] NOTHING = {};

  @RegisterExtension static final KreaEmulatorExtension KREA = new KreaEmulatorExtension();

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/jobs/none", "/nowhere", "/health", "/openapi.json", "/"})
  void everyAnswerNamesItsRequest(String path) throws Exception {
    String one = client.get(path).header("x-request-id");
    String two = client.get(path).header("x-request-id");

    assertThat(one).matches("[0-9a-f-]{36}").isNotEqualTo(two);
  }

  @Test
  void recordedRequestHasTheIdOfItsAnswer(KreaEmulator emulator) throws Exception {
    String id = client.get("/jobs").header("x-request-id");

    assertThat(emulator.requests().get(0).id()).isEqualTo(id);
  }

  @Test
  void idOfAScriptedReplyIsItsOwn(KreaEmulator emulator) throws Exception {
    emulator.script().reply(Reply.empty(500).withHeader("x-request-id", "mine"));

    assertThat(client.get("/jobs").response().headers().allValues("x-request-id"))
        .containsExactly("mine");
  }

  @Test
  void headIsAnsweredAsGetWithoutTheBody() throws Exception {
    TestClient.Answer get = client.get("/jobs");

    TestClient.Answer head = client.send("HEAD", "/jobs", null, NOTHING);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("content-type")).isEqualTo("application/json");
    assertThat(head.header("content-length")).isEqualTo(String.valueOf(get.body().length));
  }

  @Test
  void headNeedsTheKeyToo() throws Exception {
    client.with("Authorization", null);

    assertThat(client.send("HEAD", "/jobs", null, NOTHING).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs, 'GET, HEAD, OPTIONS'",
    "/jobs/1, 'DELETE, GET, HEAD, OPTIONS'",
    "/generate/image/bfl/flux-1-dev, 'OPTIONS, POST'",
    "/health, 'GET, HEAD, OPTIONS'",
    "/, 'GET, HEAD, OPTIONS'",
  })
  void optionsNamesTheMethodsInJson(String path, String allowed) throws Exception {
    TestClient.Answer answer = client.send("OPTIONS", path, null, NOTHING);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("allow")).isEqualTo(allowed);
    assertThat(
            StreamSupport.stream(answer.json().path("methods").spliterator(), false)
                .map(method -> method.asText()))
        .containsExactly(allowed.split(", "));
  }

  @ParameterizedTest
  @CsvSource({"PUT, /jobs", "GET, /generate/image/bfl/flux-1-dev", "PATCH, /", "POST, /health"})
  void wrongMethodIsRefusedInJson(String method, String path) throws Exception {
    TestClient.Answer answer = client.send(method, path, null, NOTHING);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).doesNotContain(method);
    assertThat(answer.error()).isEqualTo(method + " is not allowed on this path");
  }

  @Test
  void wrongMethodOnAFileIsRefusedInJson(KreaEmulator emulator) throws Exception {
    emulator.script().states("completed");
    String url = client.job(client.submit()).at("/result/urls/0").asText();

    TestClient.Answer answer =
        client.send("DELETE", url.substring(url.indexOf("/images")), null, NOTHING);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void paymentRefusalsSpeakInAMessage(KreaEmulator emulator) throws Exception {
    emulator.script().replyOnce(Reply.insufficientBalance(), Reply.planRequired());

    assertThat(client.post(FLUX, "{}").text())
        .isEqualTo("{\"message\":\"Insufficient API balance. Please top up to continue.\"}");
    assertThat(client.post(FLUX, "{}").text())
        .isEqualTo("{\"message\":\"This model requires a higher plan.\"}");
  }

  @Test
  void noOriginIsAllowed() throws Exception {
    TestClient.Answer answer = client.with("Origin", "https://example.com").get("/jobs");

    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  @Test
  void corsOpensTheApiAndNotThePages() throws Exception {
    try (KreaEmulator open = KreaEmulator.builder().cors().control("s").start()) {
      TestClient caller = new TestClient(open).with("Origin", "https://example.com");
      assertThat(caller.get("/jobs").header("access-control-allow-origin")).isEqualTo("*");
      for (String path : new String[] {"/", "/_emulator/feed", "/_emulator/control/requests"}) {
        assertThat(caller.get(path).header("access-control-allow-origin")).as(path).isNull();
      }

      TestClient.Answer preflight =
          caller
              .with("Access-Control-Request-Method", "POST")
              .with("Access-Control-Request-Headers", "authorization, content-type")
              .with("Authorization", null)
              .send("OPTIONS", FLUX, null, NOTHING);

      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("access-control-allow-headers"))
          .isEqualTo("authorization, content-type");
      assertThat(preflight.header("access-control-allow-methods")).isEqualTo("POST");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/__admin",
        "/__admin/",
        "/__admin/mappings",
        "/__admin/shutdown",
        "//__admin/mappings",
        "/%5F%5Fadmin/mappings",
        "/./__admin/mappings",
        "/jobs/../__admin/mappings",
        "/__admin;x=1/mappings",
        "/__ADMIN/mappings",
      })
  void administrationOfWireMockIsNeverReached(String path) throws Exception {
    String before = statusLine(KREA.emulator(), path);
    KREA.emulator().wireMock().stubFor(WireMock.get("/own").willReturn(WireMock.ok()));
    String withStubs = statusLine(KREA.emulator(), path);

    assertThat(before).matches("HTTP/1.1 4\\d\\d .*");
    assertThat(withStubs).matches("HTTP/1.1 4\\d\\d .*");
    assertThat(client.get("/jobs").status()).as("the emulator lives").isEqualTo(200);
  }

  @Test
  void resetOfTheUsersStubsLeavesTheEmulator(KreaEmulator emulator) throws Exception {
    emulator.wireMock().stubFor(WireMock.get("/own").willReturn(WireMock.ok()));
    emulator.wireMock().resetAll();
    emulator.wireMock().resetMappings();

    assertThat(client.get("/jobs").status()).isEqualTo(200);
    assertThat(client.get("/own").status()).isEqualTo(404);
  }

  /** Over a plain socket: clients tidy paths up. */
  private static String statusLine(KreaEmulator emulator, String path) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), emulator.baseUrl().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
