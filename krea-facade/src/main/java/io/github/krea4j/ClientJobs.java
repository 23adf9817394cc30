package io.github.krea4j;

import io.github.krea4j.internal.jobs.JobQuery;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The jobs that one client sees. */
final class ClientJobs implements Jobs {
  private final JobOperations operations;

  ClientJobs(JobOperations operations) {
    this.operations = operations;
  }

  @Override
  public Job get(String id) {
    return operations.get(id).job();
  }

  @Override
  public CompletableFuture<Job> getAsync(String id) {
    return operations.getAsync(id).thenApply(JobState::job);
  }

  @Override
  public JobHandle handle(String id) {
    JobOperations.requireId(id);
    return JobHandle.resumed(id, null, null, operations);
  }

  @Override
  public JobHandle handle(String id, String model) {
    JobOperations.requireId(id);
    String known = ModelPath.normalize(model);
    Duration average =
        DocumentCatalog.SHARED.byId(known).flatMap(ModelInfo::averageDuration).orElse(null);
    return JobHandle.resumed(id, known, average, operations);
  }

  @Override
  public Job await(String id) {
    return handle(id).await();
  }

  @Override
  public Job await(String id, WaitOptions options) {
    return handle(id).await(options);
  }

  @Override
  public CompletableFuture<Job> awaitAsync(String id, WaitOptions options) {
    return handle(id).awaitAsync(options);
  }

  @Override
  public CompletableFuture<Job> awaitAsync(String id) {
    return handle(id).awaitAsync();
  }

  @Override
  public Map<String, CompletableFuture<Job>> awaitAllAsync(
      Collection<String> ids, WaitOptions options) {
    return operations.awaitAllAsync(ids, options);
  }

  @Override
  public JobGroup group(WaitOptions options) {
    return operations.group(options);
  }

  @Override
  public Pager<Job> list() {
    return list(JobFilter.all());
  }

  @Override
  public Pager<Job> list(JobFilter filter) {
    Set<JobStatus> statuses = filter.statuses();
    String only = statuses.size() == 1 ? statuses.iterator().next().value() : null;
    String start = filter.createdBefore().map(Instant::toString).orElse(null);
    return operations.list(
        new JobQuery(start, 0, filter.types(), only),
        page -> statuses.size() < 2 ? page : inAnyOf(statuses, page));
  }

  @Override
  public Pager<Job> submittedSince(Instant instant) {
    return operations.list(JobQuery.page(null, 0), page -> since(instant, page));
  }

  @Override
  public boolean cancel(String id) {
    return operations.cancel(id);
  }

  @Override
  public CompletableFuture<Boolean> cancelAsync(String id) {
    return operations.cancelAsync(id);
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
}
