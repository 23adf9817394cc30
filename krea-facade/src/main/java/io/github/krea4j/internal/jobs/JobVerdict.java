package io.github.krea4j.internal.jobs;

import com.google.gson.JsonElement;
import io.github.krea4j.errors.EmptyResultException;
import io.github.krea4j.errors.JobCancelledException;
import io.github.krea4j.errors.JobException;
import io.github.krea4j.errors.JobFailedException;
import io.github.krea4j.model.Job;
import org.jspecify.annotations.Nullable;

/**
 * What a job's state means for those who wait for it.
 *
 * <p>Only completed, failed and cancelled are ends. A state newer than this library is one if the
 * service says when the job completed: a good one if there are media or a style, since both could
 * also be previews otherwise.
 *
 * @param ended whether the wait is over
 * @param failure why, unless the job is done
 */
record JobVerdict(boolean ended, @Nullable JobException failure) {
  private static final JobVerdict RUNNING = new JobVerdict(false, null);
  private static final JobVerdict DONE = new JobVerdict(true, null);

  static JobVerdict of(Job job, boolean allowEmptyResult) {
    return switch (job.status()) {
      case COMPLETED ->
          hasResult(job) || allowEmptyResult ? DONE : failed(new EmptyResultException(job));
      case FAILED -> failed(new JobFailedException(job));
      case CANCELLED -> failed(new JobCancelledException(job));
      case UNKNOWN -> hasEnd(job) ? unknownEnd(job) : RUNNING;
      default -> RUNNING;
    };
  }

  /**
   * Returns whether a row of a list is as good as an answer for the job alone. It is not when it
   * ends the wait with less than the job may have.
   */
  static boolean isTrusted(Job row) {
    return switch (row.status()) {
      case COMPLETED -> hasResult(row);
      case FAILED -> row.error().isPresent();
      case UNKNOWN -> !hasEnd(row);
      default -> true;
    };
  }

  private static JobVerdict unknownEnd(Job job) {
    if (hasResult(job)) {
      return DONE;
    }
    return failed(job.error().isPresent() ? new JobFailedException(job) : unknownEmpty(job));
  }

  private static JobException unknownEmpty(Job job) {
    return new JobException(
        job,
        "Job "
            + job.id()
            + " ended without any result, in the status \""
            + job.rawStatus()
            + "\", which this version of the library does not know.");
  }

  private static JobVerdict failed(JobException failure) {
    return new JobVerdict(true, failure);
  }

  private static boolean hasResult(Job job) {
    return !job.outputs().isEmpty() || job.styleId().isPresent();
  }

  /** Any date will do, also one that cannot be read. */
  private static boolean hasEnd(Job job) {
    JsonElement completedAt = job.raw().get("completed_at");
    return completedAt != null
        && completedAt.isJsonPrimitive()
        && !completedAt.getAsString().isBlank();
  }
}
