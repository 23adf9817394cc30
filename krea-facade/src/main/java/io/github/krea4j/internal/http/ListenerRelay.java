package io.github.krea4j.internal.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what happens to a listener of the application: on its executor, in order, one at a time,
 * and without holding up whoever tells it. Nothing that the listener does breaks a call.
 */
public final class ListenerRelay {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerRelay.class);

  /** How long an executor may take to begin. */
  private static final Duration EXECUTOR_PATIENCE = Duration.ofMillis(250);

  private final String listener;
  private final Executor executor;
  private final ReentrantLock turn = new ReentrantLock();

  // Guarded by this.
  private final Queue<Runnable> calls = new ArrayDeque<>();
  private boolean submitted;
  private boolean running;

  /**
   * Creates a relay that has nothing to tell yet.
   *
   * @param listener its name in log lines
   */
  public ListenerRelay(String listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  /** Has the listener called. Returns at once. */
  public void tell(Runnable call) {
    add(call, false);
  }

  /** Has the listener called, and not for what it has not heard of by now. Returns at once. */
  public void tellLatest(Runnable call) {
    add(call, true);
  }

  /** Makes on this thread the calls that are still to be made, after the one under way. */
  public void drain() {
    turn.lock();
    try {
      for (Runnable call = next(); call != null; call = next()) {
        try {
          call.run();
        } catch (Throwable e) { // whatever the listener does, the call that it hears of goes on
          LOG.warn("The listener {} failed; the call goes on", listener, e);
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Runs the outcome after the calls that are due, so that the listener hears of the end first. It
   * does not wait longer than {@code patience} for a listener that hangs, and hardly at all for an
   * executor that has no thread for it: perhaps that thread is the one waiting for the outcome.
   *
   * @param outcome may run twice
   */
  public void deliverThen(Runnable outcome, Timer timer, Duration patience) {
    if (isIdle()) {
      outcome.run();
      return;
    }
    tell(outcome);
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

  private void add(Runnable call, boolean alone) {
    synchronized (this) {
      if (alone) {
        calls.clear();
      }
      calls.add(call);
      if (submitted) {
        return;
      }
      submitted = true;
    }
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      LOG.warn("The executor refused to run the listener {}", listener, e);
      synchronized (this) {
        calls.clear(); // an outcome among them comes by the timer
        submitted = false;
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
