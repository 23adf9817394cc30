package io.github.krea4j.internal.jobs;

import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
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
  public JobWaits(JobSource source, Timer timer, DoubleSupplier random, Executor executor) {
    this.source = source;
    this.timer = timer;
    this.random = random;
    this.executor = executor;
  }

  /** Waits for one job. */
  public AbortableFuture<Job> await(WaitRequest request) {
    PollSchedule schedule = new PollSchedule(request.averageDuration(), request.options());
    return begin(
        new JobWait(request, source, null, schedule, random, timer, timer.nanoTime(), this));
  }

  /** Waits for many jobs, taking their states from pages where that saves requests. */
  public Map<String, AbortableFuture<Job>> awaitAll(Collection<String> ids, WaitOptions options) {
    Set<String> distinct = new LinkedHashSet<>(ids);
    Map<String, AbortableFuture<Job>> waits = new LinkedHashMap<>();
    if (distinct.size() < JobPages.WORTH_A_PAGE) {
      distinct.forEach(id -> waits.put(id, await(WaitRequest.resume(id, options))));
      return waits;
    }
    long started = timer.nanoTime();
    PollSchedule schedule = new PollSchedule(null, options);
    double common = random.getAsDouble(); // varies between groups, but keeps each in step
    JobPages pages = new JobPages(source, timer, schedule, common, started);
    Timer alarms = new SharedAlarms(timer);
    for (String id : distinct) {
      WaitRequest request = WaitRequest.resume(id, options);
      waits.put(
          id,
          begin(new JobWait(request, pages, pages, schedule, () -> common, alarms, started, this)));
    }
    return waits;
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
