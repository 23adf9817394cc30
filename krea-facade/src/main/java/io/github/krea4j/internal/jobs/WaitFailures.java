package io.github.krea4j.internal.jobs;

import io.github.krea4j.errors.WaitException;
import io.github.krea4j.errors.WaitInterruptedException;
import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions of waits that end before their jobs do. All tell which job runs on. */
final class WaitFailures {
  private final String jobId;
  private final @Nullable Job lastJob;

  WaitFailures(String jobId, @Nullable Job lastJob) {
    this.jobId = jobId;
    this.lastJob = lastJob;
  }

  /**
   * Returns the exception of a timeout.
   *
   * @param toldToStop whether the service was told to cancel the job
   * @param trouble why the last look failed, if it did
   */
  WaitTimeoutException timeout(Duration timeout, boolean toldToStop, @Nullable String trouble) {
    Throwable cause =
        trouble == null
            ? null
            : new WaitException(jobId, null, "The last look at the job failed: " + trouble, null);
    return new WaitTimeoutException(jobId, lastJob, timeout, toldToStop, cause);
  }

  /** Returns what is attached to a failure that a wait cannot survive. */
  WaitException gaveUp() {
    return goOnLater("Gave up waiting for job " + jobId + ".");
  }

  /** Returns the exception of a wait that was stopped. */
  RuntimeException aborted(Abortable.Reason reason) {
    return switch (reason) {
      case INTERRUPTED -> new WaitInterruptedException(jobId, lastJob, null);
      case CLOSED -> goOnLater("The client was closed during the wait for job " + jobId + ".");
      case CANCELLED -> cancelled();
    };
  }

  /** Returns the exception of a wait whose future was cancelled. */
  CancellationException cancelled() {
    CancellationException cancellation =
        new CancellationException("The wait for job " + jobId + " was cancelled.");
    cancellation.initCause(new WaitInterruptedException(jobId, lastJob, null));
    return cancellation;
  }

  private WaitException goOnLater(String what) {
    return new WaitException(
        jobId,
        lastJob,
        what
            + " The job may run on and be billed: wait again with jobs().await(\""
            + jobId
            + "\").",
        null);
  }
}
