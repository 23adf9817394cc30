package io.github.krea4j.errors;

import io.github.krea4j.model.Job;

/** A job ended as {@code cancelled}, by a user or by the service. It is not billed. */
public final class JobCancelledException extends JobException {
  private static final long serialVersionUID = 1L;

  /** Creates the failure from the job's last state. */
  public JobCancelledException(Job job) {
    super(job, "Job " + job.id() + " was cancelled, by a user or by the service.");
  }
}
