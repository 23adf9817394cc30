package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.internal.http.RecordedLogs;
import io.github.krea4j.internal.http.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** A submit whose future was cancelled too late: what becomes of it is told. */
@Timeout(30)
class AbandonedSubmitTest extends ApiTest {
  private final CountDownLatch go = new CountDownLatch(1);
  private final BlockingQueue<JobHandle> told = new LinkedBlockingQueue<>();

  private KreaClient.Builder abandoning(MockResponse answer) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            go.await();
            return answer;
          }
        });
    return builder(Timer.daemon("krea4j-timer")).onAbandonedJob(told::add);
  }

  private static void cancelledWhileSent(CompletableFuture<JobHandle> submit) {
    assertThat(submit.cancel(true)).isFalse();
    Throwable failure = catchThrowable(submit::join);
    assertThat(failure.getCause())
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("the call was cancelled after it was sent");
  }

  @Test
  void theJobThatWasAcceptedAllTheSameIsTold() throws Exception {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      KreaClient client = open(abandoning(json(200, JOB).build()));
      CompletableFuture<JobHandle> submit =
          client.generateAsync("image/bfl/flux-1-dev", Map.of("prompt", "a fox"));
      request();

      cancelledWhileSent(submit);
      go.countDown();

      JobHandle handle = told.poll(10, TimeUnit.SECONDS);
      assertThat(handle.id()).isEqualTo("job-1");
      assertThat(handle.model()).contains("image/bfl/flux-1-dev");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN io.github.krea4j.http The submit for image/bfl/flux-1-dev sent at 2")
          .contains("job-1");
    }
  }

  @Test
  void aSubmitOfANodeAppIsToldToo() throws Exception {
    KreaClient client = open(abandoning(json(200, "[" + JOB + "]").build()));
    CompletableFuture<List<JobHandle>> submit = client.nodeApps().executeAsync("n", Map.of());
    request();

    assertThat(submit.cancel(true)).isFalse();
    go.countDown();

    assertThat(told.poll(10, TimeUnit.SECONDS).id()).isEqualTo("job-1");
  }

  @Test
  void thatNoAnswerCameIsLogged() throws Exception {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      KreaClient client =
          open(
              abandoning(
                  new MockResponse.Builder()
                      .onResponseStart(new SocketEffect.CloseSocket())
                      .build()));
      CompletableFuture<JobHandle> submit = client.generateAsync("image/bfl/flux-1-dev", Map.of());
      request();

      cancelledWhileSent(submit);
      go.countDown();

      awaitLine(log, "may have been accepted: no answer came that tells");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void aRefusalIsLoggedAndNotRepeated() throws Exception {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      KreaClient client = open(abandoning(json(429, "{}").build()));
      CompletableFuture<JobHandle> submit = client.generateAsync("image/bfl/flux-1-dev", Map.of());
      request();

      cancelledWhileSent(submit);
      go.countDown();

      awaitLine(log, "was refused with 429");
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @Test
  void itIsLeftToRunToItsLimitOnly() {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      KreaClient client =
          open(abandoning(json(200, JOB).build()).requestTimeout(Duration.ofMillis(500)));
      CompletableFuture<JobHandle> submit = client.generateAsync("image/bfl/flux-1-dev", Map.of());
      request();

      cancelledWhileSent(submit);

      awaitLine(log, "no answer came");
      go.countDown();
    }
  }

  @Test
  void closingTheClientTearsItDown() {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      KreaClient client = open(abandoning(json(200, JOB).build()));
      CompletableFuture<JobHandle> submit = client.generateAsync("image/bfl/flux-1-dev", Map.of());
      request();
      cancelledWhileSent(submit);

      client.close();

      awaitLine(log, "no answer came");
      go.countDown();
      assertThat(told).isEmpty();
    }
  }

  private static void awaitLine(RecordedLogs.Recording log, String text) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (log.lines().stream().noneMatch(line -> line.contains(text))) {
      if (System.nanoTime() > end) {
        throw new AssertionError(text + " is not in " + log.lines());
      }
      Thread.onSpinWait();
    }
  }
}
