package io.github.krea4j.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real timer: one daemon thread, so that a program can end without closing its client. */
final class DaemonTimer implements Timer {
  private static final Logger log = LoggerFactory.getLogger(DaemonTimer.class);
  // Adding it to the clock's reading must not overflow.
  private static final Duration LONGEST = Duration.ofDays(365);

  // An interrupt is to be noticed in well under 50 ms.
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration SHORTEST = Duration.ofNanos(1_000);

  private final ScheduledThreadPoolExecutor executor;

  DaemonTimer(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            });
    // A wait that ends early must not stay in memory until its next poll would have been due.
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Duration bounded = delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    try {
      ScheduledFuture<?> planned =
          executor.schedule(
              () -> runLogged(task), Math.max(0, bounded.toNanos()), TimeUnit.NANOSECONDS);
      return () -> planned.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // closed
    }
  }

  @Override
  public void watch(BooleanSupplier lookout) {
    schedule(
        LOOK_EVERY,
        () -> {
          if (lookout.getAsBoolean()) {
            watch(lookout);
          }
        });
  }

  @Override
  public Cancellable schedule(Duration delay, Queue<Runnable> steps, Runnable step) {
    if (delay.compareTo(SHORTEST) < 0) {
      steps.add(step); // a change of thread would take longer
      return () -> steps.remove(step);
    }
    return schedule(delay, () -> steps.add(step));
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A task of the timer failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
