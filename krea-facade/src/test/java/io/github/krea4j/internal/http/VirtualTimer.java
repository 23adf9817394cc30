package io.github.krea4j.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A clock that stands still until a test moves it. Tasks run on the thread that moves it, in the
 * order of their times.
 *
 * <p>An {@linkplain #eager() eager} one moves by itself: each task runs as soon as it is planned,
 * and the clock jumps to its time. That suits repeats over real sockets.
 */
public final class VirtualTimer implements Timer {
  /** Where the wall clock starts. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "test-watch");
            thread.setDaemon(true);
            return thread;
          });

  private record Task(long due, long order, Runnable action) {}

  private final boolean eager;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private final List<Duration> delays = new ArrayList<>();
  private final Set<Queue<Runnable>> queues = ConcurrentHashMap.newKeySet();
  private long now;
  private long planned;
  private boolean closed;

  public VirtualTimer() {
    this(false);
  }

  private VirtualTimer(boolean eager) {
    this.eager = eager;
  }

  /** Returns a timer that runs each task at once. */
  public static VirtualTimer eager() {
    return new VirtualTimer(true);
  }

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Instant now() {
    return START.plusNanos(now);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable action) {
    Task task;
    synchronized (this) {
      delays.add(delay);
      if (closed) {
        return () -> {};
      }
      task = new Task(now + Math.max(0, delay.toNanos()), planned++, action);
      if (eager) {
        now = Math.max(now, task.due());
      } else {
        tasks.add(task);
      }
    }
    if (eager) {
      action.run();
      return () -> {};
    }
    return () -> {
      synchronized (this) {
        tasks.remove(task);
      }
    };
  }

  @Override
  public Cancellable schedule(Duration delay, Queue<Runnable> steps, Runnable step) {
    queues.add(steps);
    return schedule(delay, () -> steps.add(step));
  }

  /** Returns whether all steps that were handed to other threads are done or begun. */
  public boolean allTaken() {
    return queues.stream().allMatch(Queue::isEmpty);
  }

  /** Interrupts come in real time, whatever the clock shows. */
  @Override
  public void watch(BooleanSupplier lookout) {
    var unused =
        WATCH.schedule(
            () -> {
              if (lookout.getAsBoolean()) {
                watch(lookout);
              }
            },
            20,
            TimeUnit.MILLISECONDS);
  }

  /** Moves the clock on and runs what falls due, what that plans included. */
  public void advance(Duration by) {
    long target;
    synchronized (this) {
      target = now + by.toNanos();
    }
    while (true) {
      Task next;
      synchronized (this) {
        next = tasks.peek();
        if (next == null || next.due() > target) {
          now = target;
          return;
        }
        tasks.poll();
        now = Math.max(now, next.due());
      }
      next.action().run();
    }
  }

  /** Moves the clock to the next task and runs it. Returns false if there is none. */
  public boolean runNext() {
    Task next;
    synchronized (this) {
      next = tasks.poll();
      if (next == null) {
        return false;
      }
      now = Math.max(now, next.due());
    }
    next.action().run();
    return true;
  }

  /** Returns how many tasks are planned. */
  public synchronized int pending() {
    return tasks.size();
  }

  /** Returns all delays ever asked for, in order. */
  public synchronized List<Duration> delays() {
    return List.copyOf(delays);
  }

  /** Returns how much time has passed. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(now);
  }

  /** Returns whether {@link #close} was called. */
  public synchronized boolean closed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    tasks.clear();
  }
}
