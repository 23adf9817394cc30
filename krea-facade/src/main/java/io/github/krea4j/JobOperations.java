package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.UserFuture;
import io.github.krea4j.internal.jobs.HttpJobSource;
import io.github.krea4j.internal.jobs.JobQuery;
import io.github.krea4j.internal.jobs.JobSource;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.internal.jobs.JobWaits;
import io.github.krea4j.internal.jobs.UserWait;
import io.github.krea4j.internal.jobs.WaitGroup;
import io.github.krea4j.internal.jobs.WaitRequest;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one client can do with jobs once they exist; handles and {@link Jobs} lead here. */
final class JobOperations implements AutoCloseable {
  private final JobSource source;
  private final JobWaits waits;
  private final Lanes lanes;
  private final Executor executor;
  private final WaitOptions defaults;
  private final @Nullable Consumer<JobHandle> onAbandoned;

  /**
   * Creates the operations of a client.
   *
   * @param defaults how to wait where the application does not say
   * @param onAbandoned hears of jobs that nobody waits for, whose submit was cancelled too late
   */
  JobOperations(
      Http http,
      DoubleSupplier random,
      WaitOptions defaults,
      @Nullable Consumer<JobHandle> onAbandoned) {
    this(
        new HttpJobSource(http, null),
        // Waiting is the repetition: a look that fails is not repeated underneath.
        new HttpJobSource(http, 0),
        http.lanes(),
        random,
        http.executor(),
        defaults,
        onAbandoned);
  }

  JobOperations(
      JobSource source,
      JobSource looks,
      Lanes lanes,
      DoubleSupplier random,
      Executor executor,
      WaitOptions defaults,
      @Nullable Consumer<JobHandle> onAbandoned) {
    this.source = source;
    this.waits = new JobWaits(looks, lanes, random, executor);
    this.lanes = lanes;
    this.executor = executor;
    this.defaults = defaults;
    this.onAbandoned = onAbandoned;
  }

  /** Returns a handle for a job that the service has just accepted. */
  JobHandle submitted(Job job) {
    return submitted(JobState.of(job), null, null, defaults);
  }

  /**
   * Returns a handle for a job that the service has just accepted.
   *
   * @param averageDuration how long such jobs usually take, if the document says
   */
  JobHandle submitted(JobState job, @Nullable String model, @Nullable Duration averageDuration) {
    return submitted(job, model, averageDuration, defaults);
  }

  /** Returns a handle for a job of a kind that is waited for in its own way. */
  JobHandle submitted(
      JobState job,
      @Nullable String model,
      @Nullable Duration averageDuration,
      WaitOptions defaults) {
    return JobHandle.submitted(
        job, model, this, defaults, averageDuration, lanes.timer().nanoTime());
  }

  /** Tells of a job that was accepted though nobody waits for the answer any more. */
  void abandoned(JobHandle handle) {
    Consumer<JobHandle> listener = onAbandoned;
    if (listener != null) {
      Listeners.run(executor, "onAbandonedJob", () -> listener.accept(handle));
    }
  }

  WaitOptions defaults() {
    return defaults;
  }

  JobState get(String id) {
    requireId(id);
    return lanes.call(lane -> source.on(lane).get(id));
  }

  CompletableFuture<JobState> getAsync(String id) {
    return async(id, () -> source.on(lanes.async()).get(id));
  }

  boolean cancel(String id) {
    requireId(id);
    return lanes.call(lane -> source.on(lane).cancel(id));
  }

  CompletableFuture<Boolean> cancelAsync(String id) {
    return async(id, () -> source.on(lanes.async()).cancel(id));
  }

  private <T> CompletableFuture<T> async(String id, Supplier<CompletableFuture<T>> request) {
    try {
      requireId(id);
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return UserFuture.of(request.get(), executor);
  }

  Job await(JobHandle handle, WaitOptions options) {
    return lanes.await(lane -> waits.await(request(handle, options), lane));
  }

  CompletableFuture<Job> awaitAsync(JobHandle handle, WaitOptions options) {
    return UserWait.of(waits.await(request(handle, options)), executor);
  }

  JobGroup group(WaitOptions options) {
    WaitGroup group = waits.group(options);
    return new JobGroup() {
      @Override
      public CompletableFuture<Job> add(String id) {
        requireId(id);
        return UserWait.of(group.add(id), executor);
      }

      @Override
      public void close() {
        group.close();
      }
    };
  }

  Map<String, CompletableFuture<Job>> awaitAllAsync(Collection<String> ids, WaitOptions options) {
    ids.forEach(JobOperations::requireId);
    Map<String, CompletableFuture<Job>> outcomes = new LinkedHashMap<>();
    waits
        .awaitAll(ids, options)
        .forEach((id, wait) -> outcomes.put(id, UserWait.of(wait, executor)));
    return outcomes;
  }

  /**
   * Returns a list of jobs.
   *
   * @param first asks for the first page; the others differ in the cursor alone
   * @param selection what becomes of each page: the service cannot filter by everything
   */
  Pager<Job> list(JobQuery first, UnaryOperator<Page<Job>> selection) {
    return new CursorPager<>(
        (cursor, lane) ->
            source
                .on(lane)
                .list(cursor == null ? first : first.at(cursor))
                .thenApply(list -> selection.apply(new Page<>(list.rows(), list.nextCursor()))),
        Job::id,
        lanes,
        executor);
  }

  /** Ends all waits. Comes before the transport is closed, or nothing would ring for them. */
  @Override
  public void close() {
    waits.close();
  }

  static void requireId(String id) {
    Ids.require(id, "job");
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
