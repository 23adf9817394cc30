package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

/** Thousands of random scripts of answers, over real sockets and a clock that jumps. */
class RandomFaultsTest {
  private static final int SCRIPTS = 3_000;
  private static final List<CallKind> KINDS =
      List.of(CallKind.READ, CallKind.DELETE, CallKind.SUBMIT, CallKind.UPLOAD, CallKind.ONCE);
  private static final int[] STATUSES = {
    200, 200, 200, 202, 302, 307, 400, 401, 402, 404, 408, 410, 421, 422, 425, 429, 429, 429, 500,
    502, 503, 503, 504, 524
  };
  private static final String[] RETRY_AFTER = {null, null, "0", "1", "45", "soon"};

  /** One call's script. What is not in it is not asked for. */
  private static final class Script {
    final List<String> seen = new ArrayList<>();
    final Random random;

    Script(long seed) {
      random = new Random(seed);
    }

    /** Answers the next request and writes down how. */
    synchronized MockResponse next() {
      if (random.nextInt(8) == 0) {
        seen.add("reset");
        return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
      }
      int status = STATUSES[random.nextInt(STATUSES.length)];
      boolean json = random.nextInt(4) > 0;
      seen.add(status < 300 && !json ? "unreadable" : Integer.toString(status));
      MockResponse.Builder answer =
          new MockResponse.Builder().code(status).body(json ? "{}" : "<html>");
      String retryAfter = RETRY_AFTER[random.nextInt(RETRY_AFTER.length)];
      if (retryAfter != null) {
        answer.addHeader("Retry-After", retryAfter);
      }
      return answer.build();
    }

    synchronized List<String> seen() {
      return List.copyOf(seen);
    }
  }

  @Test
  void noScriptBreaksTheRules() throws IOException {
    AtomicReference<Script> current = new AtomicReference<>();
    Random random = new Random(20_260_101);
    try (TestService service =
        new TestService(
            server ->
                server.setDispatcher(
                    new Dispatcher() {
                      @Override
                      public MockResponse dispatch(RecordedRequest request) {
                        return current.get().next();
                      }
                    }))) {
      OkHttpClient shared = service.supplied(builder -> {});
      for (int i = 0; i < SCRIPTS; i++) {
        Script script = new Script(i);
        current.set(script);
        VirtualTimer timer = VirtualTimer.eager();
        CallKind kind = KINDS.get(random.nextInt(KINDS.size()));
        int retries = random.nextInt(5);
        Duration limit = Duration.ofSeconds(1 + random.nextInt(60));
        try (Http transport =
            service.transport(builder -> builder.timer(timer).httpClient(shared))) {
          TestCall call = call(service, kind, limit).withRetries(retries);
          Object outcome = outcome(transport, call);

          String what = "script " + i + ": " + kind + " " + script.seen() + " -> " + outcome;
          List<String> seen = script.seen();
          assertThat(seen).as(what).isNotEmpty();
          assertThat(seen.size()).as(what).isLessThanOrEqualTo(retries + 1);
          // One pause between two requests, none after the last, and all within the limit.
          assertThat(timer.delays()).as(what).hasSize(seen.size() - 1);
          assertThat(timer.elapsed()).as(what).isLessThan(limit);
          checkRepeats(kind, seen, what);
          checkOutcome(kind, seen.get(seen.size() - 1), outcome, what);
        }
      }
    }
  }

  /** Every answer but the last must be one that may be followed by another request. */
  private static void checkRepeats(CallKind kind, List<String> seen, String what) {
    List<String> repeatable =
        kind == CallKind.SUBMIT || kind == CallKind.ONCE
            ? List.of("429")
            : List.of("reset", "408", "425", "429", "500", "502", "503", "504", "524");
    assertThat(repeatable).as(what).containsAll(seen.subList(0, seen.size() - 1));
  }

  private static void checkOutcome(CallKind kind, String last, Object outcome, String what) {
    boolean submit = kind == CallKind.SUBMIT;
    Class<?> expected =
        switch (last) {
          case "200", "202" -> String.class;
          case "unreadable" ->
              submit ? SubmissionUncertainException.class : ResponseFormatException.class;
          case "reset" -> submit ? SubmissionUncertainException.class : ConnectionException.class;
          case "408", "500", "502", "503", "504", "524" ->
              submit ? SubmissionUncertainException.class : ApiException.class;
          default -> ApiException.class;
        };
    assertThat(outcome).as(what).isInstanceOf(expected);
    if (outcome instanceof ApiException failure) {
      assertThat(Integer.toString(failure.status())).as(what).isEqualTo(last);
    }
  }

  private static Object outcome(Http transport, TestCall call) {
    try {
      return TestCall.await(
          transport,
          call,
          body -> {
            if (!body.equals("{}")) {
              throw new IllegalArgumentException("not JSON");
            }
            return body;
          });
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static TestCall call(TestService service, CallKind kind, Duration limit) {
    Request.Builder request = new Request.Builder().url(service.server.url("/x"));
    switch (kind) {
      case READ, DOWNLOAD -> request.get();
      case DELETE -> request.delete();
      case SUBMIT, UPLOAD, ONCE -> request.post(RequestBody.create("{}", null));
    }
    return new TestCall(request.build(), kind, limit, null);
  }
}
