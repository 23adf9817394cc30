package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.ApiTest;
import io.github.krea4j.ForkedJvm;
import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.Twin;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.RateLimitedException;
import io.github.krea4j.errors.WaitException;
import io.github.krea4j.errors.WaitInterruptedException;
import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.http.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waits whose looks are on the caller's thread, against real sockets. */
@Timeout(60)
class CallerWaitTest extends ApiTest {
  @TempDir Path directory;

  private KreaClient real() {
    return open(builder(Timer.daemon("krea4j-timer")));
  }

  private static MockResponse silence() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  @ParameterizedTest
  @EnumSource
  void aTimeoutDuringALookFires(Twin twin) {
    KreaClient client = real();
    server.enqueue(silence());
    WaitOptions options = WaitOptions.builder().timeout(Duration.ofMillis(300)).build();

    Throwable failure =
        catchThrowable(
            () ->
                twin.call(
                    () -> client.jobs().await("job-1", options),
                    () -> client.jobs().awaitAsync("job-1", options)));

    assertThat(failure)
        .isInstanceOfSatisfying(
            WaitTimeoutException.class, late -> assertThat(late.jobId()).isEqualTo("job-1"));
  }

  @ParameterizedTest
  @EnumSource
  void aTimeoutDuringALookStillCancelsTheJob(Twin twin) {
    KreaClient client = real();
    server.enqueue(silence());
    answer(200, "");
    WaitOptions options =
        WaitOptions.builder().timeout(Duration.ofMillis(300)).cancelOnTimeout(true).build();

    Throwable failure =
        catchThrowable(
            () ->
                twin.call(
                    () -> client.jobs().await("job-1", options),
                    () -> client.jobs().awaitAsync("job-1", options)));

    assertThat(failure).isInstanceOf(WaitTimeoutException.class);
    assertThat(request().getMethod()).isEqualTo("GET");
    assertThat(request().getMethod()).isEqualTo("DELETE");
  }

  @Test
  void anInterruptDuringALookEndsTheWaitWithinFiftyMilliseconds() throws InterruptedException {
    KreaClient client = real();
    Duration fastest = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) { // the machine may be busy once
      server.enqueue(silence());
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                failure.set(catchThrowable(() -> client.jobs().await("job-1")));
                flag.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      request();
      long start = System.nanoTime();

      thread.interrupt();
      thread.join();

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
      assertThat(failure.get()).isInstanceOf(WaitInterruptedException.class);
      assertThat(flag.get()).isTrue();
    }
    assertThat(fastest).isLessThan(Duration.ofMillis(50));
  }

  @Test
  void closingTheClientEndsABlockingWaitDuringALook() throws InterruptedException {
    KreaClient client = real();
    server.enqueue(silence());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(() -> failure.set(catchThrowable(() -> client.jobs().await("job-1"))));
    thread.start();
    request();

    client.close();
    thread.join();

    assertThat(failure.get())
        .isExactlyInstanceOf(WaitException.class)
        .hasMessageContaining("The client was closed during the wait for job job-1.");
  }

  @Test
  void aRequestMayHaveItsOwnNumberOfRepeats() {
    KreaClient client = client();
    answer(429, "{}");
    answer(429, "{}");

    for (int i = 0; i < 2; i++) {
      Throwable failure =
          catchThrowable(
              () ->
                  client.generate(
                      "image/bfl/flux-1-dev",
                      Map.of(),
                      RequestOptions.builder().maxRetries(0).build()));
      assertThat(failure).isInstanceOf(RateLimitedException.class);
    }
    for (int i = 0; i < 4; i++) {
      answer(429, "{}");
    }
    answer(JOB);
    assertThat(
            client
                .generate(
                    "image/bfl/flux-1-dev",
                    Map.of(),
                    RequestOptions.builder().maxRetries(4).build())
                .id())
        .isEqualTo("job-1");
    assertThat(server.getRequestCount()).isEqualTo(7);
  }

  @Test
  void aNegativeNumberOfRepeatsIsRefused() {
    assertThat(catchThrowable(() -> RequestOptions.builder().maxRetries(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxRetries must not be negative, but is -1");
    assertThat(RequestOptions.builder().maxRetries(3).build().maxRetries()).contains(3);
    assertThat(RequestOptions.none().maxRetries()).isEmpty();
  }

  @Test
  void aHandleByIdThatKnowsItsModelWaitsByTheModelsAverage() {
    WaitBench bench = new WaitBench();
    bench.service.answers(ScriptedJobs.job("j1", "processing"), ScriptedJobs.done("j1"));
    String model = "image/a-vendor/a-model";
    bench.averages.put(model, Duration.ofSeconds(40));
    JobHandle handle = bench.jobs.handle("j1", "/generate/" + model);
    CompletableFuture<?> wait = handle.awaitAsync();
    bench.timer.advance(Duration.ofMinutes(5));

    assertThat(wait).isCompleted();
    assertThat(handle.model()).contains(model);
    assertThat(bench.service.times("get").get(1)).isGreaterThan(10_000);
    assertThat(bench.jobs.handle("j1").model()).isEmpty();
  }

  /** Where the common pool has no threads its tasks are never run. */
  @Test
  void futuresAndListenersWorkWithoutACommonPool() throws Exception {
    answer(JOB);
    answer(
        "{\"job_id\":\"job-1\",\"status\":\"completed\",\"result\":{\"urls\":[\"https://x.example/a\"]}}");

    List<String> told =
        ForkedJvm.run(
            directory,
            List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"),
            Poolless.class,
            server.url("/").toString());

    assertThat(told).containsExactly("job-1", "heard", "completed");
  }

  /** Uses futures and listeners. */
  static final class Poolless {
    private Poolless() {}

    public static void main(String[] arguments) {
      try (KreaClient client =
          KreaClient.builder().apiKey(KEY).baseUrl(java.net.URI.create(arguments[0])).build()) {
        JobHandle handle = client.generateAsync("image/bfl/flux-1-dev", Map.of()).join();
        ForkedJvm.tell(handle.id());
        Duration pace = Duration.ofMillis(1);
        CompletableFuture<Void> heard = new CompletableFuture<>();
        String status =
            handle
                .awaitAsync(
                    WaitOptions.builder()
                        .pollInterval(pace, pace)
                        .onUpdate(job -> heard.complete(null))
                        .build())
                .join()
                .rawStatus();
        heard.join();
        ForkedJvm.tell("heard");
        ForkedJvm.tell(status);
      }
    }
  }
}
