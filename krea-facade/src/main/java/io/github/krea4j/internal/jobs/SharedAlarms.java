package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Cancellable;
import io.github.krea4j.internal.http.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A timer for waits that look together: all that is due within a tick shares one alarm of the timer
 * behind it. Planning and giving up cost the same however many wait.
 */
final class SharedAlarms implements Timer {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

  private final Timer timer;
  private final Map<Long, Tick> ticks = new HashMap<>();

  SharedAlarms(Timer timer) {
    this.timer = timer;
  }

  @Override
  public long nanoTime() {
    return timer.nanoTime();
  }

  @Override
  public Instant now() {
    return timer.now();
  }

  /** Runs the task by up to a tick later than asked for, never earlier. */
  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    long now = timer.nanoTime();
    long number = Math.floorDiv(now + PollSchedule.nanos(delay) + TICK - 1, TICK);
    synchronized (ticks) {
      Tick tick = ticks.computeIfAbsent(number, Tick::new);
      Alarm alarm = new Alarm(tick, task);
      tick.alarms.add(alarm);
      if (tick.ring == null) {
        tick.ringIn(number * TICK - now);
      }
      return alarm;
    }
  }

  @Override
  public void watch(BooleanSupplier lookout) {
    timer.watch(lookout);
  }

  @Override
  public void close() {
    timer.close();
  }

  /** Something planned. */
  private final class Alarm implements Cancellable {
    private final Tick tick;
    private final Runnable task;

    Alarm(Tick tick, Runnable task) {
      this.tick = tick;
      this.task = task;
    }

    @Override
    public void cancel() {
      synchronized (ticks) {
        if (tick.alarms.remove(this) && tick.alarms.isEmpty()) {
          tick.drop();
        }
      }
    }
  }

  /** All that is due at one time. The lock of the map guards it. */
  private final class Tick {
    private final long number;
    private final Set<Alarm> alarms = new LinkedHashSet<>();
    private @Nullable Cancellable ring;

    Tick(long number) {
      this.number = number;
    }

    void ringIn(long delay) {
      ring = timer.schedule(Duration.ofNanos(delay), this::rang);
    }

    void drop() {
      ticks.remove(number, this);
      if (ring != null) {
        ring.cancel();
      }
    }

    private void rang() {
      Alarm alarm = null;
      try {
        for (alarm = next(); alarm != null; alarm = next()) {
          alarm.task.run();
        }
      } finally {
        if (alarm != null) { // its task failed, and there may be more
          synchronized (ticks) {
            ringIn(0);
          }
        }
      }
    }

    private @Nullable Alarm next() {
      synchronized (ticks) {
        Iterator<Alarm> due = alarms.iterator();
        if (!due.hasNext()) {
          drop();
          return null;
        }
        Alarm alarm = due.next();
        due.remove();
        return alarm;
      }
    }
  }
}
