package io.github.krea4j.internal.batch;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Time as a run sees it. */
public interface BatchClock {
  /** Returns the time of day. */
  Instant now();

  /** Returns a time that only ever moves on, in nanoseconds. */
  long nanos();

  /**
   * Waits for the next event.
   *
   * @param atMost in nanoseconds
   * @return the event; null if none came in time
   */
  @Nullable Runnable next(BlockingQueue<Runnable> events, long atMost) throws InterruptedException;
}
