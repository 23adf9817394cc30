package io.github.krea4j;

import com.google.gson.JsonObject;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job to be waited for, looked at or cancelled. A handle holds nothing but the job's id and last
 * state; losing it loses nothing, since {@link Jobs#handle} makes another one from the id.
 *
 * <p>Safe for use by several threads; each may wait on its own.
 */
public final class JobHandle {
  private final String id;
  private final @Nullable String model;
  private final JobOperations operations;
  private final WaitOptions defaults;
  private final @Nullable Duration averageDuration;
  private final @Nullable Long submittedNanos;

  /** As text: many handles may be kept for long. */
  private volatile @Nullable String last;

  private JobHandle(
      String id,
      @Nullable String model,
      @Nullable JobState first,
      JobOperations operations,
      WaitOptions defaults,
      @Nullable Duration averageDuration,
      @Nullable Long submittedNanos) {
    this.id = id;
    this.model = model;
    this.last = first == null ? null : first.text();
    this.operations = operations;
    this.defaults = defaults;
    this.averageDuration = averageDuration;
    this.submittedNanos = submittedNanos;
  }

  /** Creates a handle for a job that the service has just accepted. */
  static JobHandle submitted(
      JobState job,
      @Nullable String model,
      JobOperations operations,
      WaitOptions defaults,
      @Nullable Duration averageDuration,
      long submittedNanos) {
    return new JobHandle(
        job.job().id(), model, job, operations, defaults, averageDuration, submittedNanos);
  }

  /** Creates a handle for a job of which hardly more than the id is known. */
  static JobHandle resumed(
      String id,
      @Nullable String model,
      @Nullable Duration averageDuration,
      JobOperations operations) {
    return new JobHandle(id, model, null, operations, operations.defaults(), averageDuration, null);
  }

  /** Returns the job's id, all that is needed to take it up again in another process. */
  public String id() {
    return id;
  }

  /** Returns the model, where it is known: of a generation submitted here, or as it was given. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /**
   * Returns the last state seen, by this handle's own waits and {@link #refresh} too. Makes no
   * request: a handle made from an id that has seen nothing yet returns a job with that id in the
   * status {@link io.github.krea4j.model.JobStatus#UNKNOWN}.
   */
  public Job job() {
    String text = last;
    if (text != null) {
      return Job.parse(text);
    }
    JsonObject unseen = new JsonObject();
    unseen.addProperty("job_id", id);
    return Job.of(unseen);
  }

  /**
   * Reads the job: one request.
   *
   * @throws io.github.krea4j.errors.NotFoundException if the job is unknown or somebody else's
   */
  public Job refresh() {
    return saw(operations.get(id));
  }

  /** Like {@link #refresh}, without waiting. */
  public CompletableFuture<Job> refreshAsync() {
    return operations.getAsync(id).thenApply(this::saw);
  }

  private Job saw(JobState state) {
    last = state.text();
    return state.job();
  }

  /** Waits with the client's {@link WaitOptions}; see {@link Jobs#await(String, WaitOptions)}. */
  public Job await() {
    return await(defaults);
  }

  /** Waits until the job has ended; see {@link Jobs#await(String, WaitOptions)}. */
  public Job await(WaitOptions options) {
    return operations.await(this, options);
  }

  /** Waits with the client's {@link WaitOptions}; see {@link #awaitAsync(WaitOptions)}. */
  public CompletableFuture<Job> awaitAsync() {
    return awaitAsync(defaults);
  }

  /** Waits without blocking a thread; see {@link Jobs#awaitAsync(String, WaitOptions)}. */
  public CompletableFuture<Job> awaitAsync(WaitOptions options) {
    return operations.awaitAsync(this, options);
  }

  /**
   * Cancels the job; see {@link Jobs#cancel} for what the answer is worth.
   *
   * @return whether the service accepted; false if it was too late or the job is unknown
   */
  public boolean cancel() {
    return operations.cancel(id);
  }

  /** Like {@link #cancel}, without waiting. */
  public CompletableFuture<Boolean> cancelAsync() {
    return operations.cancelAsync(id);
  }

  @Nullable String last() {
    return last;
  }

  void seen(String text) {
    last = text;
  }

  @Nullable Duration averageDuration() {
    return averageDuration;
  }

  @Nullable Long submittedNanos() {
    return submittedNanos;
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
