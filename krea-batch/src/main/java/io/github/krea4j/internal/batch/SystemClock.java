package io.github.krea4j.internal.batch;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time of this machine. */
public final class SystemClock implements BatchClock {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public @Nullable Runnable next(BlockingQueue<Runnable> events, long atMost)
      throws InterruptedException {
    return events.poll(atMost, TimeUnit.NANOSECONDS);
  }
}
