package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.Job;
import org.jspecify.annotations.Nullable;

/**
 * A job together with the JSON text it came as.
 *
 * <p>Ten thousand waits keep ten thousand last states; the text is a fraction of the parsed tree,
 * and it is hardly ever looked at. It is written when it is first asked for if it is not at hand.
 */
public final class JobState {
  private final Job job;
  private volatile @Nullable String text;

  /**
   * Creates a state.
   *
   * @param text what the job was read from, if at hand
   */
  public JobState(Job job, @Nullable String text) {
    this.job = job;
    this.text = text;
  }

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
    return new JobState(job, null);
  }

  /** Returns the job. */
  public Job job() {
    return job;
  }

  /** Returns the job as JSON. */
  public String text() {
    String known = text;
    if (known == null) {
      known = JsonValues.write(job.raw());
      text = known;
    }
    return known;
  }

  /** Returns the job. */
  @Override
  public String toString() {
    return job.toString();
  }
}
