package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.AuthenticationException;
import io.github.krea4j.errors.BadRequestException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.RateLimitedException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.ServerErrorException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of call meets every fault, blocking and asynchronous: what comes out, after how much.
 */
class FaultMatrixTest {
  private static final RequestBody BODY = RequestBody.create("{}", null);

  /**
   * What is to come of a fault.
   *
   * @param type the exception's exact class
   * @param seen how many requests the server sees
   * @param tried how many attempts the client makes
   */
  private record Outcome(Class<? extends Throwable> type, int seen, int tried) {}

  private static Outcome expected(CallKind kind, Fault fault) {
    boolean submit = kind == CallKind.SUBMIT;
    boolean repeatable =
        kind == CallKind.READ || kind == CallKind.DELETE || kind == CallKind.UPLOAD;
    Outcome lost =
        submit
            ? new Outcome(SubmissionUncertainException.class, 1, 1)
            : repeatable
                ? new Outcome(ConnectionException.class, 3, 3)
                : new Outcome(ConnectionException.class, 1, 1);
    return switch (fault) {
      case DNS_FAILURE, REFUSED, TLS_BROKEN -> new Outcome(ConnectionException.class, 0, 3);
      case TLS_UNTRUSTED -> new Outcome(ConnectionException.class, 0, 1);
      case RESET_BEFORE_HEADERS, RESET_MID_BODY, CUT_MID_BODY, EMPTY_REPLY, GARBAGE, READ_TIMEOUT ->
          lost;
      case SLOW_HEADERS, SLOW_BODY ->
          new Outcome(
              submit ? SubmissionUncertainException.class : ConnectionException.class, 1, 1);
      case STATUS_408 -> answered(kind, ApiException.class);
      case STATUS_425 -> new Outcome(ApiException.class, repeatable ? 3 : 1, repeatable ? 3 : 1);
      case STATUS_429, STATUS_429_RETRY_AFTER -> new Outcome(RateLimitedException.class, 3, 3);
      case STATUS_500,
          STATUS_502_HTML,
          STATUS_503,
          STATUS_503_RETRY_AFTER_0,
          STATUS_504,
          STATUS_524 ->
          answered(kind, ServerErrorException.class);
      case STATUS_302, STATUS_307, STATUS_308, STATUS_409, STATUS_421 ->
          new Outcome(ApiException.class, 1, 1);
      case STATUS_400 -> new Outcome(BadRequestException.class, 1, 1);
      case STATUS_401 -> new Outcome(AuthenticationException.class, 1, 1);
      case STATUS_404 -> new Outcome(NotFoundException.class, 1, 1);
      case NOT_JSON ->
          new Outcome(
              submit ? SubmissionUncertainException.class : ResponseFormatException.class, 1, 1);
    };
  }

  /** A status that does not tell whether the request was carried out. */
  private static Outcome answered(CallKind kind, Class<? extends Throwable> type) {
    return switch (kind) {
      case READ, DELETE, UPLOAD, DOWNLOAD -> new Outcome(type, 3, 3);
      case SUBMIT -> new Outcome(SubmissionUncertainException.class, 1, 1);
      case ONCE -> new Outcome(type, 1, 1);
    };
  }

  static Stream<Arguments> cells() {
    return Stream.of(CallKind.values())
        .filter(kind -> kind != CallKind.DOWNLOAD) // has a matrix of its own
        .flatMap(
            kind ->
                Stream.of(Fault.values())
                    .flatMap(
                        fault ->
                            Stream.of(Mode.values()).map(mode -> Arguments.of(kind, fault, mode))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cells")
  void eachFaultHasItsOutcomeAndItsNumberOfRequests(CallKind kind, Fault fault, Mode mode)
      throws Exception {
    Outcome expected = expected(kind, fault);
    VirtualTimer timer = VirtualTimer.eager();
    try (Fault.Site site = fault.open();
        TestClient client = new TestClient(site);
        Http transport =
            TestHttp.at(site.url())
                .httpClient(client.http())
                .timer(timer)
                .silence(fault.silence)
                .build()) {
      TestCall call = call(kind, site, fault.timeout);

      Throwable failure = catchThrowable(() -> mode.await(transport, call, FaultMatrixTest::json));

      assertThat(failure).isExactlyInstanceOf(expected.type());
      assertThat(site.requests().applyAsInt(expected.seen()))
          .as("requests seen")
          .isEqualTo(expected.seen());
      // One pause before each repeat, none after the last try.
      assertThat(timer.delays()).hasSize(expected.tried() - 1);
      assertThat(timer.delays()).isEqualTo(pauses(fault, expected.tried() - 1));
      if (failure instanceof ApiException answered) {
        assertThat(answered.attempts()).isEqualTo(expected.tried());
      }
      if (failure instanceof ConnectionException broken) {
        assertThat(broken.attempts()).isEqualTo(expected.tried());
      }
      if (failure instanceof SubmissionUncertainException uncertain) {
        assertThat(uncertain.model()).isEqualTo("image/bfl/flux-1-dev");
        assertThat(uncertain.submittedAt()).isEqualTo(VirtualTimer.START);
      }
    }
  }

  private static List<Duration> pauses(Fault fault, int count) {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pauses.add(
          switch (fault) {
            case STATUS_429 -> Duration.ofSeconds(1L << i);
            case STATUS_429_RETRY_AFTER -> Duration.ofSeconds(2);
            case STATUS_503_RETRY_AFTER_0 -> Duration.ZERO;
            default -> Duration.ofMillis(250L << i);
          });
    }
    return Collections.unmodifiableList(pauses);
  }

  private static TestCall call(CallKind kind, Fault.Site site, Duration timeout) {
    Request.Builder request =
        new Request.Builder().url(site.url().resolve("/generate/image/bfl/flux-1-dev"));
    switch (kind) {
      case READ, DOWNLOAD -> request.get();
      case DELETE -> request.delete();
      case SUBMIT, UPLOAD -> request.post(BODY);
      case ONCE -> request.patch(BODY);
    }
    return new TestCall(request.build(), kind, timeout, "image/bfl/flux-1-dev");
  }

  private static String json(String body) {
    if (!body.startsWith("{")) {
      throw new IllegalArgumentException("not JSON");
    }
    return body;
  }

  /** A client as an application would supply it, with its own threads. */
  private static final class TestClient implements AutoCloseable {
    private final OkHttpClient http;

    TestClient(Fault.Site site) {
      http = site.client().apply(new OkHttpClient.Builder()).build();
    }

    OkHttpClient http() {
      return http;
    }

    @Override
    public void close() {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }
}
