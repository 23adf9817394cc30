package io.github.krea4j.errors;

import io.github.krea4j.model.Job;
import org.jspecify.annotations.Nullable;

/** The thread that waited for a job was interrupted; its interrupt flag is set again. */
public final class WaitInterruptedException extends WaitException {
  private static final long serialVersionUID = 1L;

  /** Creates the failure. */
  public WaitInterruptedException(String jobId, @Nullable Job lastJob, @Nullable Throwable cause) {
    super(
        jobId,
        lastJob,
        "The wait for job "
            + jobId
            + " was interrupted ("
            + lastSeen(lastJob)
            + "). "
            + outlook(jobId),
        cause);
  }
}
