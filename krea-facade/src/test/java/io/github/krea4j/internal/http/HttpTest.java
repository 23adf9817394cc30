package io.github.krea4j.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.RateLimit;
import io.github.krea4j.errors.RateLimitedException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.ServerErrorException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aSuccessIsHandedOver(Mode mode) {
    service.answer(200, "{\"a\":\"ä\"}", "X-One", "1");

    TestCall.Answer response = mode.await(service.transport(), service.get("/jobs?limit=1"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"a\":\"ä\"}");
    assertThat(response.headers().get("x-one")).isEqualTo("1");
    assertThat(response.attempts()).isEqualTo(1);
    assertThat(response.method()).isEqualTo("GET");
    assertThat(response.path()).isEqualTo("/jobs");
    assertThat(service.seen().getTarget()).isEqualTo("/jobs?limit=1");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aReadIsRepeatedUntilItSucceeds(Mode mode) {
    service.answer(503, "");
    service.answer(524, "<html>");
    service.answer(200, "{}");

    TestCall.Answer response = mode.await(service.transport(), service.get("/jobs"));

    assertThat(response.attempts()).isEqualTo(3);
    assertThat(service.timer.delays())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  private int attemptsAtASlowServer(CallKind kind, @Nullable Duration timeout) {
    Http transport = service.transport(builder -> builder.silence(Duration.ofMillis(100)));
    service.server.enqueue(
        new MockResponse.Builder().headersDelay(400, TimeUnit.MILLISECONDS).body("{}").build());
    Request.Builder request =
        kind == CallKind.READ
            ? new Request.Builder().get()
            : new Request.Builder().post(RequestBody.create("{}", null));
    return TestCall.await(transport, service.call(kind, "/x", request, timeout).withRetries(0))
        .attempts();
  }

  @ParameterizedTest
  @EnumSource(
      value = CallKind.class,
      names = {"SUBMIT", "ONCE"})
  void aWriteMayTakeItsTimeToAnswer(CallKind kind) {
    assertThat(attemptsAtASlowServer(kind, null)).isEqualTo(1);
  }

  @Test
  void aReadShowsSignsOfLife() {
    assertThatThrownBy(() -> attemptsAtASlowServer(CallKind.READ, null))
        .isInstanceOf(ConnectionException.class);
  }

  @Test
  void aSubmitWithoutALimitShowsSignsOfLife() {
    assertThatThrownBy(() -> attemptsAtASlowServer(CallKind.SUBMIT, Duration.ZERO))
        .isInstanceOf(SubmissionUncertainException.class);
  }

  @Test
  void everyCallHasItsOwnRepeats() {
    Http transport = service.transport();
    for (int i = 0; i < 5; i++) {
      service.answers(2, 500, "");
      service.answer(200, "{}");

      assertThat(TestCall.await(transport, service.get("/jobs")).attempts()).isEqualTo(3);
    }
  }

  @Test
  void aSubmitIsRepeatedAfter429() {
    service.answers(2, 429, "{\"error\":\"CONCURRENCY_LIMIT_REACHED\"}");
    service.answer(200, "{\"job_id\":\"1\"}");

    TestCall.Answer response = TestCall.await(service.transport(), service.submit());

    assertThat(response.attempts()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(service.seen().getBody().utf8()).isEqualTo("{\"prompt\":\"a secret garden\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"3,3000", "1.5,1500", "0,0", "120,30000", "99999999999999999999,30000"})
  void retryAfterInSecondsIsObeyedUpToItsCap(String header, long millis) {
    service.answer(503, "", "Retry-After", header);
    service.answer(200, "{}");

    TestCall.await(service.transport(), service.get("/jobs"));

    assertThat(service.timer.delays()).containsExactly(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"7,7", "-60,0", "3600,30"})
  void retryAfterAsADateIsObeyed(long offset, long seconds) {
    service.answer(429, "", "Retry-After", httpDate(VirtualTimer.START.plusSeconds(offset)));
    service.answer(200, "{}");

    TestCall.await(service.transport(), service.get("/jobs"));

    assertThat(service.timer.delays()).containsExactly(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "12 apples"})
  void aRetryAfterThatCannotBeReadIsIgnored(String header) {
    service.answer(503, "", "Retry-After", header);
    service.answer(200, "{}");

    TestCall.await(service.transport(), service.get("/jobs"));

    assertThat(service.timer.delays()).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void nothingIsRepeatedForWhichNoTimeIsLeft() {
    service.answer(429, "{\"error\":\"slow down\"}", "Retry-After", "5");
    TestCall call = service.get("/jobs", Duration.ofSeconds(5));

    RateLimitedException failure =
        catchThrowableOfType(
            RateLimitedException.class, () -> TestCall.await(service.transport(), call));

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(5));
    assertThat(failure.attempts()).isEqualTo(1);
    assertThat(service.timer.delays()).isEmpty();
  }

  @Test
  void theTimeOfACallCountsAllItsRequests() {
    service.answers(3, 429, "", "Retry-After", "4");
    TestCall call = service.get("/jobs", Duration.ofSeconds(7)).withRetries(10);

    assertThatThrownBy(() -> TestCall.await(service.transport(), call))
        .isInstanceOf(RateLimitedException.class);

    assertThat(service.timer.delays()).containsExactly(Duration.ofSeconds(4));
  }

  @Test
  void repeatsCanBeSwitchedOff() {
    service.answers(2, 429, "");
    Http transport = service.transport(builder -> builder.maxRetries(0));

    assertThatThrownBy(() -> TestCall.await(transport, service.submit()))
        .isInstanceOf(RateLimitedException.class);
    assertThatThrownBy(() -> TestCall.await(transport, service.get("/jobs")))
        .isInstanceOf(RateLimitedException.class);

    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aCallMayBringItsOwnNumberOfRepeats() {
    service.answers(9, 500, "");
    Http transport = service.transport();

    assertThatThrownBy(() -> TestCall.await(transport, service.get("/a").withRetries(0)))
        .isInstanceOf(ServerErrorException.class);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
    assertThatThrownBy(() -> TestCall.await(transport, service.get("/a").withRetries(4)))
        .isInstanceOf(ServerErrorException.class);
    assertThat(service.server.getRequestCount()).isEqualTo(6);
  }

  @Test
  void anUploadIsRepeatedWithItsWholeBody() {
    service.answers(2, 503, "");
    service.answer(200, "{}");
    Request.Builder upload = new Request.Builder().post(RequestBody.create("a picture", null));

    TestCall.await(
        service.transport(), service.call(CallKind.UPLOAD, "/assets", upload, Duration.ZERO));

    for (int i = 0; i < 3; i++) {
      assertThat(service.seen().getBody().utf8()).isEqualTo("a picture");
    }
  }

  @Test
  void aStreamIsNeverSentTwice() {
    service.answer(429, "");
    List<String> written = new ArrayList<>();
    Request.Builder upload = new Request.Builder().post(stream(written));

    assertThatThrownBy(
            () ->
                TestCall.await(
                    service.transport(),
                    service.call(CallKind.ONCE, "/assets", upload, Duration.ZERO)))
        .isInstanceOf(RateLimitedException.class);

    assertThat(written).hasSize(1);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  private static RequestBody stream(List<String> written) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return null;
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        written.add("once");
        sink.writeUtf8("bytes");
      }
    };
  }

  @Test
  void anAnswerThatIsNoJsonIsKept() {
    service.answer(200, "It works!");

    ResponseFormatException failure =
        catchThrowableOfType(
            ResponseFormatException.class,
            () ->
                TestCall.await(
                    service.transport(),
                    service.get("/jobs/1"),
                    body -> {
                      throw new IllegalArgumentException("not a job: the text is not JSON");
                    }));

    assertThat(failure)
        .hasMessage(
            "GET /jobs/1 succeeded, but its answer cannot be read: not a job: the text is not"
                + " JSON.");
    assertThat(failure.body()).isEqualTo("It works!");
  }

  @Test
  void aPageInsteadOfJsonHintsAtTheBaseUrl() {
    service.answer(200, "<!doctype html><p>Welcome");

    assertThatThrownBy(
            () ->
                TestCall.await(
                    service.transport(),
                    service.get("/jobs/1"),
                    body -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessage(
            "GET /jobs/1 succeeded, but its answer cannot be read: it is an HTML page. Check the"
                + " base URL.");
  }

  @Test
  void anUnreadableAnswerToASubmitLeavesItUncertain() {
    service.answer(200, "<!doctype html><p>Welcome");

    SubmissionUncertainException failure =
        catchThrowableOfType(
            SubmissionUncertainException.class,
            () ->
                TestCall.await(
                    service.transport(),
                    service.submit(),
                    body -> {
                      throw new IllegalStateException("no");
                    }));

    assertThat(failure)
        .hasMessage(
            "It is unknown whether the service accepted the job for image/bfl/flux-1-dev sent at"
                + " 2026-01-01T00:00:00Z: the answer was a success that cannot be read. The job may"
                + " run and be billed. Before submitting it again, look for it with"
                + " jobs().submittedSince(...).")
        .hasCauseInstanceOf(ResponseFormatException.class);
    assertThat(((ResponseFormatException) failure.getCause()).body()).startsWith("<!doctype");
  }

  @Test
  void a5xxOnASubmitLeavesItUncertainWithTheAnswerAsCause() {
    service.answer(502, "<html>");

    assertThatThrownBy(() -> TestCall.await(service.transport(), service.submit()))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining(": the answer was 502, which does not tell. ")
        .hasCauseInstanceOf(ServerErrorException.class);
  }

  @Test
  void theCauseOfAnUncertainSubmitDoesNotAskToRepeatIt() {
    service.answer(502, "<html>");

    assertThatThrownBy(() -> TestCall.await(service.transport(), service.submit()))
        .cause()
        .hasMessageContaining("look whether this was carried out before you repeat it")
        .hasMessageNotContaining("repeat it later");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void anUncertainSubmitKeepsTheRequestIdOfItsAnswer(int status) {
    service.answer(status, "no JSON", "cf-ray", "ray-1");

    SubmissionUncertainException failure =
        catchThrowableOfType(
            SubmissionUncertainException.class,
            () ->
                TestCall.await(
                    service.transport(),
                    service.submit(),
                    body -> {
                      throw new IllegalArgumentException("no JSON");
                    }));

    assertThat(failure.requestId()).contains("ray-1");
    assertThat(failure).hasMessageEndingWith(" [request id ray-1]");
  }

  @Test
  void aSubmitWithoutAnAnswerHasNoRequestId() {
    service.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertThatThrownBy(() -> TestCall.await(service.transport(), service.submit()))
        .isInstanceOfSatisfying(
            SubmissionUncertainException.class,
            failure -> assertThat(failure.requestId()).isEmpty());
  }

  @Test
  void aSubmitWithoutAModelIsNamedByItsPath() {
    service.answer(500, "");
    Request.Builder train = new Request.Builder().post(RequestBody.create("{}", null));

    assertThatThrownBy(
            () ->
                TestCall.await(
                    service.transport(),
                    service.call(CallKind.SUBMIT, "/styles/train", train, null)))
        .isInstanceOfSatisfying(
            SubmissionUncertainException.class,
            failure -> assertThat(failure.model()).isEqualTo("styles/train"));
  }

  @Test
  void aReadersOwnFailurePassesUnchanged() {
    service.answer(200, "[]");
    InvalidRequestException own = new InvalidRequestException("no jobs");

    assertThatThrownBy(
            () ->
                TestCall.await(
                    service.transport(),
                    service.submit(),
                    body -> {
                      throw own;
                    }))
        .isSameAs(own);
  }

  @Test
  void anAnswerLargerThanAnyRealOneIsRefused() {
    service.answer(200, "x".repeat(1001));

    assertThatThrownBy(
            () ->
                TestCall.await(
                    service.transport(builder -> builder.bodyLimit(1000)), service.get("/jobs")))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessage(
            "GET /jobs succeeded, but its answer cannot be read: it is larger than 1000 bytes.");
  }

  @Test
  void anErrorsBodyIsKeptUpTo64KiB() {
    service.answer(400, "x".repeat(70_000));

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> TestCall.await(service.transport(), service.get("/jobs")));

    assertThat(failure.body()).hasSize(65_536);
  }

  @Test
  void aRefusalWhoseBodyBreaksIsStillARefusal() {
    service.server.enqueue(
        new MockResponse.Builder()
            .code(400)
            .body("{\"error\":\"" + "x".repeat(10_000) + "\"}")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> TestCall.await(service.transport(), service.submit()));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.body()).startsWith("{\"error\":\"x");
  }

  @Test
  void theCharsetOfAnAnswerIsHeeded() {
    service.server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json; charset=iso-8859-1")
            .body(new okio.Buffer().write(new byte[] {'"', (byte) 0xe4, '"'}))
            .build());
    service.server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json; charset=klingon")
            .body(new okio.Buffer().write("\uFEFF\"ä\"".getBytes(UTF_8)))
            .build());
    Http transport = service.transport();

    assertThat(TestCall.await(transport, service.get("/a")).body()).isEqualTo("\"ä\"");
    assertThat(TestCall.await(transport, service.get("/b")).body()).isEqualTo("\"ä\"");
  }

  @Test
  void theLastWordOnTheRequestLimitIsKept() {
    Http transport = service.transport();
    assertThat(transport.rateLimit()).isEmpty();

    service.answer(200, "{}", "X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "99");
    service.answer(200, "{}");
    TestCall.await(transport, service.get("/a"));
    TestCall.await(transport, service.get("/b"));

    assertThat(transport.rateLimit())
        .hasValueSatisfying(
            limit -> {
              assertThat(limit.limit()).isEqualTo(OptionalLong.of(100));
              assertThat(limit.remaining()).isEqualTo(OptionalLong.of(99));
              assertThat(limit.reset()).isEmpty();
            });

    service.answer(429, "", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "10");
    RateLimitedException refused =
        catchThrowableOfType(
            RateLimitedException.class,
            () -> TestCall.await(transport, service.get("/c").withRetries(0)));

    assertThat(transport.rateLimit()).isEqualTo(refused.rateLimit());
    assertThat(refused.rateLimit().flatMap(RateLimit::reset))
        .contains(VirtualTimer.START.plusSeconds(10));
  }

  @Test
  void noticesOfSuccessfulAnswersAreReadThoseOfStubsToo() throws IOException {
    List<String> noticed = new CopyOnWriteArrayList<>();
    Http transport =
        service.transport(
            builder ->
                builder.hooks(
                    new Hooks() {
                      @Override
                      public String model(Request request) {
                        return request.url().encodedPath().substring("/generate/".length());
                      }

                      @Override
                      public void answered(
                          Request request, @Nullable String model, Headers headers) {
                        noticed.add(model + " " + headers.get("Deprecation"));
                      }
                    }));
    service.answer(200, "{}", "Deprecation", "true");
    service.answer(400, "{}", "Deprecation", "true");
    service.answer(200, "{}", "Deprecation", "stub");

    TestCall.await(transport, service.submit());
    assertThatThrownBy(() -> TestCall.await(transport, service.submit()))
        .isInstanceOf(ApiException.class);
    try (Response response = transport.newStubCall(service.submit().request()).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }

    assertThat(noticed).containsExactly("image/bfl/flux-1-dev true", "image/bfl/flux-1-dev stub");
  }

  @Test
  void aFailingReaderOfNoticesHarmsNothing() {
    service.answer(200, "{}");
    Http transport =
        service.transport(
            builder ->
                builder.hooks(
                    new Hooks() {
                      @Override
                      public void answered(
                          Request request, @Nullable String model, Headers headers) {
                        throw new IllegalStateException("listener");
                      }
                    }));

    assertThat(TestCall.await(transport, service.get("/jobs")).body()).isEqualTo("{}");
  }

  @Test
  void closingEndsWhatIsUnderWay() {
    service.server.enqueue(stalled());
    service.server.enqueue(stalled());
    Http transport = service.transport();
    CompletableFuture<TestCall.Answer> read = TestCall.send(transport, service.get("/jobs"));
    CompletableFuture<TestCall.Answer> submit = TestCall.send(transport, service.submit());
    service.seen();
    service.seen();

    transport.close();

    assertThat(failure(read))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("GET /jobs was ended by closing the client before its answer came.");
    assertThat(failure(submit))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("the call was ended by closing the client after it was sent");
    assertThat(service.timer.closed()).isTrue();
  }

  @Test
  void closingGivesUpPlannedRepeats() {
    VirtualTimer still = new VirtualTimer();
    service.answer(429, "");
    Http transport = service.transport(builder -> builder.timer(still));
    CompletableFuture<TestCall.Answer> submit = TestCall.send(transport, service.submit());
    await(() -> still.pending() == 1);

    transport.close();

    assertThat(failure(submit))
        .isInstanceOf(ConnectionException.class)
        .hasMessage(
            "POST /generate/image/bfl/flux-1-dev was ended by closing the client before it was"
                + " sent: nothing was accepted.");
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aClosedTransportSendsNothing() {
    Http transport = service.transport();
    transport.close();
    transport.close();

    assertThatThrownBy(() -> TestCall.await(transport, service.get("/jobs")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The client is closed.");
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void aSuppliedClientOutlivesTheTransport() throws IOException {
    OkHttpClient supplied = service.supplied(builder -> {});
    Http transport = service.transport(builder -> builder.httpClient(supplied));
    service.answers(2, 200, "{}");
    TestCall.await(transport, service.get("/jobs"));

    transport.close();

    try (Response response =
        supplied.newCall(new Request.Builder().url(service.server.url("/own")).build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertThat(service.seen().getHeaders().get("Authorization")).isNotNull();
    assertThat(service.seen().getHeaders().get("Authorization")).isNull();
  }

  @Test
  void aClientThatIsNeverUsedStartsNoThread() {
    Http transport = service.transport(builder -> builder.timer(Timer.daemon("krea4j-timer")));

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("krea4j-"));
    transport.close();
  }

  static MockResponse stalled() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  static Throwable failure(CompletableFuture<?> future) {
    try {
      Object value = future.join();
      throw new AssertionError("succeeded with " + value);
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  /** Waits for something that another thread is about to do. */
  static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + 5_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen");
      }
      Thread.onSpinWait();
    }
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
