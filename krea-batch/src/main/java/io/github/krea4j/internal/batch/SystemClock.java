package io.github.krea4j.internal.batch;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
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
    Waiting waiting = new Waiting(events, atMost);
    // A run in the common pool must not wait for what runs in the common pool.
    ForkJoinPool.managedBlock(waiting);
    return waiting.event;
  }

  /** A wait for an event that the pool of this thread, if any, knows of. */
  private static final class Waiting implements ForkJoinPool.ManagedBlocker {
    private final BlockingQueue<Runnable> events;
    private final long atMost;
    private @Nullable Runnable event;

    Waiting(BlockingQueue<Runnable> events, long atMost) {
      this.events = events;
      this.atMost = atMost;
    }

    @Override
    public boolean block() throws InterruptedException {
      if (event == null) {
        event = events.poll(atMost, TimeUnit.NANOSECONDS);
      }
      return true;
    }

    @Override
    public boolean isReleasable() {
      event = event == null ? events.poll() : event;
      return event != null;
    }
  }
}
