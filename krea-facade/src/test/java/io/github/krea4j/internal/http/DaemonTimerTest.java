package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class DaemonTimerTest {
  private final Timer timer = Timer.daemon("krea4j-timer-test");
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    timer.close();
  }

  @Test
  void tasksRunInTheOrderOfTheirTimesOnOneDaemonThread() throws InterruptedException {
    timer.schedule(Duration.ofMillis(40), () -> ran.add("later"));
    timer.schedule(
        Duration.ofMillis(1),
        () -> ran.add(Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon()));

    assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("krea4j-timer-test true");
    assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("later");
  }

  @Test
  void theThreadStartsWithTheFirstTask() {
    assertThat(threads()).isZero();
    timer.schedule(Duration.ofDays(1_000_000), () -> {});
    assertThat(threads()).isEqualTo(1);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("krea4j-timer-test"))
        .count();
  }

  @Test
  void aCancelledTaskDoesNotRun() throws InterruptedException {
    Cancellable cancelled = timer.schedule(Duration.ofMillis(5), () -> ran.add("cancelled"));
    cancelled.cancel();
    cancelled.cancel();
    timer.schedule(Duration.ofMillis(10), () -> ran.add("last"));

    assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("last");
  }

  @Test
  void aFailingTaskIsLoggedAndHarmsNoOther() throws InterruptedException {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.ERROR)) {
      timer.schedule(
          Duration.ZERO,
          () -> {
            throw new IllegalStateException("own");
          });
      timer.schedule(Duration.ofMillis(1), () -> ran.add("next"));

      assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("next");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("A task of the timer failed")
          .contains("IllegalStateException: own");
    }
  }

  @Test
  void nothingRunsAfterClosing() {
    timer.schedule(Duration.ofMillis(20), () -> ran.add("planned before"));
    timer.close();
    Cancellable none = timer.schedule(Duration.ZERO, () -> ran.add("planned after"));
    none.cancel();

    assertThat(ran).isEmpty();
  }

  @Test
  void timeGoesOn() {
    long start = System.nanoTime();
    long now = timer.nanoTime();
    assertThat(now - start).isNotNegative();
    assertThat(System.nanoTime() - now).isNotNegative();
    assertThat(timer.now()).isAfter(VirtualTimer.START.minusSeconds(1_000_000_000));
  }

  @Test
  void aLookOutIsAskedUntilItHasSeenEnough() throws InterruptedException {
    int[] asked = {0};
    timer.watch(
        () -> {
          ran.add("asked");
          return ++asked[0] < 3;
        });

    for (int i = 0; i < 3; i++) {
      assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("asked");
    }
    timer.schedule(Duration.ofMillis(60), () -> ran.add("last"));
    assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("last");
  }

  @Test
  void aStepThatIsDueIsQueuedOnTheSpot() {
    Queue<Runnable> steps = new ArrayDeque<>();
    Runnable step = () -> {};

    Cancellable planned = timer.schedule(Duration.ZERO, steps, step);

    assertThat(steps).containsExactly(step);
    assertThat(threads()).isZero();
    planned.cancel();
    assertThat(steps).isEmpty();
  }

  @Test
  void aLaterStepIsQueuedByTheTimer() throws InterruptedException {
    BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    Runnable step = () -> {};

    timer.schedule(Duration.ofNanos(1_000), steps, step);

    assertThat(threads()).isEqualTo(1);
    assertThat(steps.poll(5, TimeUnit.SECONDS)).isSameAs(step);
  }

  @Test
  void aLaterStepCanBeCalledOff() throws InterruptedException {
    BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    timer.schedule(Duration.ofMillis(300), steps, () -> {}).cancel();
    timer.schedule(Duration.ofMillis(400), () -> ran.add("last"));

    assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("last");
    assertThat(steps).isEmpty();
  }
}
