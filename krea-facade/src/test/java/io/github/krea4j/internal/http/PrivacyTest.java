package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import io.github.krea4j.api.GenerationApi;
import io.github.krea4j.errors.ApiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** What is logged, and what never is: neither there nor in any exception or toString. */
class PrivacyTest {
  private static final String PROMPT = "a secret garden";
  private static final String HOOK = "https://hooks.example/hush-hush";
  private static final String COOKIE = "cf_clearance=crumb-crumb";

  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  @Test
  void eachRequestIsOneLineAtDebug() {
    service.answer(503, "", "cf-ray", "8a1-FRA");
    service.answer(200, "{}", "x-request-id", "req-1", "cf-ray", "8a2-FRA");
    service.answer(200, "{}");
    Http transport = service.transport(builder -> builder.timer(new VirtualTimer()).maxRetries(0));

    try (RecordedLogs.Recording log = RecordedLogs.record(Level.DEBUG)) {
      assertThatThrownBy(() -> TestCall.await(transport, service.get("/jobs?cursor=c")))
          .isInstanceOf(ApiException.class);
      TestCall.await(transport, service.submit());
      TestCall.await(transport, service.get("/jobs/1"));

      assertThat(log.lines())
          .containsExactly(
              "DEBUG io.github.krea4j.http GET /jobs -> 503 in 0 ms, attempt 1, request id"
                  + " 8a1-FRA",
              "DEBUG io.github.krea4j.http POST /generate/image/bfl/flux-1-dev -> 200 in 0 ms,"
                  + " attempt 1, request id req-1",
              "DEBUG io.github.krea4j.http GET /jobs/1 -> 200 in 0 ms, attempt 1, request id none");
    }
  }

  @Test
  void aBrokenRequestIsOneLineTooAndRepeatsAreCounted() {
    service.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    service.answer(200, "{}");

    try (RecordedLogs.Recording log = RecordedLogs.record(Level.DEBUG)) {
      TestCall.await(service.transport(), service.get("/jobs"));

      assertThat(log.lines())
          .containsExactly(
              "DEBUG io.github.krea4j.http GET /jobs -> IOException after 0 ms, attempt 1",
              "DEBUG io.github.krea4j.http GET /jobs -> 200 in 0 ms, attempt 2, request id none");
    }
  }

  @Test
  void headersAreLoggedAtTraceWithSecretsMasked() {
    service.answer(200, "{}", "Set-Cookie", COOKIE, "X-Echo", "Bearer " + TestService.KEY);
    Request.Builder request =
        new Request.Builder().header("X-Webhook-URL", HOOK).header("X-Mine", "mine");

    try (RecordedLogs.Recording log = RecordedLogs.record(Level.TRACE)) {
      TestCall.await(service.transport(), service.call(CallKind.READ, "/jobs", request, null));

      assertThat(log.lines()).hasSize(3);
      assertThat(log.lines().get(0))
          .isEqualTo(
              """
              TRACE io.github.krea4j.http GET /jobs
                X-Webhook-URL: [redacted]
                X-Mine: mine
                User-Agent: %s
                Authorization: [redacted]"""
                  .formatted(ClientVersion.USER_AGENT));
      assertThat(log.lines().get(2))
          .isEqualTo(
              """
              TRACE io.github.krea4j.http GET /jobs -> 200
                Content-Length: 2
                Set-Cookie: [redacted]
                X-Echo: Bearer [redacted]""");
    }
  }

  @Test
  void nothingIsLoggedAboveDebug() throws IOException {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.INFO)) {
      everythingThatCanHappen();

      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void neitherKeyNorPromptNorHookNorCookieLeaksAtAnyLevel(Level level) throws IOException {
    try (RecordedLogs.Recording log = RecordedLogs.record(level)) {
      List<Throwable> failures = everythingThatCanHappen();

      assertThat(failures).hasSizeGreaterThan(5);
      for (Throwable failure : failures) {
        assertClean(trace(failure));
        if (failure instanceof ApiException answered) {
          assertClean(answered.body() + answered.headers() + answered.serverMessage());
        }
      }
      assertClean(String.join("\n", log.lines()));
    }
  }

  private static void assertClean(String text) {
    assertThat(text)
        .doesNotContain(TestService.KEY)
        .doesNotContain("key-secret")
        .doesNotContain(PROMPT)
        .doesNotContain("hush-hush")
        .doesNotContain("crumb-crumb");
  }

  @Test
  void noToStringShowsASecret() {
    TestCall call = secretive();

    assertThat(call.exchange()).hasToString("POST /generate/image/bfl/flux-1-dev");
    Http transport = service.transport();
    GenerationApi api = transport.describe(GenerationApi.class);
    assertClean(
        transport.newStubCall(call.request())
            + " "
            + Operation.of(
                api.generate("a/b/c", new JsonObject(), "https://hooks.example/hush-hush")));
  }

  /** Returns the failures of calls that fail in every way, each with all secrets on board. */
  private List<Throwable> everythingThatCanHappen() throws IOException {
    String echo = "{\"error\":\"token " + TestService.KEY + " is no good\"}";
    Http transport = service.transport(builder -> builder.silence(Duration.ofMillis(300)));
    for (int status : new int[] {302, 400, 401, 402, 403, 404, 410, 422, 500}) {
      service.answer(
          status,
          echo,
          "Set-Cookie",
          COOKIE,
          "X-Echo",
          TestService.KEY,
          "Location",
          "https://other.example/?token=" + TestService.KEY);
    }
    service.answer(200, "{}", "Set-Cookie", COOKIE, "X-Echo", TestService.KEY);
    service.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    List<Throwable> failures =
        java.util.stream.IntStream.range(0, 11)
            .mapToObj(i -> catchThrowable(() -> TestCall.await(transport, secretive())))
            .filter(failure -> failure != null)
            .collect(Collectors.toList());
    service.answer(200, "{}");
    try (Response response = transport.newStubCall(secretive().request()).execute()) {
      assertThat(response.isSuccessful()).isTrue();
    }
    Http unkeyed = service.transport(b -> b.apiKey(() -> TestService.KEY + "\n"));
    failures.add(catchThrowable(() -> TestCall.await(unkeyed, secretive())));
    return failures;
  }

  private TestCall secretive() {
    Request request =
        new Request.Builder()
            .url(service.server.url("/generate/image/bfl/flux-1-dev?secret=hush-hush"))
            .header("X-Webhook-URL", HOOK)
            .header("Cookie", COOKIE)
            .post(RequestBody.create("{\"prompt\":\"" + PROMPT + "\"}", null))
            .build();
    return new TestCall(request, CallKind.SUBMIT, null, "image/bfl/flux-1-dev");
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
