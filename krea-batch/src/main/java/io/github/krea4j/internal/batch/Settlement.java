package io.github.krea4j.internal.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out from the list of jobs whether a submit was accepted of which no answer came. Another
 * program may use the same key, so a job is taken for ours only where no other one can be meant,
 * and a submit is held to be refused only where the list is known to be complete. A pure rule.
 */
public final class Settlement {
  /** How far the service's clock may be from ours, and how late a request may arrive. */
  public static final Duration SLACK = Duration.ofSeconds(60);

  /** How far around a submit a job of another program is taken for a sign of that program. */
  public static final Duration NEIGHBOURHOOD = Duration.ofHours(1);

  private Settlement() {}

  /**
   * A submit of which no answer came.
   *
   * @param key the item's
   * @param sent when the intent was noted
   * @param limit how long the submit could take
   * @param types the types that the service gave earlier jobs of the model; empty: none is known
   */
  public record Doubt(String key, Instant sent, Duration limit, Set<String> types) {
    Instant from() {
      return sent.minus(SLACK);
    }

    /** Returns the end of the window, after which the submit can no more be accepted. */
    public Instant until() {
      return sent.plus(limit).plus(SLACK);
    }

    boolean covers(Instant instant) {
      return !instant.isBefore(from()) && !instant.isAfter(until());
    }
  }

  /**
   * A job of the list that no attempt of any batch has claimed.
   *
   * @param type the service's name for what makes it; empty where it gives none
   */
  public record Unclaimed(String id, Instant created, Optional<String> type) {}

  /** What is known of a doubtful submit. */
  public sealed interface Verdict {}

  /** It was accepted as this job. */
  public record Accepted(String jobId) implements Verdict {}

  /** It was not accepted, and never will be. */
  public record Absent() implements Verdict {}

  /**
   * The list does not tell.
   *
   * @param candidates the jobs that it may have been, the oldest first
   * @param early whether it is too early to tell
   */
  public record Unknown(List<String> candidates, boolean early) implements Verdict {}

  /**
   * Judges one doubtful submit.
   *
   * @param others the other doubtful submits of the same service
   * @param unclaimed all unclaimed jobs of the neighbourhood
   * @param complete whether the list is known to show all jobs up to the end of the window
   */
  public static Verdict of(
      Doubt doubt,
      Collection<Doubt> others,
      Collection<Unclaimed> unclaimed,
      boolean complete,
      Instant now) {
    List<Unclaimed> candidates = new ArrayList<>();
    boolean strangers = false;
    for (Unclaimed job : unclaimed) {
      if (doubt.covers(job.created())) {
        candidates.add(job);
      } else if (isNear(doubt, job) && !isOfAnother(job, others, unclaimed)) {
        strangers = true;
      }
    }
    if (candidates.isEmpty() && complete && now.isAfter(doubt.until())) {
      return new Absent();
    }
    candidates.sort(java.util.Comparator.comparing(Unclaimed::created));
    List<String> ids = candidates.stream().map(Unclaimed::id).toList();
    boolean alone =
        candidates.size() == 1
            && !strangers
            && others.stream().noneMatch(other -> other.covers(candidates.get(0).created()));
    // One that comes yet would make it two: only the whole window tells that it is alone.
    return alone && complete && now.isAfter(doubt.until()) && isOfType(doubt, candidates.get(0))
        ? new Accepted(ids.get(0))
        : new Unknown(ids, !now.isAfter(doubt.until()) || !complete);
  }

  /**
   * Returns whether a job is the only one that another doubtful submit can have become: it tells of
   * no other program then, or two submits in doubt would keep each other in doubt for ever.
   */
  private static boolean isOfAnother(
      Unclaimed job, Collection<Doubt> others, Collection<Unclaimed> unclaimed) {
    List<Doubt> around = others.stream().filter(other -> other.covers(job.created())).toList();
    return around.size() == 1
        && isOfType(around.get(0), job)
        && unclaimed.stream().filter(each -> around.get(0).covers(each.created())).count() == 1;
  }

  private static boolean isNear(Doubt doubt, Unclaimed job) {
    return job.created().isAfter(doubt.from().minus(NEIGHBOURHOOD))
        && job.created().isBefore(doubt.until().plus(NEIGHBOURHOOD));
  }

  private static boolean isOfType(Doubt doubt, Unclaimed job) {
    return doubt.types().isEmpty()
        || job.type().isEmpty()
        || doubt.types().contains(job.type().get());
  }
}
