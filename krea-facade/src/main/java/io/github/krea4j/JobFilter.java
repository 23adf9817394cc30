package io.github.krea4j;

import io.github.krea4j.model.JobStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list holds. Immutable; every method returns a copy with one more condition.
 *
 * <pre>{@code
 * client.jobs().list(JobFilter.all().statuses(JobStatus.FAILED).createdBefore(yesterday));
 * }</pre>
 */
public final class JobFilter {
  private static final JobFilter ALL = new JobFilter(Set.of(), List.of(), null);

  private final Set<JobStatus> statuses;
  private final List<String> types;
  private final @Nullable Instant createdBefore;

  private JobFilter(Set<JobStatus> statuses, List<String> types, @Nullable Instant createdBefore) {
    this.statuses = statuses;
    this.types = types;
    this.createdBefore = createdBefore;
  }

  /** Returns the filter that lets every job through. */
  public static JobFilter all() {
    return ALL;
  }

  /**
   * Keeps jobs in any of these states. The service filters by one state only: given several, it is
   * asked for all jobs and the rest is dropped here, which costs more requests.
   *
   * @throws IllegalArgumentException if there is none, or {@link JobStatus#UNKNOWN} among them
   */
  public JobFilter statuses(JobStatus... statuses) {
    Set<JobStatus> set = EnumSet.noneOf(JobStatus.class);
    set.addAll(Arrays.asList(statuses));
    if (set.isEmpty() || set.contains(JobStatus.UNKNOWN)) {
      throw new IllegalArgumentException(
          "statuses needs at least one status that the service knows, but got " + set);
    }
    return new JobFilter(Set.copyOf(set), types, createdBefore);
  }

  /**
   * Keeps jobs of these types, in the service's own names such as {@code flux}, {@code k1} or
   * {@code externalImage}. A job says its own in {@code raw().get("type")}.
   *
   * @throws IllegalArgumentException if there is none, or a blank one or one with a comma
   */
  public JobFilter types(String... types) {
    Set<String> set = new LinkedHashSet<>(Arrays.asList(types));
    if (set.isEmpty() || set.stream().anyMatch(type -> type.isBlank() || type.contains(","))) {
      throw new IllegalArgumentException(
          "types needs at least one name, without commas, but got " + set);
    }
    return new JobFilter(statuses, List.copyOf(set), createdBefore);
  }

  /** Keeps jobs that the service took before {@code instant}, by its own clock. */
  public JobFilter createdBefore(Instant instant) {
    return new JobFilter(statuses, types, instant);
  }

  /** Returns the states let through; empty for all. */
  public Set<JobStatus> statuses() {
    return statuses;
  }

  /** Returns the types let through; empty for all. */
  public List<String> types() {
    return types;
  }

  /** Returns the instant before which the jobs were created, if one was set. */
  public Optional<Instant> createdBefore() {
    return Optional.ofNullable(createdBefore);
  }
}
