package io.github.krea4j;

import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.internal.http.Transport;
import io.github.krea4j.internal.jobs.JobQuery;
import io.github.krea4j.internal.jobs.JobSource;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.internal.jobs.JobWaits;
import io.github.krea4j.internal.jobs.TransportJobSource;
import io.github.krea4j.internal.jobs.UserWait;
import io.github.krea4j.internal.jobs.WaitRequest;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What one client can do with jobs once they exist; handles and {@link Jobs} lead here. */
final class JobOperations implements AutoCloseable {
  private final JobSource source;
  private final JobWaits waits;
  private final Timer timer;
  private final Executor executor;
  private final WaitOptions defaults;

  /**
   * Creates the operations of a client.
   *
   * @param executor runs listeners and completes futures
   * @param defaults how to wait where the application does not say
   */
  JobOperations(
      Transport transport,
      HttpUrl baseUrl,
      Timer timer,
      DoubleSupplier random,
      Executor executor,
      WaitOptions defaults) {
    this(
        new TransportJobSource(transport, baseUrl, null),
        // Waiting is the repetition: a look that fails is not repeated underneath.
        new TransportJobSource(transport, baseUrl, 0),
        timer,
        random,
        executor,
        defaults);
  }

  JobOperations(
      JobSource source,
      JobSource looks,
      Timer timer,
      DoubleSupplier random,
      Executor executor,
      WaitOptions defaults) {
    this.source = source;
    this.waits = new JobWaits(looks, timer, random, executor);
    this.timer = timer;
    this.executor = executor;
    this.defaults = defaults;
  }

  /**
   * Returns a handle for a job that the service has just accepted.
   *
   * @param averageDuration how long such jobs usually take, if the document says
   */
  JobHandle submitted(Job job, @Nullable Duration averageDuration) {
    return submitted(job, averageDuration, defaults);
  }

  /** Returns a handle for a job of a kind that is waited for in its own way. */
  JobHandle submitted(Job job, @Nullable Duration averageDuration, WaitOptions defaults) {
    return JobHandle.submitted(job, this, defaults, averageDuration, timer.nanoTime());
  }

  WaitOptions defaults() {
    return defaults;
  }

  JobState get(String id) {
    requireId(id);
    return Blocking.call(() -> source.get(id));
  }

  Job await(JobHandle handle, WaitOptions options) {
    return Blocking.await(waits.await(request(handle, options)));
  }

  CompletableFuture<Job> awaitAsync(JobHandle handle, WaitOptions options) {
    return UserWait.of(waits.await(request(handle, options)), executor);
  }

  Map<String, CompletableFuture<Job>> awaitAllAsync(Collection<String> ids, WaitOptions options) {
    ids.forEach(JobOperations::requireId);
    Map<String, CompletableFuture<Job>> outcomes = new LinkedHashMap<>();
    waits
        .awaitAll(ids, options)
        .forEach((id, wait) -> outcomes.put(id, UserWait.of(wait, executor)));
    return outcomes;
  }

  boolean cancel(String id) {
    requireId(id);
    return Blocking.call(() -> source.cancel(id));
  }

  /**
   * Returns a list of jobs.
   *
   * @param first asks for the first page; the others differ in the cursor alone
   * @param selection what becomes of each page: the service cannot filter by everything
   */
  Pager<Job> list(JobQuery first, UnaryOperator<Page<Job>> selection) {
    return new CursorPager<>(
        cursor ->
            source
                .list(cursor == null ? first : first.at(cursor))
                .thenApply(list -> selection.apply(new Page<>(list.rows(), list.nextCursor()))),
        Job::id,
        executor);
  }

  /** Ends all waits. Comes before the transport is closed, or nothing would ring for them. */
  @Override
  public void close() {
    waits.close();
  }

  static void requireId(String id) {
    Calls.requireId(id, "job");
  }

  private static WaitRequest request(JobHandle handle, WaitOptions options) {
    return new WaitRequest(
        handle.id(),
        handle.last(),
        handle.submittedNanos(),
        handle.averageDuration(),
        options,
        handle::seen);
  }
}
