package io.github.krea4j.internal.jobs;

import com.google.gson.JsonArray;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of jobs.
 *
 * @param nextCursor where the next page begins; null on the last
 */
public record JobList(List<JobState> jobs, @Nullable String nextCursor) {
  /**
   * Takes over a page. Rows that describe no job are left out.
   *
   * @throws IllegalArgumentException if it holds no items
   */
  static JobList of(JobPage page) {
    if (!(page.raw().get("items") instanceof JsonArray)) {
      throw new IllegalArgumentException("not a list of jobs: there is no array \"items\"");
    }
    return new JobList(
        page.items().stream().filter(job -> !job.id().isEmpty()).map(JobState::of).toList(),
        // A cursor is passed back as it came; only an empty one cannot lead anywhere.
        page.nextCursor().filter(cursor -> !cursor.isEmpty()).orElse(null));
  }

  /** Returns the jobs without their texts. */
  public List<Job> rows() {
    return jobs.stream().map(JobState::job).toList();
  }
}
