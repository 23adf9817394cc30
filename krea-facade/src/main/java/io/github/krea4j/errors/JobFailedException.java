package io.github.krea4j.errors;

import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobError;
import java.util.Optional;

/**
 * A job ended as {@code failed}: refused by moderation or the model's provider, bad inputs, or out
 * of time. The service does not bill failed jobs.
 */
public final class JobFailedException extends JobException {
  private static final long serialVersionUID = 1L;

  /** Creates the failure from the job's last state. */
  public JobFailedException(Job job) {
    super(job, message(job));
  }

  /**
   * Returns the service's reason for machines, such as {@code nsfw}; it publishes no list. Empty if
   * it gave none.
   */
  public Optional<String> code() {
    return job().error().flatMap(JobError::code);
  }

  private static String message(Job job) {
    Optional<JobError> error = job.error();
    Optional<String> text = error.flatMap(JobError::message);
    Optional<String> code = error.flatMap(JobError::code);
    String head = "Job " + job.id() + " failed";
    if (text.isEmpty() && code.isEmpty()) {
      return head + ", and the service gave no reason: check the inputs, or try again.";
    }
    if (text.isEmpty()) {
      return head + " with code " + code.get() + ".";
    }
    return head + ": " + text.get() + code.map(value -> " (code " + value + ")").orElse("");
  }
}
