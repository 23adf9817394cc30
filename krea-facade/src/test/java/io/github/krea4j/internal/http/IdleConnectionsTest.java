package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that the server closed while it was idle is no error; nothing is sent twice. */
class IdleConnectionsTest {
  private final VirtualTimer timer = new VirtualTimer();
  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  /** Answers and then closes the connection without a word of it. */
  private static MockResponse lastOnItsConnection() {
    return new MockResponse.Builder()
        .body("{}")
        .onResponseEnd(new SocketEffect.CloseSocket())
        .build();
  }

  private Http http() {
    return service.transport(builder -> builder.timer(timer));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aSubmitAfterAPauseGoesOutOnANewConnection(Mode mode) {
    Http http = http();
    service.server.enqueue(lastOnItsConnection());
    service.answer(200, "{}");
    mode.await(http, service.submit());
    timer.advance(Duration.ofSeconds(3));

    assertThat(mode.await(http, service.submit()).attempts()).isEqualTo(1);

    assertThat(service.server.getRequestCount()).isEqualTo(2);
    assertThat(timer.delays()).as("no repeat").doesNotContain(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void afterManyDeadConnectionsAnyCallSucceedsAtOnce(Mode mode) {
    for (CallKind kind : CallKind.values()) {
      Http http = http();
      closeAfterParallelReads(http, 8);
      timer.advance(Duration.ofSeconds(3));
      int before = service.server.getRequestCount();
      service.answer(200, "{}");

      TestCall call = call(kind);
      int attempts = mode.await(http, call.withRetries(0)).attempts();

      assertThat(attempts).as("%s", kind).isEqualTo(1);
      assertThat(service.server.getRequestCount() - before).as("%s", kind).isEqualTo(1);
    }
  }

  private TestCall call(CallKind kind) {
    Request.Builder request = new Request.Builder();
    switch (kind) {
      case READ, DOWNLOAD -> request.get();
      case DELETE -> request.delete();
      case SUBMIT, UPLOAD, ONCE -> request.post(RequestBody.create("{}", null));
    }
    return service.call(kind, "/x", request, null);
  }

  private void closeAfterParallelReads(Http http, int count) {
    CountDownLatch all = new CountDownLatch(count);
    var queue = service.server.getDispatcher();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            all.countDown();
            all.await();
            return lastOnItsConnection();
          }
        });
    List<CompletableFuture<?>> reads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reads.add(TestCall.send(http, service.get("/jobs")));
    }
    reads.forEach(CompletableFuture::join);
    service.server.setDispatcher(queue);
  }

  @Test
  void aStubIsSparedDeadConnectionsToo() throws IOException {
    Http http = http();
    service.server.enqueue(lastOnItsConnection());
    service.answer(200, "{}");
    TestCall.await(http, service.submit());
    timer.advance(Duration.ofSeconds(3));

    try (okhttp3.Response response = http.newStubCall(service.submit().request()).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void deadConnectionsThatOthersLeftInASuppliedPoolAreFound() throws IOException {
    OkHttpClient supplied = service.supplied(builder -> {});
    Http http = service.transport(builder -> builder.timer(timer).httpClient(supplied));
    service.server.enqueue(lastOnItsConnection());
    service.answer(200, "{}");
    supplied
        .newCall(new Request.Builder().url(service.server.url("/own")).build())
        .execute()
        .close();

    assertThat(TestCall.await(http, service.submit()).attempts()).isEqualTo(1);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aLivingConnectionIsUsedAgain() {
    Http http = http();
    service.answers(3, 200, "{}");
    for (int i = 0; i < 3; i++) {
      TestCall.await(http, service.submit());
      timer.advance(Duration.ofMinutes(1));
    }

    List<Integer> connections = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      connections.add(service.seen().getConnectionIndex());
    }
    assertThat(connections).containsExactly(0, 0, 0);
  }

  /** The pause was too short for a look at the connection; the repeat takes one in any case. */
  @Test
  void aRepeatNeverGoesToADeadConnection() {
    Http http = http();
    closeAfterParallelReads(http, 8);
    service.answer(200, "{}");

    CompletableFuture<TestCall.Answer> read = TestCall.send(http, service.get("/jobs"));
    HttpTest.await(() -> timer.pending() == 1);
    timer.runNext();

    assertThat(read.join().attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aConnectionThatIsClosedBetweenWriteAndReadLeavesASubmitUncertain(Mode mode) {
    Http http = http();
    service.answer(200, "{}");
    service.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    mode.await(http, service.submit());
    timer.advance(Duration.ofSeconds(3));

    assertThatThrownBy(() -> mode.await(http, service.submit()))
        .isInstanceOf(SubmissionUncertainException.class);

    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aConnectionThatIsClosedAfterAPartialReadLeavesASubmitUncertain(Mode mode) {
    Http http = http();
    service.answer(200, "{}");
    service.server.enqueue(
        new MockResponse.Builder().onRequestBody(new SocketEffect.CloseSocket()).build());
    mode.await(http, service.submit());
    timer.advance(Duration.ofSeconds(3));

    assertThatThrownBy(
            () ->
                mode.await(
                    http, service.submit("{\"prompt\":\"" + "x".repeat(500_000) + "\"}", null)))
        .isInstanceOf(SubmissionUncertainException.class);

    assertThat(service.server.getRequestCount()).isLessThanOrEqualTo(2);
  }

  /** It accepts and closes: there is no end of dead connections, but one of the call. */
  @Test
  void aServerThatClosesEachConnectionEndsTheCall() throws IOException {
    RawServer closing = new RawServer(socket -> {});
    OkHttpClient supplied = service.supplied(builder -> {});
    try (closing;
        Http http = TestHttp.at(closing.url()).httpClient(supplied).maxRetries(1).build()) {
      Request request = new Request.Builder().url(closing.url().resolve("/x")).build();

      assertThatThrownBy(
              () -> TestCall.await(http, new TestCall(request, CallKind.READ, null, null)))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("[2 attempts]");
    }
  }
}
