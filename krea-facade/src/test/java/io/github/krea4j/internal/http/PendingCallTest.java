package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One call, step by step, on a lane on which nothing happens by itself. */
class PendingCallTest {
  private static final HttpUrl URL = HttpUrl.get("https://api.example/jobs/1");

  private final VirtualTimer timer = new VirtualTimer();
  private final Http http =
      TestHttp.at(HttpUrl.get("https://api.example/"))
          .apiKey(() -> TestService.KEY)
          .timer(timer)
          .random(() -> 1)
          .build();
  private final ScriptedLane lane = new ScriptedLane();
  private final List<TrackedBody> bodies = new ArrayList<>();

  @AfterEach
  void close() {
    http.close();
  }

  /** Does what the test says. */
  private static final class ScriptedLane implements Lane {
    final Deque<Call> sent = new ArrayDeque<>();
    final Deque<Runnable> planned = new ArrayDeque<>();
    final List<Duration> pauses = new ArrayList<>();
    Callback callback;
    boolean interrupted;
    RuntimeException fault;
    int cancelled;

    @Override
    public void send(Call call, Callback then) {
      sent.add(call);
      callback = then;
    }

    @Override
    public Cancellable after(Duration pause, Runnable then) {
      if (fault != null) {
        throw fault;
      }
      pauses.add(pause);
      planned.add(then);
      return () -> cancelled++;
    }

    @Override
    public String key() {
      return TestService.KEY;
    }

    @Override
    public boolean interrupted(Throwable failure) {
      return interrupted;
    }
  }

  /** Knows whether it was closed. */
  private static final class TrackedBody extends ForwardingSource {
    boolean closed;

    TrackedBody(String text) {
      super(new Buffer().writeUtf8(text));
    }

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }

  private AbortableFuture<String> start(CallKind kind, Receiver<String> receiver) {
    Request.Builder request = new Request.Builder().url(URL);
    if (kind != CallKind.READ && kind != CallKind.DOWNLOAD) {
      request.post(RequestBody.create("{}", null));
    }
    CallOptions options = new CallOptions(null, null, "image/a/one", () -> "Did you mean this?");
    return http.start(new Exchange<>("test", request.build(), kind, options, receiver), lane);
  }

  private AbortableFuture<String> start(CallKind kind) {
    return start(kind, reading(() -> "read"));
  }

  private static Receiver<String> reading(Supplier<String> reader) {
    return new Receiver<>() {
      @Override
      public String receive(Response response, long textLimit) throws IOException {
        return reader.get();
      }

      @Override
      public void late(String value) {}
    };
  }

  private static Receiver<String> failing(IOException failure) {
    return new Receiver<>() {
      @Override
      public String receive(Response response, long textLimit) throws IOException {
        throw failure;
      }

      @Override
      public void late(String value) {}
    };
  }

  /** Says that the request went out. */
  private void send() {
    assertThat(SendState.of(lane.sent.peekLast()).send()).isTrue();
  }

  private void answer(int status) throws IOException {
    TrackedBody body = new TrackedBody("{}");
    bodies.add(body);
    lane.callback.onResponse(
        lane.sent.peekLast(),
        new Response.Builder()
            .request(lane.sent.peekLast().request())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .body(ResponseBody.create(Okio.buffer(body), null, -1))
            .build());
  }

  private void fail() {
    lane.callback.onFailure(lane.sent.peekLast(), new IOException("broken"));
  }

  private static Throwable failure(AbortableFuture<?> future) {
    assertThat(future).isDone();
    return future.handle((value, failure) -> failure).join();
  }

  /** Returns how many calls the client holds, to be stopped when it is closed. */
  private int held() throws ReflectiveOperationException {
    Field pending = Http.class.getDeclaredField("pending");
    pending.setAccessible(true);
    return ((Collection<?>) pending.get(http)).size();
  }

  @Test
  void aCallThatEndedIsNotHeld() throws Exception {
    AbortableFuture<String> read = start(CallKind.READ);
    assertThat(held()).isEqualTo(1);
    answer(200);
    assertThat(read).isCompletedWithValue("read");
    assertThat(held()).isZero();

    AbortableFuture<String> refused = start(CallKind.SUBMIT);
    answer(403);
    assertThat(refused).isCompletedExceptionally();
    assertThat(held()).isZero();

    assertThat(start(CallKind.READ).cancel(true)).isTrue();
    assertThat(held()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"READ", "SUBMIT", "DOWNLOAD"})
  void aCallThatWaitsForItsRepeatGoesOnWithTheNextRequest(CallKind kind) throws IOException {
    AbortableFuture<String> future = start(kind);
    answer(429);
    assertThat(future).isNotDone();
    assertThat(lane.planned).hasSize(1);

    lane.planned.remove().run();
    answer(200);

    assertThat(future.join()).isEqualTo("read");
    assertThat(lane.sent).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"READ, 2000", "SUBMIT, 2000", "DOWNLOAD, 500"})
  void onlyTheApiMeansThatItIsLimited(CallKind kind, long pause) throws IOException {
    AbortableFuture<String> future = start(kind);
    answer(429);
    assertThat(future).isNotDone();
    assertThat(lane.pauses).containsExactly(Duration.ofMillis(pause));
  }

  @Test
  void aHintGoesWithStatusesOfMisspeltRequestsAlone() throws IOException {
    AbortableFuture<String> unknown = start(CallKind.SUBMIT);
    answer(404);
    assertThat(failure(unknown)).hasMessageContaining("Did you mean this?");

    AbortableFuture<String> forbidden = start(CallKind.SUBMIT);
    answer(403);
    assertThat(failure(forbidden)).hasMessageNotContaining("Did you mean this?");
  }

  @Test
  void aRefusalByAProxyIsClosed() throws IOException {
    AbortableFuture<String> future = start(CallKind.READ);
    answer(407);
    assertThat(failure(future)).isInstanceOf(ConnectionException.class);
    assertThat(bodies.get(0).closed).isTrue();
  }

  @Test
  void whatIsNotWantedIsClosed() throws IOException {
    AbortableFuture<String> future =
        start(CallKind.DOWNLOAD, failing(new Receiver.Unwanted("it is too large") {}));
    answer(200);
    assertThat(failure(future))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("it is too large");
    assertThat(bodies.get(0).closed).isTrue();
  }

  @Test
  void whatBreaksWhileItIsReadIsClosedAndTriedAgain() throws IOException {
    AbortableFuture<String> future =
        start(CallKind.READ, failing(new IOException("broken in the middle")));
    send();
    answer(200);
    assertThat(bodies.get(0).closed).isTrue();
    assertThat(future).isNotDone();
    assertThat(lane.planned).hasSize(1);
  }

  @Test
  void whatIsRefusedWhileItIsReadIsClosed() throws IOException {
    KreaException refusal = new ResponseFormatException("refused", "", null);
    AbortableFuture<String> future =
        start(
            CallKind.READ,
            reading(
                () -> {
                  throw refusal;
                }));
    answer(200);
    assertThat(failure(future)).isSameAs(refusal);
    assertThat(bodies.get(0).closed).isTrue();
  }

  @Test
  void anAnswerAfterTheEndIsClosed() throws IOException {
    AbortableFuture<String> future = start(CallKind.READ);
    boolean unused = future.cancel(true);
    answer(200);
    assertThat(bodies.get(0).closed).isTrue();
  }

  @Test
  void aFailureAfterTheEndChangesNothing() {
    AbortableFuture<String> future = start(CallKind.READ);
    boolean unused = future.cancel(true);
    fail();
    assertThat(lane.planned).isEmpty();
    assertThat(future).isCancelled();
  }

  @Test
  void aFaultOfOursEndsTheCall() throws IOException {
    AbortableFuture<String> future = start(CallKind.READ);
    lane.fault = new IllegalStateException("ours");
    answer(500);
    assertThat(failure(future)).isSameAs(lane.fault);
  }

  @Test
  void anInterruptEndsACall() {
    AbortableFuture<String> future = start(CallKind.READ);
    lane.interrupted = true;
    fail();
    assertThat(failure(future))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("was interrupted before it was sent");
    assertThat(lane.planned).isEmpty();
  }

  @Test
  void anInterruptEndsASubmitThatWasSentAsUncertain() {
    AbortableFuture<String> future = start(CallKind.SUBMIT);
    send();
    lane.interrupted = true;
    fail();
    assertThat(failure(future))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("was interrupted after it was sent");
  }

  @Test
  void anInterruptEndsADownload() {
    AbortableFuture<String> future = start(CallKind.DOWNLOAD);
    lane.interrupted = true;
    fail();
    assertThat(failure(future))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("was interrupted before the file was whole");
    assertThat(lane.planned).isEmpty();
  }

  @Test
  void anInterruptAfterAnotherEndOfADownloadDoesNotReplaceIt() {
    AbortableFuture<String> future = start(CallKind.DOWNLOAD);
    assertThat(future.abort(Abortable.Reason.CLOSED)).isTrue();
    lane.interrupted = true;
    fail();
    assertThat(failure(future)).hasMessageContaining("was ended by closing the client");
  }

  @Test
  void stoppingADownloadStopsItsRequestAndEndsItWithThat() {
    AbortableFuture<String> future = start(CallKind.DOWNLOAD);
    assertThat(future.abort(Abortable.Reason.CANCELLED)).isTrue();
    assertThat(lane.sent.peek().isCanceled()).isTrue();
    assertThat(future).as("a part of the file may still be there").isNotDone();

    fail();

    assertThat(failure(future)).isInstanceOf(CancellationException.class);
  }

  @Test
  void stoppingADownloadBetweenItsRequestsEndsItAtOnce() throws IOException {
    AbortableFuture<String> future = start(CallKind.DOWNLOAD);
    answer(500);
    assertThat(future.abort(Abortable.Reason.CANCELLED)).isTrue();
    assertThat(failure(future)).isInstanceOf(CancellationException.class);
    assertThat(lane.cancelled).isEqualTo(1);
  }

  @Test
  void aCancelledDownloadEndsWithItsRequestAlone() {
    AbortableFuture<String> future = start(CallKind.DOWNLOAD);
    future.work().cancelled();
    assertThat(future).isNotDone();
  }

  @Test
  void aCancelledCallEndsAtOnce() {
    AbortableFuture<String> future = start(CallKind.READ);
    future.work().cancelled();
    assertThat(failure(future)).isInstanceOf(CancellationException.class);
  }

  @Test
  void whetherAnythingHangsOnHowACallEnds() throws IOException {
    assertThat(start(CallKind.READ).abort(Abortable.Reason.CANCELLED)).isTrue();
    assertThat(start(CallKind.READ).abort(Abortable.Reason.CLOSED)).isFalse();
    assertThat(start(CallKind.SUBMIT).abort(Abortable.Reason.CANCELLED)).isTrue();

    AbortableFuture<String> sent = start(CallKind.SUBMIT);
    send();
    assertThat(sent.abort(Abortable.Reason.CANCELLED)).isFalse();

    AbortableFuture<String> read = start(CallKind.READ);
    answer(200);
    assertThat(read.abort(Abortable.Reason.CLOSED)).as("it has ended").isTrue();

    AbortableFuture<String> submitted = start(CallKind.SUBMIT);
    answer(200);
    assertThat(submitted.abort(Abortable.Reason.CLOSED)).as("its outcome counts").isFalse();
  }

  @Test
  void aClosedClientSendsNothing() {
    http.close();
    AbortableFuture<String> future = start(CallKind.READ);
    assertThat(failure(future)).isInstanceOf(IllegalStateException.class);
    assertThat(lane.sent).isEmpty();
    assertThatThrownBy(http::requireOpen).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void repeatsEnd() throws IOException {
    AbortableFuture<String> future = start(CallKind.READ);
    for (int i = 0; i < 2; i++) {
      answer(500);
      lane.planned.remove().run();
    }
    answer(500);
    assertThat(failure(future))
        .isInstanceOfSatisfying(ApiException.class, end -> assertThat(end.attempts()).isEqualTo(3));
    assertThat(lane.planned).isEmpty();
  }
}
