package io.github.krea4j.internal.jobs;

import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Lane;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * The waits of one client. The futures returned complete on internal threads: whoever hands them to
 * an application moves them to its executor. Cancelling one ends its wait.
 */
public final class JobWaits implements AutoCloseable {
  private final JobSource source;
  private final Lanes lanes;
  private final Timer timer;
  private final DoubleSupplier random;
  private final Executor executor;
  private final Set<JobWait> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Creates an empty set of waits.
   *
   * @param source must not repeat failed requests: waiting does
   * @param random gives numbers from 0 to 1
   * @param executor runs listeners
   */
  public JobWaits(JobSource source, Lanes lanes, DoubleSupplier random, Executor executor) {
    this.source = source;
    this.lanes = lanes;
    this.timer = lanes.timer();
    this.random = random;
    this.executor = executor;
  }

  /** Waits for one job without holding a thread. */
  public AbortableFuture<Job> await(WaitRequest request) {
    return await(request, lanes.async());
  }

  /** Waits for one job on a lane. */
  public AbortableFuture<Job> await(WaitRequest request, Lane lane) {
    PollSchedule schedule = new PollSchedule(request.averageDuration(), request.options());
    long now = timer.nanoTime();
    return begin(
        new JobWait(
            request, source.on(lane), null, schedule, random, timer, lane::after, now, this));
  }

  /** Waits for many jobs, taking their states from pages where that saves requests. */
  public Map<String, AbortableFuture<Job>> awaitAll(Collection<String> ids, WaitOptions options) {
    Lane lane = lanes.async();
    Set<String> distinct = new LinkedHashSet<>(ids);
    Map<String, AbortableFuture<Job>> waits = new LinkedHashMap<>();
    if (distinct.size() < JobPages.WORTH_A_PAGE) {
      distinct.forEach(id -> waits.put(id, await(WaitRequest.resume(id, options), lane)));
      return waits;
    }
    Group group = new Group(options, lane, false);
    long started = timer.nanoTime();
    distinct.forEach(id -> waits.put(id, group.begin(id, started)));
    return waits;
  }

  /** Returns a group whose waits come and go. */
  public WaitGroup group(WaitOptions options) {
    return new Group(options, lanes.async(), true);
  }

  private final class Group implements WaitGroup {
    private final WaitOptions options;
    private final JobSource single;
    private final PollSchedule schedule;
    private final double common = random.getAsDouble(); // varies between groups, but keeps in step
    private final JobPages pages;
    private final Timer alarms = new SharedAlarms(timer);
    private final Map<String, AbortableFuture<Job>> waits = new ConcurrentHashMap<>();
    private boolean ended;

    Group(WaitOptions options, Lane lane, boolean lasting) {
      this.options = options;
      this.single = source.on(lane);
      this.schedule = new PollSchedule(null, options);
      GroupPace pace = new GroupPace(timer, schedule, common, timer.nanoTime(), lasting);
      this.pages = new JobPages(single, timer, pace, lasting);
    }

    AbortableFuture<Job> begin(String id, long started) {
      return JobWaits.this.begin(
          new JobWait(
              WaitRequest.resume(id, options),
              single,
              pages,
              schedule,
              () -> common,
              alarms,
              alarms::schedule,
              started,
              JobWaits.this));
    }

    @Override
    public AbortableFuture<Job> add(String id) {
      AbortableFuture<Job> wait;
      synchronized (this) {
        if (ended) {
          throw new IllegalStateException("The group is closed.");
        }
        AbortableFuture<Job> running = waits.get(id);
        if (running != null && !running.isDone()) {
          return running;
        }
        wait = begin(id, timer.nanoTime());
        waits.put(id, wait);
      }
      var unused = wait.whenComplete((job, failure) -> waits.remove(id, wait));
      return wait;
    }

    @Override
    public void close() {
      synchronized (this) {
        ended = true;
      }
      waits.values().forEach(wait -> wait.cancel(true));
    }
  }

  /** Ends all waits: nothing would ever ring for them. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(running).forEach(wait -> wait.abort(Abortable.Reason.CLOSED));
  }

  Executor executor() {
    return executor;
  }

  void ended(JobWait wait) {
    running.remove(wait);
  }

  private AbortableFuture<Job> begin(JobWait wait) {
    if (closed) {
      throw new IllegalStateException("This KreaClient is closed");
    }
    running.add(wait);
    AbortableFuture<Job> outcome = wait.start();
    if (closed) {
      wait.abort(Abortable.Reason.CLOSED);
    }
    return outcome;
  }
}
