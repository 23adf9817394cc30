package io.github.krea4j.internal.jobs;

import io.github.krea4j.JobFilter;
import io.github.krea4j.JobGroup;
import io.github.krea4j.JobHandle;
import io.github.krea4j.Jobs;
import io.github.krea4j.Pager;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.catalog.ModelPath;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Ids;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.ListenerRelay;
import io.github.krea4j.internal.http.UserFuture;
import io.github.krea4j.internal.lists.CursorPager;
import io.github.krea4j.internal.lists.Page;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The jobs of one client: all that can be done with them once they exist. */
public final class JobsClient implements Jobs, AutoCloseable {
  private final JobSource source;
  private final JobWaits waits;
  private final Lanes lanes;
  private final Executor executor;
  private final WaitOptions defaults;
  private final Function<String, Optional<Duration>> averages;
  private final @Nullable Consumer<JobHandle> onAbandoned;
  private final ListenerRelay abandonments;

  /**
   * Creates the jobs of a client.
   *
   * @param defaults how to wait where the application does not say
   * @param averages how long the jobs of a model usually take, as far as the document says
   * @param onAbandoned hears of jobs that nobody waits for, whose submit was cancelled too late
   */
  public JobsClient(
      Http http,
      DoubleSupplier random,
      WaitOptions defaults,
      Function<String, Optional<Duration>> averages,
      @Nullable Consumer<JobHandle> onAbandoned) {
    this(
        new HttpJobSource(http, null),
        // Waiting is the repetition: a look that fails is not repeated underneath.
        new HttpJobSource(http, 0),
        http.lanes(),
        random,
        http.executor(),
        defaults,
        averages,
        onAbandoned);
  }

  JobsClient(
      JobSource source,
      JobSource looks,
      Lanes lanes,
      DoubleSupplier random,
      Executor executor,
      WaitOptions defaults,
      Function<String, Optional<Duration>> averages,
      @Nullable Consumer<JobHandle> onAbandoned) {
    this.source = source;
    this.waits = new JobWaits(looks, lanes, random, executor);
    this.lanes = lanes;
    this.executor = executor;
    this.defaults = defaults;
    this.averages = averages;
    this.onAbandoned = onAbandoned;
    this.abandonments = new ListenerRelay("onAbandonedJob", executor);
  }

  // Handles

  /** Returns a handle for a job that the service has just accepted. */
  public JobHandle submitted(Job job) {
    return submitted(JobState.of(job), null, defaults);
  }

  /**
   * Returns a handle for a job that the service has just accepted.
   *
   * @param model the model that makes it, if it is a generation
   * @param options how to wait for it where the application does not say
   */
  public JobHandle submitted(JobState job, @Nullable String model, WaitOptions options) {
    Duration average = model == null ? null : averages.apply(model).orElse(null);
    long now = lanes.timer().nanoTime();
    return new ClientJobHandle(this, job.job().id(), model, average, options, now, job.text());
  }

  /** Tells of a job that was accepted though nobody waits for the answer any more. */
  public void abandoned(JobHandle handle) {
    Consumer<JobHandle> listener = onAbandoned;
    if (listener != null) {
      abandonments.tell(() -> listener.accept(handle));
    }
  }

  /** Returns how to wait where the application does not say. */
  public WaitOptions defaults() {
    return defaults;
  }

  @Override
  public JobHandle handle(String id) {
    return new ClientJobHandle(this, requireId(id), null, null, defaults, null, null);
  }

  @Override
  public JobHandle handle(String id, String model) {
    String known = ModelPath.normalize(model);
    Duration average = averages.apply(known).orElse(null);
    return new ClientJobHandle(this, requireId(id), known, average, defaults, null, null);
  }

  // Single jobs

  @Override
  public Job get(String id) {
    return read(id).job();
  }

  @Override
  public CompletableFuture<Job> getAsync(String id) {
    return readAsync(id).thenApply(JobState::job);
  }

  JobState read(String id) {
    requireId(id);
    return lanes.call(lane -> source.on(lane).get(id));
  }

  CompletableFuture<JobState> readAsync(String id) {
    return async(id, () -> source.on(lanes.async()).get(id));
  }

  @Override
  public boolean cancel(String id) {
    requireId(id);
    return lanes.call(lane -> source.on(lane).cancel(id));
  }

  @Override
  public CompletableFuture<Boolean> cancelAsync(String id) {
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

  // Waits

  @Override
  public Job await(String id) {
    return handle(id).await();
  }

  @Override
  public Job await(String id, WaitOptions options) {
    return handle(id).await(options);
  }

  @Override
  public CompletableFuture<Job> awaitAsync(String id) {
    return handle(id).awaitAsync();
  }

  @Override
  public CompletableFuture<Job> awaitAsync(String id, WaitOptions options) {
    return handle(id).awaitAsync(options);
  }

  Job await(WaitRequest request) {
    return lanes.await(lane -> waits.await(request, lane));
  }

  CompletableFuture<Job> awaitAsync(WaitRequest request) {
    return UserFuture.of(waits.await(request), executor);
  }

  @Override
  public Map<String, CompletableFuture<Job>> awaitAllAsync(
      Collection<String> ids, WaitOptions options) {
    ids.forEach(JobsClient::requireId);
    Map<String, CompletableFuture<Job>> outcomes = new LinkedHashMap<>();
    waits
        .awaitAll(ids, options)
        .forEach((id, wait) -> outcomes.put(id, UserFuture.of(wait, executor)));
    return outcomes;
  }

  @Override
  public JobGroup group(WaitOptions options) {
    WaitGroup group = waits.group(options);
    return new JobGroup() {
      @Override
      public CompletableFuture<Job> add(String id) {
        return UserFuture.of(group.add(requireId(id)), executor);
      }

      @Override
      public void close() {
        group.close();
      }
    };
  }

  // Lists

  @Override
  public Pager<Job> list() {
    return list(JobFilter.all());
  }

  @Override
  public Pager<Job> list(JobFilter filter) {
    Set<JobStatus> statuses = filter.statuses();
    String only = statuses.size() == 1 ? statuses.iterator().next().value() : null;
    String start = filter.createdBefore().map(Instant::toString).orElse(null);
    return list(
        new JobQuery(start, 0, filter.types(), only),
        page -> statuses.size() < 2 ? page : inAnyOf(statuses, page));
  }

  @Override
  public Pager<Job> submittedSince(Instant instant) {
    return list(JobQuery.page(null, 0), page -> since(instant, page));
  }

  /**
   * Returns a list of jobs.
   *
   * @param first asks for the first page; the others differ in the cursor alone
   * @param selection what becomes of each page: the service cannot filter by everything
   */
  private Pager<Job> list(JobQuery first, UnaryOperator<Page<Job>> selection) {
    return new CursorPager<>(
        (cursor, lane) ->
            source
                .on(lane)
                .list(cursor == null ? first : first.at(cursor))
                .thenApply(list -> new Page<>(list.rows(), list.nextCursor())),
        Job::id,
        selection,
        lanes,
        executor);
  }

  private static Page<Job> inAnyOf(Set<JobStatus> statuses, Page<Job> page) {
    List<Job> jobs = page.items().stream().filter(job -> statuses.contains(job.status())).toList();
    return new Page<>(jobs, page.nextCursor());
  }

  /** Ends the list at the first job that is older; one without a date may be the one looked for. */
  private static Page<Job> since(Instant instant, Page<Job> page) {
    List<Job> jobs = new ArrayList<>();
    for (Job job : page.items()) {
      if (job.createdAt().map(created -> created.isBefore(instant)).orElse(false)) {
        return new Page<>(jobs, null);
      }
      jobs.add(job);
    }
    return new Page<>(jobs, page.nextCursor());
  }

  /** Ends all waits. Comes before the transport is closed, or nothing would ring for them. */
  @Override
  public void close() {
    waits.close();
  }

  private static String requireId(String id) {
    return Ids.require(id, "job");
  }
}
