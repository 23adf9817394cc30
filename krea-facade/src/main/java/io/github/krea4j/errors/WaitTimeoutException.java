package io.github.krea4j.errors;

import io.github.krea4j.model.Job;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A wait reached its total timeout before the job ended. */
public final class WaitTimeoutException extends WaitException {
  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  /**
   * Creates the failure.
   *
   * @param timeout the wait's limit
   * @param cancelled whether the job was told to stop, as {@code cancelOnTimeout} asks
   * @param cause the failure of the last look at the job, if that failed
   */
  public WaitTimeoutException(
      String jobId,
      @Nullable Job lastJob,
      Duration timeout,
      boolean cancelled,
      @Nullable Throwable cause) {
    super(
        jobId,
        lastJob,
        "Job "
            + jobId
            + " did not end within "
            + timeout
            + " ("
            + lastSeen(lastJob)
            + "). "
            + (cancelled
                ? "The service was told to cancel it; if it was too late for that, it is billed."
                : outlook(jobId)),
        cause);
    this.timeout = timeout;
  }

  /** Returns the limit that was reached. */
  public Duration timeout() {
    return timeout;
  }
}
