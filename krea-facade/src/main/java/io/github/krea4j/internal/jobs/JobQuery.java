package io.github.krea4j.internal.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query of one list request.
 *
 * @param cursor where to begin; null for the newest job
 * @param limit jobs a page; 0 for the service's default
 * @param types types to keep; empty for all
 * @param status status to keep, as the service writes it; null for all
 */
public record JobQuery(
    @Nullable String cursor, int limit, List<String> types, @Nullable String status) {
  /** Returns a query for jobs of any kind. */
  public static JobQuery page(@Nullable String cursor, int limit) {
    return new JobQuery(cursor, limit, List.of(), null);
  }

  /** Returns the query for another page of the same list. */
  public JobQuery at(String cursor) {
    return new JobQuery(cursor, limit, types, status);
  }
}
