package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.Job;

/**
 * A job together with the JSON text it came as.
 *
 * <p>Ten thousand waits keep ten thousand last states; the text is a fraction of the parsed tree,
 * and it is hardly ever looked at.
 */
public record JobState(Job job, String text) {
  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it describes no job
   */
  public static JobState parse(String text) {
    return new JobState(Job.parse(text), text);
  }

  /** Returns the state of a job that was parsed already. */
  public static JobState of(Job job) {
    return new JobState(job, JsonValues.write(job.raw()));
  }
}
