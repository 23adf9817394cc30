package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener of the states of one wait, in order and one at a time, on an executor. */
final class JobUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(JobUpdates.class);

  private static final Duration EXECUTOR_PATIENCE = Duration.ofMillis(250);

  private final Consumer<? super Job> listener;
  private final Executor executor;
  private final Queue<Runnable> calls = new ArrayDeque<>();
  private boolean submitted;
  private boolean running;

  JobUpdates(Consumer<? super Job> listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  /** Has the listener told of a state. Returns at once. */
  void tell(Job job) {
    add(() -> listener.accept(job));
  }

  /**
   * Runs the outcome after the calls that are due, so that the listener hears of the end first. It
   * does not wait longer than {@code patience} for a listener that hangs, and hardly at all for an
   * executor that has no thread for it: perhaps that thread is the one waiting for the outcome.
   *
   * @param outcome may run twice
   */
  void deliverThen(Runnable outcome, Timer timer, Duration patience) {
    if (isIdle()) {
      outcome.run();
      return;
    }
    add(outcome);
    timer.schedule(
        EXECUTOR_PATIENCE,
        () -> {
          if (isRunning()) {
            timer.schedule(patience.minus(EXECUTOR_PATIENCE), outcome);
          } else {
            outcome.run();
          }
        });
  }

  private synchronized boolean isIdle() {
    return !submitted;
  }

  /** Returns whether the executor has a thread in the listener, rather than none to spare. */
  private synchronized boolean isRunning() {
    return running;
  }

  private void add(Runnable call) {
    synchronized (this) {
      calls.add(call);
      if (submitted) {
        return;
      }
      submitted = true;
    }
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      LOG.warn("The executor refused to run the listener of a wait", e);
      synchronized (this) {
        calls.clear(); // an outcome among them comes by the timer
        submitted = false;
      }
    }
  }

  private void drain() {
    for (Runnable call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (Throwable e) { // the wait goes on whatever the listener does
        LOG.warn("The listener of a wait threw an exception", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable call = calls.poll();
    running = call != null;
    submitted = running;
    return call;
  }
}
