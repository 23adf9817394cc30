package io.github.krea4j.errors;

import io.github.krea4j.model.Job;

/**
 * A job ended as {@code completed}, but with neither outputs nor a style: some models refuse a
 * prompt or an input in this silent way. {@code WaitOptions.allowEmptyResult(true)} accepts it.
 */
public final class EmptyResultException extends JobException {
  private static final long serialVersionUID = 1L;

  /** Creates the failure from the job's last state. */
  public EmptyResultException(Job job) {
    super(
        job,
        "Job "
            + job.id()
            + " completed without any result, as models do when they silently refuse the prompt or"
            + " an input: change these, or accept it with WaitOptions.allowEmptyResult(true).");
  }
}
