package io.github.krea4j.internal.jobs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.Job;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of jobs.
 *
 * @param nextCursor where the next page begins; null on the last
 */
public record JobList(List<JobState> jobs, @Nullable String nextCursor) {
  /**
   * Reads {@code {items, next_cursor}}. Rows that describe no job are left out.
   *
   * @throws IllegalArgumentException if the text is no JSON object or holds no items
   */
  public static JobList parse(String text) {
    JsonElement tree;
    try {
      tree = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("not a list of jobs: the text is not JSON", e);
    }
    if (!(tree instanceof JsonObject page) || !(page.get("items") instanceof JsonArray items)) {
      throw new IllegalArgumentException("not a list of jobs: there is no array \"items\"");
    }
    List<JobState> jobs = new ArrayList<>(items.size());
    for (JsonElement item : items) {
      if (item instanceof JsonObject row) {
        Job job = Job.of(row);
        if (!job.id().isEmpty()) {
          jobs.add(new JobState(job, JsonValues.write(row)));
        }
      }
    }
    return new JobList(List.copyOf(jobs), cursor(page.get("next_cursor")));
  }

  /** Returns the jobs without their texts. */
  public List<Job> rows() {
    return jobs.stream().map(JobState::job).toList();
  }

  /** A cursor is passed back as it came; only an empty one cannot lead anywhere. */
  private static @Nullable String cursor(@Nullable JsonElement cursor) {
    if (cursor == null || !cursor.isJsonPrimitive() || cursor.getAsString().isEmpty()) {
      return null;
    }
    return cursor.getAsString();
  }
}
