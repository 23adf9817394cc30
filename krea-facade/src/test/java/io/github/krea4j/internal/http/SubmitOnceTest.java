package io.github.krea4j.internal.http;

import static io.github.krea4j.internal.http.HttpTest.failure;
import static io.github.krea4j.internal.http.HttpTest.stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the answer fails to come, and whoever would repeat the request: it is sent once. */
class SubmitOnceTest {
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
  @ValueSource(strings = {"POST", "PATCH", "PUT", "GET", "DELETE"})
  void okHttpRepeatsNothingForTheStubs(String method) throws IOException {
    Http transport = service.transport();
    for (int status : List.of(307, 308, 301, 302, 303, 408, 421, 503)) {
      int before = service.server.getRequestCount();
      service.answer(status, "", "Location", "/elsewhere", "Retry-After", "0");
      service.answer(200, "second");
      RequestBody body =
          method.equals("GET") || method.equals("DELETE") ? null : RequestBody.create("{}", null);

      try (Response response =
          transport
              .newStubCall(
                  new Request.Builder()
                      .url(service.server.url("/generate/image/x/y"))
                      .method(method, body)
                      .build())
              .execute()) {
        assertThat(response.code()).isEqualTo(status);
        assertThat(response.header("Retry-After")).isEqualTo("0");
      }
      assertThat(service.server.getRequestCount() - before).as("status " + status).isEqualTo(1);
      // The second answer goes to the next request.
      try (Response unused =
          transport
              .newStubCall(new Request.Builder().url(service.server.url("/drain")).build())
              .execute()) {
        assertThat(unused.code()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anInterceptorThatRepeatsIsStopped(Mode mode) {
    service.answer(500, "");
    service.answer(200, "{\"job_id\":\"2\"}");
    Http transport = service.transport(b -> b.httpClient(service.supplied(repeating())));

    assertThatThrownBy(() -> mode.await(transport, service.submit()))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("stopped: an interceptor tried to send this POST twice");

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anInterceptorThatRepeatsIsStoppedForTheStubsToo() {
    service.answer(500, "");
    service.answer(200, "{\"job_id\":\"2\"}");
    Http transport = service.transport(b -> b.httpClient(service.supplied(repeating())));

    assertThatThrownBy(() -> transport.newStubCall(service.submit().request()).execute())
        .isInstanceOf(IOException.class)
        .hasMessage("stopped: an interceptor tried to send this POST twice");

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anInterceptorMayRepeatARead() {
    service.answer(500, "");
    service.answer(200, "{}");
    Http transport = service.transport(b -> b.httpClient(service.supplied(repeating())));

    assertThat(TestCall.await(transport, service.get("/jobs")).attempts()).isEqualTo(1);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  private static java.util.function.Consumer<OkHttpClient.Builder> repeating() {
    Interceptor again =
        chain -> {
          chain.proceed(chain.request()).close();
          return chain.proceed(chain.request());
        };
    return builder -> builder.addInterceptor(again);
  }

  @Test
  void anAuthenticatorOfASuppliedClientDoesNotRepeat() {
    service.answers(2, 401, "{\"message\":\"Unauthorized\"}");
    Http transport =
        service.transport(
            b ->
                b.httpClient(
                    service.supplied(
                        client ->
                            client
                                .retryOnConnectionFailure(true)
                                .followRedirects(true)
                                .authenticator(
                                    (route, response) ->
                                        response.request().newBuilder().build()))));

    assertThatThrownBy(() -> TestCall.await(transport, service.submit()))
        .isInstanceOfSatisfying(
            ApiException.class, failure -> assertThat(failure.status()).isEqualTo(401));

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aStreamThatHttp2RefusedWasNotAccepted() throws IOException {
    try (TestService http2 =
        new TestService(server -> server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))) {
      http2.server.enqueue(
          new MockResponse.Builder()
              .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
              .build());
      http2.answer(200, "{\"job_id\":\"1\"}");
      Http transport =
          http2.transport(
              b ->
                  b.httpClient(
                      http2.supplied(
                          client -> client.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))));

      assertThat(TestCall.await(transport, http2.submit()).attempts()).isEqualTo(2);
    }
  }

  @Test
  void aStreamThatHttp2CancelledLeavesItUncertain() throws IOException {
    try (TestService http2 =
        new TestService(server -> server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))) {
      http2.server.enqueue(
          new MockResponse.Builder().onRequestStart(new SocketEffect.CloseStream(CANCEL)).build());
      Http transport =
          http2.transport(
              b ->
                  b.httpClient(
                      http2.supplied(
                          client -> client.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))));

      assertThatThrownBy(() -> TestCall.await(transport, http2.submit()))
          .isInstanceOf(SubmissionUncertainException.class);
    }
  }

  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;

  @Test
  void anInterruptBeforeTheCallSendsNothing() {
    Http transport = service.transport();
    Thread.currentThread().interrupt();

    Throwable failure = catchThrowable(() -> TestCall.await(transport, service.submit()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOf(ConnectionException.class)
        .hasMessage("The thread was interrupted before the call: nothing was sent.");
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void anInterruptBeforeSendingPreventsIt() throws Exception {
    SlowDns dns = new SlowDns();
    Http transport =
        service.transport(b -> b.httpClient(service.supplied(client -> client.dns(dns))));
    Waiting waiting = new Waiting(() -> TestCall.await(transport, service.submit()));
    dns.asked.await();

    waiting.thread.interrupt();
    waiting.thread.join();
    dns.answer.countDown();

    assertThat(waiting.failure.get())
        .isInstanceOf(ConnectionException.class)
        .hasMessage(
            "POST /generate/image/bfl/flux-1-dev was interrupted before it was sent: nothing was"
                + " accepted.");
    assertThat(waiting.flag.get()).isTrue();
    transport.close();
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void anInterruptAfterSendingLeavesItUncertain() throws Exception {
    service.server.enqueue(stalled());
    Http transport = service.transport();
    Waiting waiting = new Waiting(() -> TestCall.await(transport, service.submit()));
    service.seen();

    waiting.thread.interrupt();
    waiting.thread.join();

    assertThat(waiting.failure.get())
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("the call was interrupted after it was sent");
    assertThat(waiting.flag.get()).isTrue();
  }

  @Test
  void anInterruptEndsARead() throws Exception {
    service.server.enqueue(stalled());
    Http transport = service.transport();
    Waiting waiting = new Waiting(() -> TestCall.await(transport, service.get("/jobs")));
    service.seen();

    waiting.thread.interrupt();
    waiting.thread.join();

    assertThat(waiting.failure.get())
        .isInstanceOf(ConnectionException.class)
        .hasMessage("GET /jobs was interrupted before its answer came.");
    assertThat(waiting.flag.get()).isTrue();
  }

  @Test
  void cancellingBeforeSendingPreventsIt() throws Exception {
    SlowDns dns = new SlowDns();
    Http transport =
        service.transport(b -> b.httpClient(service.supplied(client -> client.dns(dns))));
    CompletableFuture<TestCall.Answer> future = user(TestCall.send(transport, service.submit()));
    dns.asked.await();

    assertThat(future.cancel(true)).isTrue();
    dns.answer.countDown();

    assertThat(future.isCancelled()).isTrue();
    transport.close();
    assertThat(service.server.getRequestCount()).isZero();
  }

  @Test
  void cancellingAfterSendingLeavesItUncertain() {
    service.server.enqueue(stalled());
    CompletableFuture<String> future =
        user(TestCall.send(service.transport(), service.submit()))
            .thenApply(TestCall.Answer::body)
            .thenApply(String::trim);
    service.seen();

    assertThat(future.cancel(true)).isFalse();

    assertThat(future.isCancelled()).isFalse();
    assertThat(failure(future))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("the call was cancelled after it was sent");
  }

  @Test
  void cancellingADerivedFutureEndsARead() {
    service.server.enqueue(stalled());
    CompletableFuture<String> future =
        user(TestCall.send(service.transport(), service.get("/jobs")))
            .thenApply(TestCall.Answer::body);
    service.seen();

    assertThat(future.cancel(true)).isTrue();

    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void cancellingGivesUpAPlannedRepeat() {
    VirtualTimer still = new VirtualTimer();
    service.answer(429, "");
    Http transport = service.transport(builder -> builder.timer(still));
    CompletableFuture<TestCall.Answer> future = user(TestCall.send(transport, service.submit()));
    HttpTest.await(() -> still.pending() == 1);

    assertThat(future.cancel(true)).isTrue();

    assertThat(still.pending()).isZero();
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void cancellingAFinishedCallChangesNothing() {
    service.answer(200, "{}");
    CompletableFuture<TestCall.Answer> future =
        user(TestCall.send(service.transport(), service.submit()));
    future.join();

    assertThat(future.cancel(true)).isFalse();
    assertThat(future.join().body()).isEqualTo("{}");
    // What is derived from it afterwards is the application's own matter.
    CompletableFuture<Object> later = future.thenCompose(response -> new CompletableFuture<>());
    assertThat(later.cancel(true)).isTrue();
  }

  @Test
  void anOutcomeOnItsWayToTheExecutorCannotBeCancelledAway() {
    service.answer(200, "{}");
    AtomicReference<Runnable> held = new AtomicReference<>();
    CompletableFuture<TestCall.Answer> inner = TestCall.send(service.transport(), service.submit());
    CompletableFuture<TestCall.Answer> future = UserFuture.of(inner, held::set);
    inner.join();
    HttpTest.await(() -> held.get() != null);

    assertThat(future.cancel(true)).isFalse();
    held.get().run();

    assertThat(future.join().body()).isEqualTo("{}");
  }

  private static <T> CompletableFuture<T> user(CompletableFuture<T> inner) {
    return UserFuture.of(inner, ForkJoinPool.commonPool());
  }

  /** A thread that waits for a call. */
  private static final class Waiting {
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final AtomicReference<Boolean> flag = new AtomicReference<>();
    final Thread thread;

    Waiting(ThrowingCallable call) {
      thread =
          new Thread(
              () -> {
                failure.set(catchThrowable(call));
                flag.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
    }
  }

  /** Holds a call between its start and the connection. */
  private static final class SlowDns implements Dns {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      asked.countDown();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new UncheckedIOException(new IOException(e));
      }
      return Dns.SYSTEM.lookup(host);
    }
  }
}
