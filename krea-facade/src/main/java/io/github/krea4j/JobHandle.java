package io.github.krea4j;

import io.github.krea4j.model.Job;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A job to be waited for, looked at or cancelled. A handle holds nothing but the job's id and last
 * state; losing it loses nothing, since {@link Jobs#handle} makes another one from the id.
 *
 * <p>Those of this library are safe for use by several threads; each may wait on its own. An
 * interface, so that tests can have handles of their own: later versions add {@code default}
 * methods only.
 */
public interface JobHandle {
  /** Returns the job's id, all that is needed to take it up again in another process. */
  String id();

  /** Returns the model, where it is known: of a generation submitted here, or as it was given. */
  Optional<String> model();

  /**
   * Returns the last state seen, by this handle's own waits and {@link #refresh} too. Makes no
   * request: a handle made from an id that has seen nothing yet returns a job with that id in the
   * status {@link io.github.krea4j.model.JobStatus#UNKNOWN}.
   */
  Job job();

  /**
   * Reads the job: one request.
   *
   * @throws io.github.krea4j.errors.NotFoundException if the job is unknown or somebody else's
   */
  Job refresh();

  /** Like {@link #refresh}, without waiting. */
  CompletableFuture<Job> refreshAsync();

  /** Waits with the client's {@link WaitOptions}; see {@link Jobs#await(String, WaitOptions)}. */
  Job await();

  /** Waits until the job has ended; see {@link Jobs#await(String, WaitOptions)}. */
  Job await(WaitOptions options);

  /** Waits with the client's {@link WaitOptions}; see {@link #awaitAsync(WaitOptions)}. */
  CompletableFuture<Job> awaitAsync();

  /** Waits without blocking a thread; see {@link Jobs#awaitAsync(String, WaitOptions)}. */
  CompletableFuture<Job> awaitAsync(WaitOptions options);

  /**
   * Cancels the job; see {@link Jobs#cancel} for what the answer is worth.
   *
   * @return whether the service accepted; false if it was too late or the job is unknown
   */
  boolean cancel();

  /** Like {@link #cancel}, without waiting. */
  CompletableFuture<Boolean> cancelAsync();
}
