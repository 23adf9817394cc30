package io.github.krea4j.internal.jobs;

import com.google.gson.JsonObject;
import io.github.krea4j.JobHandle;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A handle that leads to the jobs of one client. */
final class ClientJobHandle implements JobHandle {
  private final JobsClient jobs;
  private final String id;
  private final @Nullable String model;
  private final @Nullable Duration averageDuration;
  private final WaitOptions defaults;
  private final @Nullable Long submittedNanos;

  /** As text: many handles may be kept for long. */
  private volatile @Nullable String last;

  /**
   * Creates a handle.
   *
   * @param averageDuration how long such jobs usually take, if the document says
   * @param submittedNanos when it was submitted, by the timer; null if not by this client
   * @param last its last state, as JSON; null if nothing is known but the id
   */
  ClientJobHandle(
      JobsClient jobs,
      String id,
      @Nullable String model,
      @Nullable Duration averageDuration,
      WaitOptions defaults,
      @Nullable Long submittedNanos,
      @Nullable String last) {
    this.jobs = jobs;
    this.id = id;
    this.model = model;
    this.averageDuration = averageDuration;
    this.defaults = defaults;
    this.submittedNanos = submittedNanos;
    this.last = last;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  @Override
  public Job job() {
    String text = last;
    if (text != null) {
      return Job.parse(text);
    }
    JsonObject unseen = new JsonObject();
    unseen.addProperty("job_id", id);
    return Job.of(unseen);
  }

  @Override
  public Job refresh() {
    return saw(jobs.read(id));
  }

  @Override
  public CompletableFuture<Job> refreshAsync() {
    return jobs.readAsync(id).thenApply(this::saw);
  }

  private Job saw(JobState state) {
    last = state.text();
    return state.job();
  }

  @Override
  public Job await() {
    return await(defaults);
  }

  @Override
  public Job await(WaitOptions options) {
    return jobs.await(request(options));
  }

  @Override
  public CompletableFuture<Job> awaitAsync() {
    return awaitAsync(defaults);
  }

  @Override
  public CompletableFuture<Job> awaitAsync(WaitOptions options) {
    return jobs.awaitAsync(request(options));
  }

  private WaitRequest request(WaitOptions options) {
    return new WaitRequest(
        id, last, submittedNanos, averageDuration, options, text -> this.last = text);
  }

  @Override
  public boolean cancel() {
    return jobs.cancel(id);
  }

  @Override
  public CompletableFuture<Boolean> cancelAsync() {
    return jobs.cancelAsync(id);
  }

  /** Returns the job's id and last known status. */
  @Override
  public String toString() {
    String text = last;
    return "JobHandle{id="
        + id
        + ", last seen="
        + (text == null ? "never" : Job.parse(text).rawStatus())
        + "}";
  }
}
