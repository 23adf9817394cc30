package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.NotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static <T> T await(CompletableFuture<T> future) {
    return new Lanes(new VirtualTimer(), () -> TestService.KEY, null).await(lane -> future);
  }

  @Test
  void aFailureCarriesTheStackOfWhoWaits() throws IOException {
    try (TestService service = new TestService()) {
      service.answer(404, "{\"error\":\"no\"}");

      assertThatThrownBy(() -> TestCall.await(service.transport(), service.get("/jobs/1")))
          .isInstanceOf(NotFoundException.class)
          .satisfies(
              failure ->
                  assertThat(failure.getStackTrace())
                      .anyMatch(frame -> frame.getMethodName().contains("WhoWaits")));
    }
  }

  @Test
  void anUncheckedFailureIsThrownAsItIs() {
    IllegalStateException own = new IllegalStateException("own");

    assertThatThrownBy(() -> await(CompletableFuture.failedFuture(own))).isSameAs(own);
    assertThatThrownBy(
            () ->
                await(
                    CompletableFuture.failedFuture(new CompletionException(own))
                        .thenApply(value -> value)))
        .isSameAs(own);
  }

  @Test
  void aCheckedFailureIsWrapped() {
    IOException own = new IOException("own");

    assertThatThrownBy(() -> await(CompletableFuture.failedFuture(own)))
        .isInstanceOf(CompletionException.class)
        .hasCause(own);
  }

  @Test
  void anErrorIsThrownAsItIs() {
    AssertionError own = new AssertionError("own");

    assertThatThrownBy(() -> await(CompletableFuture.failedFuture(own))).isSameAs(own);
  }

  @Test
  void anInterruptCancelsAPlainFuture() {
    CompletableFuture<String> future = new CompletableFuture<>();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> await(future))
        .isInstanceOf(ConnectionException.class)
        .hasMessage(
            "The thread was interrupted before the call ended; it may have been carried out.");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(future).isCancelled();
  }

  @Test
  void anInterruptDoesNotLoseAValueThatIsThere() {
    Thread.currentThread().interrupt();

    assertThat(await(CompletableFuture.completedFuture("there"))).isEqualTo("there");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptDoesNotLoseAValueThatTheWorkStillDelivers() {
    AtomicReference<AbortableFuture<String>> future = new AtomicReference<>();
    future.set(
        new AbortableFuture<>(
            reason -> {
              future.get().complete("delivered on " + reason);
              return false;
            }));
    Thread.currentThread().interrupt();

    assertThat(await(future.get())).isEqualTo("delivered on INTERRUPTED");

    assertThat(Thread.interrupted()).isTrue();
  }

  /** OkHttp has 64 threads at most here: were continuations to run on them, this would hang. */
  @Test
  void blockingInContinuationsDoesNotDeadlock() throws Exception {
    int calls = 200;
    CountDownLatch all = new CountDownLatch(calls);
    CountDownLatch attached = new CountDownLatch(1); // else a continuation could run right here
    ExecutorService executor = Executors.newCachedThreadPool();
    try (TestService service =
        new TestService(
            server ->
                server.setDispatcher(
                    new Dispatcher() {
                      @Override
                      public MockResponse dispatch(RecordedRequest request)
                          throws InterruptedException {
                        attached.await();
                        return new MockResponse.Builder().body("{}").build();
                      }
                    }))) {
      // Time stands still: whoever waits for others here must not be told that he waited too long.
      Http transport = service.transport(builder -> builder.timer(new VirtualTimer()));
      List<CompletableFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        futures.add(
            UserFuture.of(TestCall.send(transport, service.get("/first")), executor)
                .thenApply(
                    first -> {
                      all.countDown();
                      try {
                        all.await();
                      } catch (InterruptedException e) {
                        throw new CompletionException(e);
                      }
                      return TestCall.await(transport, service.get("/second")).status();
                    }));
      }
      attached.countDown();
      for (CompletableFuture<Integer> future : futures) {
        assertThat(future.join()).isEqualTo(200);
      }
      assertThat(service.server.getRequestCount()).isEqualTo(2 * calls);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void continuationsRunOnTheExecutor() throws IOException {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "the-executor"));
    try (TestService service = new TestService()) {
      service.answers(3, 500, "");

      String thread =
          UserFuture.of(TestCall.send(service.transport(), service.get("/jobs")), executor)
              .handle((response, failure) -> failure + " on " + Thread.currentThread().getName())
              .join();

      assertThat(thread).startsWith("io.github.krea4j.errors.ServerErrorException: ");
      assertThat(thread).endsWith(" on the-executor");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void anExecutorThatRefusesDoesNotSwallowTheOutcome() {
    CompletableFuture<String> future =
        UserFuture.of(
            CompletableFuture.completedFuture("there"),
            task -> {
              throw new RejectedExecutionException("shut down");
            });

    assertThat(future.join()).isEqualTo("there");
  }

  @Test
  void cancellingAUsersFutureCancelsAPlainOneBehindIt() {
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> future = UserFuture.of(inner, Runnable::run);

    assertThat(future.thenApply(String::trim).cancel(true)).isTrue();

    assertThat(inner).isCancelled();
  }
}
