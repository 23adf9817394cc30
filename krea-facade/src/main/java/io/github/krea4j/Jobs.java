package io.github.krea4j;

import io.github.krea4j.model.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The jobs of the key's own user: looking at them, waiting for them, listing and cancelling them.
 *
 * <p>A job's id is all that is needed to take it up again, in another process too. Every method
 * that takes an id throws {@link io.github.krea4j.errors.InvalidRequestException} if it can be none
 * (blank), before any request.
 */
public interface Jobs {
  /**
   * Reads one job: one request.
   *
   * @throws io.github.krea4j.errors.NotFoundException if the job is unknown or somebody else's
   */
  Job get(String id);

  /** Like {@link #get}, without waiting. */
  CompletableFuture<Job> getAsync(String id);

  /** Returns a handle for a job submitted earlier. Makes no request. */
  JobHandle handle(String id);

  /**
   * Returns a handle for a job submitted earlier, of which the model is known: its waits begin with
   * the pauses that fit the model's average duration. Makes no request.
   *
   * @param model the model's id or path; one that this library does not know changes nothing
   * @throws io.github.krea4j.errors.InvalidRequestException if the model can be none
   */
  JobHandle handle(String id, String model);

  /**
   * Waits for a job with the client's {@link WaitOptions}; see {@link #await(String, WaitOptions)}.
   */
  Job await(String id);

  /**
   * Waits until a job has ended, looking at it at once and then by the {@linkplain WaitOptions
   * schedule}.
   *
   * <p>The wait survives whatever passes by itself: refused, reset and timed out connections,
   * answers that are no JSON, the statuses 408, 409, 425, 429 and 5xx. It goes on through states
   * that this library does not know. A 404 ends it once the job has been seen, and before that
   * after 5 seconds.
   *
   * @return the completed job
   * @throws io.github.krea4j.errors.JobException if the job failed, was cancelled or completed
   *     without any result
   * @throws io.github.krea4j.errors.WaitTimeoutException if it still runs at the timeout; it runs
   *     on and is billed, and can be waited for again
   * @throws io.github.krea4j.errors.WaitInterruptedException if the thread is interrupted, whose
   *     flag stays set; the job runs on and is billed
   * @throws io.github.krea4j.errors.ApiException if the service refuses to show the job, such as
   *     401, 403 and 404; a {@link io.github.krea4j.errors.WaitException} with the job's id and
   *     last state is among its suppressed exceptions
   */
  Job await(String id, WaitOptions options);

  /**
   * Waits like {@link #await(String, WaitOptions)} without blocking a thread.
   *
   * @return completes on the client's executor; cancelling it, or any future derived from it, ends
   *     the wait and aborts a running request, while the job runs on and is billed
   */
  CompletableFuture<Job> awaitAsync(String id, WaitOptions options);

  /** Waits with the client's {@link WaitOptions}; see {@link #awaitAsync(String, WaitOptions)}. */
  CompletableFuture<Job> awaitAsync(String id);

  /**
   * Waits for many jobs at once, with few requests: their states are taken from pages of {@code GET
   * /jobs} instead of one request each.
   *
   * <p>How it works. All waits begin at the same time and look at the same moments, as often as the
   * {@linkplain WaitOptions schedule} has it for the youngest job still waited for. What falls due
   * together is answered from the list, up to 1,000 jobs a request, beginning with the newest job
   * and following the cursor until all are found, the list ends, or a budget is spent: one page for
   * every ten jobs, 20 at most. A row counts like an answer to a single request, unless it would
   * end the wait with less than the job may have: failed without an error, completed without
   * outputs, or ended in a state unknown to this library. Such jobs are read singly, and so are
   * those that the pages did not show; each job once in two minutes, lest a list that lags behind
   * hold it back; and all at the last look before the timeout. Once listing is refused, fails twice
   * in a row, or twice in a row spares less than half of the requests, all jobs are read singly
   * from then on. So the outcome of every wait is the one that single requests would give; only
   * their number differs: for 1,000 jobs of half a minute it is about a hundredth.
   *
   * <p>Fewer than three jobs are read singly at once. Repeated ids count once.
   *
   * @return a future per id, in the order of {@code ids}, each independent of the others: see
   *     {@link #awaitAsync}
   */
  Map<String, CompletableFuture<Job>> awaitAllAsync(Collection<String> ids, WaitOptions options);

  /**
   * Returns a group to which jobs can be added while others are waited for: what {@link
   * #awaitAllAsync} is for a set that is known. Makes no request. Its requests carry the key that
   * the supplier gives to this thread now.
   *
   * @param options of each wait; the timeout counts from when its job was added
   */
  JobGroup group(WaitOptions options);

  /** Lists all jobs, newest first. */
  Pager<Job> list();

  /** Lists the jobs that the filter lets through, newest first. */
  Pager<Job> list(JobFilter filter);

  /**
   * Lists the jobs that the service took at {@code instant} or later, newest first, and reads no
   * further. This is where to look for the job of an uncertain submit:
   *
   * <pre>{@code
   * try {
   *   client.generate(request);
   * } catch (SubmissionUncertainException e) {
   *   for (Job job : client.jobs().submittedSince(e.submittedAt().minusSeconds(60))) {
   *     System.out.println(job.id() + " of " + job.createdAt() + " may be it");
   *   }
   * }
   * }</pre>
   *
   * <p>The instant is compared with the service's clock, hence the minute's margin. What the list
   * shows is a hint, not a proof: it may lag behind, by how much is not known, so that a job that
   * is missing may have been accepted all the same; and a listed job carries no prompt, so that one
   * that is there may be another program's.
   */
  Pager<Job> submittedSince(Instant instant);

  /**
   * Cancels a job: {@code DELETE /jobs/{id}}. Works only while it is queued or processing.
   *
   * <p>A job can complete while it is being cancelled, and a repeated request may find it cancelled
   * already; so the answer is no proof of either. Where it matters, read the job afterwards with
   * {@link #get}: cancelled jobs are not billed.
   *
   * @return whether the service accepted; false if it was too late or the job is unknown
   */
  boolean cancel(String id);

  /** Like {@link #cancel}, without waiting. */
  CompletableFuture<Boolean> cancelAsync(String id);
}
