package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ScriptTest {
  private static final String BODY = "{\"prompt\": \"a fox\"}";

  @RegisterExtension static final KreaEmulatorExtension KREA = new KreaEmulatorExtension();

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  static Stream<Arguments> replies() {
    LocalDate sunset = LocalDate.of(2026, 5, 13);
    return Stream.of(
        Arguments.of(Reply.insufficientBalance(), 402, "Insufficient API balance"),
        Arguments.of(Reply.planRequired(), 402, "requires a higher plan"),
        Arguments.of(Reply.concurrencyLimitReached(), 429, "CONCURRENCY_LIMIT_REACHED"),
        Arguments.of(Reply.unauthorized(), 401, "{\"message\":\"Unauthorized\"}"),
        Arguments.of(Reply.edgeError(502), 502, "<h1>Error 502</h1>"),
        Arguments.of(Reply.edgeError(524), 524, "<h1>Error 524</h1>"),
        Arguments.of(Reply.blockedByEdge(), 403, "Error 1010"),
        Arguments.of(Reply.error(422, "bad"), 422, "{\"error\":\"bad\"}"),
        Arguments.of(Reply.json(200, "{\"half"), 200, "{\"half"),
        Arguments.of(Reply.empty(503), 503, ""),
        Arguments.of(Reply.modelUnavailable(sunset), 410, "\"sunset_date\":\"2026-05-13\""));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void replyStandsInForTheService(Reply reply, int status, String text) throws Exception {
    KREA.emulator().script("image/bfl/flux-1-dev").reply(reply);

    TestClient.Answer answer = client.post(FLUX, BODY);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains(text);
    assertThat(client.get("/jobs").json().path("items")).isEmpty();
  }

  @Test
  void unavailableModelNamesItsReplacement(KreaEmulator emulator) throws Exception {
    LocalDate sunset = LocalDate.of(2026, 5, 13);
    emulator.script().reply(Reply.modelUnavailable(sunset, "image/bytedance/seedream-5-lite"));

    JsonNode body = client.post(FLUX, BODY).json();

    assertThat(body.path("error").asText()).isEqualTo("model_unavailable");
    assertThat(body.path("replacement").asText()).isEqualTo("image/bytedance/seedream-5-lite");
  }

  @Test
  void repliesForOnceAreUsedUpInOrder(KreaEmulator emulator) throws Exception {
    emulator.script().replyOnce(Reply.edgeError(502), Reply.empty(503));

    assertThat(client.get("/jobs").status()).isEqualTo(502);
    assertThat(client.get("/jobs").status()).isEqualTo(503);
    assertThat(client.get("/jobs").status()).isEqualTo(200);
  }

  @Test
  void scriptOfAnOperationGoesBeforeTheGeneralOne(KreaEmulator emulator) throws Exception {
    emulator.script().reply(Reply.empty(500));
    emulator.script("GET /jobs/{id}").replyOnce(Reply.empty(418));

    assertThat(client.get("/jobs/1").status()).isEqualTo(418);
    assertThat(client.get("/jobs/1").status()).isEqualTo(500);
  }

  @Test
  void requestCanDoItsWorkAlthoughTheReplyFails(KreaEmulator emulator) throws Exception {
    emulator.script("image/bfl/flux-1-dev").replyOnce(Reply.edgeError(524).afterProcessing());

    assertThat(client.post(FLUX, BODY).status()).isEqualTo(524);
    assertThat(client.get("/jobs").json().path("items")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void connectionBreaks(Reply reply) {
    KREA.emulator().script().reply(reply);

    assertThatThrownBy(() -> client.get("/jobs")).isInstanceOf(IOException.class);
  }

  static Stream<Reply> breaks() {
    return Stream.of(Reply.connectionReset(), Reply.connectionClosed(), Reply.brokenBody());
  }

  @Test
  void deprecationHeadersComeWithSuccessOnly(KreaEmulator emulator) throws Exception {
    emulator
        .script("image/bfl/flux-1-dev")
        .deprecated(LocalDate.of(2026, 12, 1), URI.create("https://docs.krea.ai/x"));

    TestClient.Answer good = client.post(FLUX, BODY);
    TestClient.Answer bad = client.post(FLUX, "{}");

    assertThat(good.header("Deprecation")).isEqualTo("true");
    assertThat(good.header("Sunset")).isEqualTo("Tue, 1 Dec 2026 00:00:00 GMT");
    assertThat(good.header("Link"))
        .isEqualTo("<https://docs.krea.ai/x>; rel=\"deprecation\"; type=\"text/html\"");
    assertThat(bad.header("Deprecation")).isNull();
  }

  @Test
  void replyCanCarryHeaders(KreaEmulator emulator) throws Exception {
    emulator.script().reply(Reply.concurrencyLimitReached().withHeader("Retry-After", "5"));

    assertThat(client.get("/jobs").header("retry-after")).isEqualTo("5");
  }

  @Test
  void latencyDelaysTheAnswer(KreaEmulator emulator) throws Exception {
    emulator.script().latency(Duration.ofMillis(150));
    long start = System.nanoTime();

    client.get("/jobs");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void downloadsFailOnTheirOwn(KreaEmulator emulator) throws Exception {
    emulator.downloads().replyOnce(Reply.empty(403));
    emulator.script().states("completed");
    String url = client.job(client.submit()).at("/result/urls/0").asText();

    assertThat(TestClient.download(url).status()).isEqualTo(403);
    assertThat(TestClient.download(url).status()).isEqualTo(200);
  }

  @Test
  void ownStubsGoFirst(KreaEmulator emulator) throws Exception {
    emulator.wireMock().stubFor(WireMock.get("/new").willReturn(WireMock.ok("mine")));

    assertThat(client.get("/new").text()).isEqualTo("mine");
    assertThat(client.get("/jobs").status()).isEqualTo(200);
  }

  @Test
  void stubFilesOfTheProjectAreNotRead() throws Exception {
    assertThat(client.get("/stray").status()).isEqualTo(404);
  }

  @Test
  void unknownOperationIsNamed(KreaEmulator emulator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.script("image/bfl/flux-0"))
        .withMessageStartingWith("The document has no operation \"image/bfl/flux-0\"");
  }

  @Test
  void senselessScriptsAreRefused(KreaEmulator emulator) {
    Script script = emulator.script();
    assertThatIllegalArgumentException().isThrownBy(script::states);
    assertThatIllegalArgumentException().isThrownBy(() -> script.outputs(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> script.result("[1]"));
    assertThatIllegalArgumentException().isThrownBy(() -> script.result("{"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.duration(Duration.ofMillis(-1)))
        .withMessage("A duration cannot be negative: PT-0.001S");
    assertThatIllegalArgumentException().isThrownBy(() -> emulator.timeScale(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> emulator.timeScale(Double.NaN));
  }
}
