package io.github.krea4j.internal.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next item may be submitted, from nothing but what the service answered. The
 * service tells nobody how many jobs it runs at a time: it takes more, keeps them as backlogged,
 * and at last refuses with 429. So a few jobs are kept in its backlog, which fill each slot that
 * falls free, and the next item is the only probe.
 *
 * <p>A pure rule over the times it is given. Not safe for use by several threads.
 */
public final class Slots {
  private static final long SECOND = 1_000_000_000L;
  private static final long SHORTEST_HOLD = 2 * SECOND;
  private static final long LONGEST_HOLD = 60 * SECOND;
  private static final long RETRY_OF_THE_CAP = 300 * SECOND;
  private static final int REFUSALS_AT_EASE = 10;
  private static final double REFUSALS_AT_MOST = 0.1;

  private final int most;
  private final int stock;
  private final DoubleSupplier random;

  /** Of ours, past the backlog. */
  private final Set<String> running = new HashSet<>();

  /** Of ours, in the service's backlog, the oldest first. */
  private final Set<String> backlogged = new LinkedHashSet<>();

  private final Deque<Long> durations = new ArrayDeque<>();
  private boolean submitting;
  private final Map<String, Long> holds = new HashMap<>();
  private long holdUntil = Long.MIN_VALUE;
  private boolean heldForAnEnd;
  private @Nullable String refusedModel;
  private int refusedInARow;
  private long refused;
  private long accepted;
  private long lastTry = Long.MIN_VALUE;
  private boolean backlogSeen;
  private int seen;
  private int cap = Integer.MAX_VALUE;
  private long capSince;

  /**
   * Creates the rule for one model, or for all.
   *
   * @param most how many of ours there may be at once
   * @param stock how many of ours may wait in the service's backlog; 0: one, and one more for each
   *     ten that run
   */
  public Slots(int most, int stock, DoubleSupplier random) {
    this.most = most;
    this.stock = stock;
    this.random = random;
  }

  /** Returns whether an item of a model may be submitted now. */
  public boolean mayTry(long now, String model) {
    raiseCap(now);
    int own = running.size() + backlogged.size();
    if (submitting || own >= Math.min(most, cap) || backlogged.size() >= stock()) {
      return false;
    }
    return now >= holdUntil(model)
        && (refused < refusalsAllowed() || now - lastTry >= LONGEST_HOLD);
  }

  /** Returns when {@link #mayTry} is worth asking again if nothing happens; null: never. */
  public @Nullable Long nextTry(long now, String model) {
    if (submitting) {
      return null;
    }
    long next = Math.max(now, holdUntil(model));
    if (refused >= refusalsAllowed()) {
      next = Math.max(next, lastTry + LONGEST_HOLD);
    }
    return cap < most && running.size() + backlogged.size() >= cap
        ? Math.max(next, capSince + RETRY_OF_THE_CAP)
        : next;
  }

  /** Notes that a submit is under way. */
  public void trying(long now) {
    submitting = true;
    lastTry = now;
  }

  /** Notes that a submit ended without telling anything of slots. */
  public void told() {
    submitting = false;
  }

  /** Notes an accepted submit. */
  public void accepted(String job, boolean inBacklog) {
    submitting = false;
    accepted++;
    refusedInARow = 0;
    refusedModel = null;
    add(job, inBacklog);
  }

  /** Notes a job of an earlier run. */
  public void resumed(String job, boolean inBacklog) {
    add(job, inBacklog);
  }

  private void add(String job, boolean inBacklog) {
    if (inBacklog) {
      backlogged.add(job);
      backlogSeen = true;
      seen = running.size();
    } else {
      running.add(job);
      seen = Math.max(seen, running.size());
    }
  }

  /** Notes what a look shows of a job that has not ended. */
  public void seen(String job, boolean inBacklog) {
    if (inBacklog ? running.remove(job) : backlogged.remove(job)) {
      add(job, inBacklog);
    }
  }

  /** Notes that a job ended, after so long. */
  public void ended(String job, Duration took) {
    if (!running.remove(job) && !backlogged.remove(job)) {
      return;
    }
    durations.addLast(took.toNanos());
    if (durations.size() > 50) {
      durations.removeFirst();
    }
    if (!backlogged.isEmpty()) {
      // The slot is the next one's; a look will tell if it is not.
      String oldest = backlogged.iterator().next();
      backlogged.remove(oldest);
      running.add(oldest);
    }
    if (heldForAnEnd) {
      heldForAnEnd = false;
      holdUntil = Long.MIN_VALUE;
      holds.clear();
    }
  }

  /**
   * Notes a 429. It holds the model that it came for, since some models have limits of their own; a
   * second one for another model holds all.
   *
   * @param retryAfter how long the service asks to wait; null if it does not
   */
  public void refused(long now, String model, @Nullable Duration retryAfter) {
    submitting = false;
    refused++;
    refusedInARow++;
    long hold;
    if (retryAfter != null) {
      hold = Math.min(retryAfter.toNanos(), LONGEST_HOLD);
      heldForAnEnd = false;
    } else {
      double wait = meanJob() / 4.0 * Math.pow(2, Math.min(refusedInARow - 1, 20));
      double bounded = Math.min(Math.max(wait, SHORTEST_HOLD), LONGEST_HOLD);
      hold = (long) (bounded * (0.75 + random.getAsDouble() / 2));
      // Without a job of ours there is no end to wait for.
      heldForAnEnd = !running.isEmpty() || !backlogged.isEmpty();
    }
    if (refusedModel != null && !refusedModel.equals(model)) {
      holdUntil = now + hold;
    }
    holds.put(model, now + hold);
    refusedModel = model;
    if (!backlogSeen && !running.isEmpty()) {
      cap = running.size();
      capSince = now;
      seen = running.size();
    }
  }

  private long holdUntil(String model) {
    return Math.max(holdUntil, holds.getOrDefault(model, Long.MIN_VALUE));
  }

  private void raiseCap(long now) {
    if (cap < Integer.MAX_VALUE && now - capSince >= RETRY_OF_THE_CAP) {
      cap++;
      capSince = now;
    }
  }

  private int stock() {
    return stock > 0 ? stock : 1 + running.size() / 10;
  }

  private double refusalsAllowed() {
    return Math.max(REFUSALS_AT_EASE, REFUSALS_AT_MOST * accepted);
  }

  /** Returns how long jobs took lately, on average, in nanoseconds; a guess before the first. */
  public long meanJob() {
    return durations.isEmpty()
        ? 10 * SECOND
        : (long) durations.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  /** Returns whether a job has ended, so that the mean is no guess. */
  public boolean measured() {
    return !durations.isEmpty();
  }

  /** Returns how many of ours are past the backlog. */
  public int running() {
    return running.size();
  }

  /** Returns how many of ours wait in the service's backlog. */
  public int backlogged() {
    return backlogged.size();
  }

  /** Returns how many slots the service seems to have for us; empty before a limit was met. */
  public OptionalInt slots() {
    return backlogSeen || cap < Integer.MAX_VALUE ? OptionalInt.of(seen) : OptionalInt.empty();
  }
}
