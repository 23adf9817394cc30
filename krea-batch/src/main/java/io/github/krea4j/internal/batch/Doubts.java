package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.batch.WhenUncertain;
import io.github.krea4j.internal.batch.Settlement.Doubt;
import io.github.krea4j.internal.batch.Settlement.Unclaimed;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The submits of which no answer is noted, until the list of jobs tells what became of them. */
final class Doubts {
  private static final long BETWEEN_LOOKS = 30_000_000_000L;

  /** How long a run waits for a list that tells, beyond the length of the window. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a settled doubt leads to. */
  interface Settled {
    /** It was accepted as this job. */
    void accepted(Journal.Attempt attempt, String jobId);

    /**
     * It is to be submitted anew.
     *
     * @param item the item; null if this run has not met it
     * @param paid whether the attempt may have been paid all the same
     */
    void again(Journal.Attempt attempt, @Nullable BatchItem item, boolean paid);
  }

  private record Case(String model, Journal.Attempt attempt, Settled settled, long since) {}

  private final Journal journal;
  private final Service service;
  private final WhenUncertain rule;
  private final BatchClock clock;
  private final Consumer<Runnable> events;
  private final BooleanSupplier submitting;
  private final Map<String, Case> open = new LinkedHashMap<>();
  private final Map<String, BatchItem> items = new LinkedHashMap<>();
  private boolean looking;
  private @Nullable Runnable judgement;
  private long nextLook = Long.MIN_VALUE;
  private Set<String> shownBefore = Set.of();
  private long shownAt = Long.MIN_VALUE;

  Doubts(
      Journal journal,
      Service service,
      WhenUncertain rule,
      BatchClock clock,
      Consumer<Runnable> events,
      BooleanSupplier submitting) {
    this.journal = journal;
    this.service = service;
    this.rule = rule;
    this.clock = clock;
    this.events = events;
    this.submitting = submitting;
  }

  void add(Journal.Item item, Journal.Attempt attempt, Settled settled) {
    open.put(item.key(), new Case(item.model(), attempt, settled, clock.nanos()));
  }

  /** Keeps the request of an item in doubt, should it have to be submitted anew. */
  void bring(BatchItem item) {
    if (open.containsKey(item.key())) {
      items.put(item.key(), item);
    }
  }

  /** Returns whether a look is still to tell something. */
  boolean isPending() {
    return looking || !open.isEmpty();
  }

  /** Returns when the next look is due. */
  long nextLook(long now) {
    return open.isEmpty() || looking ? Long.MAX_VALUE : Math.max(now, nextLook);
  }

  /** Looks at the list of jobs if that is due. */
  void look() {
    if (open.isEmpty() || looking || clock.nanos() < nextLook) {
      return;
    }
    looking = true;
    Instant from =
        doubts().stream()
            .map(Doubt::from)
            .min(Instant::compareTo)
            .orElseThrow()
            .minus(Settlement.NEIGHBOURHOOD);
    var unused =
        service
            .jobsSince(from)
            .whenComplete(
                (jobs, failure) ->
                    events.accept(
                        () -> {
                          judgement = () -> looked(jobs, from);
                          if (!submitting.getAsBoolean()) {
                            answered();
                          }
                        }));
  }

  private void looked(@Nullable List<Job> jobs, Instant from) {
    looking = false;
    nextLook = clock.nanos() + BETWEEN_LOOKS;
    if (jobs != null) {
      judge(jobs, from);
    }
    giveUp();
  }

  /**
   * Takes note that no submit is under way. Until then the list may show its job, which is ours
   * though it is nobody's in the journal yet.
   */
  void answered() {
    Runnable waiting = judgement;
    if (waiting != null) {
      judgement = null;
      waiting.run();
    }
  }

  private List<Doubt> doubts() {
    return open.values().stream().map(this::doubt).toList();
  }

  private Doubt doubt(Case each) {
    return new Doubt(
        each.attempt().key(),
        each.attempt().intent(),
        each.attempt().limit(),
        journal.types(each.model()));
  }

  private void judge(List<Job> jobs, Instant from) {
    Set<String> shown = new HashSet<>();
    List<Unclaimed> unclaimed = new ArrayList<>();
    Instant latest = Instant.MIN;
    for (Job job : jobs) {
      shown.add(job.id());
      Instant created = job.createdAt().orElse(null);
      if (created == null) {
        continue;
      }
      latest = created.isAfter(latest) ? created : latest;
      if (!journal.isClaimed(job.id())) {
        unclaimed.add(new Unclaimed(job.id(), created, type(job)));
      }
    }
    boolean allShown = isEveryKnownJobShownTwice(shown, from);
    // All are judged by the same list before any is settled: what is settled no longer explains a
    // job that stands in the list as nobody's.
    Map<Case, Settlement.Verdict> verdicts = new LinkedHashMap<>();
    for (Case each : open.values()) {
      String noted = journal.lastAttempt(each.attempt().key()).orElseThrow().jobId();
      if (noted != null) {
        // By a process that lost the batch to this one, but had the answer.
        verdicts.put(each, new Settlement.Accepted(noted));
        continue;
      }
      Doubt doubt = doubt(each);
      boolean complete = latest.isAfter(doubt.until()) || allShown;
      List<Doubt> others = new ArrayList<>(doubts());
      others.remove(doubt);
      verdicts.put(each, Settlement.of(doubt, others, unclaimed, complete, clock.now()));
    }
    verdicts.forEach(this::settle);
  }

  /** Leaves to the rule what the list has not told in good time. */
  private void giveUp() {
    for (Case each : List.copyOf(open.values())) {
      Duration window = each.attempt().limit().plus(Settlement.SLACK.multipliedBy(2));
      if (clock.nanos() - each.since() > window.plus(PATIENCE).toNanos()) {
        settle(each, new Settlement.Unknown(List.of(), false));
      }
    }
  }

  /** Returns whether two looks, far enough apart, showed every job that the journal knows. */
  private boolean isEveryKnownJobShownTwice(Set<String> shown, Instant from) {
    Collection<String> known = journal.acceptedSince(from.plus(Settlement.SLACK));
    boolean now = shown.containsAll(known);
    boolean before =
        shownAt != Long.MIN_VALUE
            && clock.nanos() - shownAt >= BETWEEN_LOOKS
            && shownBefore.containsAll(known);
    shownBefore = shown;
    shownAt = clock.nanos();
    return now && before;
  }

  private void settle(Case each, Settlement.Verdict verdict) {
    String key = each.attempt().key();
    if (verdict instanceof Settlement.Accepted accepted) {
      close(key);
      each.settled().accepted(each.attempt(), accepted.jobId());
    } else if (verdict instanceof Settlement.Absent) {
      BatchItem item = close(key);
      each.settled().again(each.attempt(), item, false);
    } else if (verdict instanceof Settlement.Unknown unknown && !unknown.early()) {
      switch (rule) {
        case HOLD -> hold(each, unknown.candidates());
        case RESUBMIT -> {
          BatchItem item = close(key);
          each.settled().again(each.attempt(), item, true);
        }
        case ADOPT_OLDEST -> {
          if (unknown.candidates().isEmpty()) {
            hold(each, unknown.candidates());
          } else {
            close(key);
            each.settled().accepted(each.attempt(), unknown.candidates().get(0));
          }
        }
      }
    }
  }

  private void hold(Case each, List<String> candidates) {
    close(each.attempt().key());
    journal.state(
        each.attempt().key(),
        ItemState.UNCERTAIN,
        candidates.isEmpty()
            ? "The list of jobs does not tell whether it was accepted"
            : "It may be one of the jobs "
                + String.join(", ", candidates)
                + ", or none; settle it with adopt or release");
  }

  /** Settles a doubt by what the caller knows: it was accepted. Returns whether there was one. */
  boolean accept(String key, String jobId) {
    Case each = open.get(key);
    if (each == null) {
      return false;
    }
    settle(each, new Settlement.Accepted(jobId));
    return true;
  }

  /** Settles a doubt by what the caller knows: it never was. Returns whether there was one. */
  boolean refuse(String key) {
    Case each = open.get(key);
    if (each == null) {
      return false;
    }
    settle(each, new Settlement.Absent());
    return true;
  }

  private @Nullable BatchItem close(String key) {
    open.remove(key);
    return items.remove(key);
  }

  private static Optional<String> type(Job job) {
    return job.raw().has("type") && job.raw().get("type").isJsonPrimitive()
        ? Optional.of(job.raw().get("type").getAsString())
        : Optional.empty();
  }
}
