package io.github.krea4j.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** Time and delayed tasks. One real timer serves a whole client; tests put a virtual one there. */
public interface Timer extends AutoCloseable {
  /** Returns a reading in nanoseconds, of use only as a difference to another one. */
  long nanoTime();

  /** Returns the wall clock's time. */
  Instant now();

  /**
   * Runs a task once, after a delay, on the timer's thread. The task must be short and must not
   * block: all other tasks wait for it. After {@link #close} nothing runs any more.
   */
  Cancellable schedule(Duration delay, Runnable task);

  /**
   * Has something looked after about every 20 ms of real time, whatever this timer's own clock
   * shows, until the look-out returns false. It must be as quick as a task.
   */
  void watch(BooleanSupplier lookout);

  /** Puts a step in a queue after a delay, for another thread to do. */
  default Cancellable schedule(Duration delay, Queue<Runnable> steps, Runnable step) {
    return schedule(delay, () -> steps.add(step));
  }

  /** Drops all tasks that have not run. */
  @Override
  void close();

  /** Returns a timer with one daemon thread, started with the first task. */
  static Timer daemon(String threadName) {
    return new DaemonTimer(threadName);
  }
}
