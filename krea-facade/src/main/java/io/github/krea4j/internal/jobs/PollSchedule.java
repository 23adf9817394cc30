package io.github.krea4j.internal.jobs;

import io.github.krea4j.WaitOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When to look at a job: nothing but arithmetic. All times are nanoseconds.
 *
 * <p>A pause is a twentieth of the job's age: being late by that much is hardly noticed, and the
 * number of looks grows with the logarithm of the duration only. Where the usual duration is known
 * there is nothing to see before most of it has passed.
 */
final class PollSchedule {
  private static final long EARLY_LOOK = TimeUnit.SECONDS.toNanos(2);
  private static final double SHARE_OF_AVERAGE = 0.7;
  private static final long LATEST_MAIN_LOOK = TimeUnit.SECONDS.toNanos(60);
  private static final double SHARE_OF_AGE = 0.05;
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
  private static final double JITTER = 0.1;
  private static final long FAILURE_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_FAILURE_PAUSE = TimeUnit.SECONDS.toNanos(15);
  private static final long LONGEST_RETRY_AFTER = TimeUnit.SECONDS.toNanos(60);
  private static final long LONGEST_LEAD = TimeUnit.SECONDS.toNanos(2);

  private final long mainLook;
  private final long min;
  private final long max;
  private final long timeout;
  private final long lead;

  PollSchedule(@Nullable Duration average, WaitOptions options) {
    this.mainLook =
        average == null
            ? 0
            : Math.min((long) (nanos(average) * SHARE_OF_AVERAGE), LATEST_MAIN_LOOK);
    this.min = options.minPollInterval().map(PollSchedule::nanos).orElse(0L);
    this.max = options.maxPollInterval().map(PollSchedule::nanos).orElse(Long.MAX_VALUE);
    this.timeout = nanos(options.timeout());
    this.lead = Math.min(timeout / 10, LONGEST_LEAD);
  }

  /** Returns the pause before the first look at a job just submitted, {@code age} ago. */
  long first(long age, double random) {
    return bounded(jittered(Math.max(EARLY_LOOK - age, 0), random));
  }

  /** Returns the pause before the first look at a job about which nothing is known. */
  long resumed() {
    return bounded(0);
  }

  /** Returns the pause before the look that follows {@code looks} earlier ones. */
  long next(long age, int looks, double random) {
    long pause = Math.min(Math.max((long) (age * SHARE_OF_AGE), SHORTEST_PAUSE), LONGEST_PAUSE);
    if (looks == 1) { // of a resumed job it came at once, perhaps as early as no other
      pause = Math.max(pause, Math.max(mainLook, EARLY_LOOK) - age);
    }
    return bounded(jittered(pause, random));
  }

  /**
   * Returns when to look after a pause. It is counted from the beginning of the last look, but a
   * slow answer must not be followed by a question at once.
   */
  static long nextLook(long lookedAt, long pause, long now) {
    return now + Math.max(lookedAt + pause - now, pause / 2);
  }

  /**
   * Returns the pause after a look that failed.
   *
   * @param failures failed looks in a row, at least 1
   * @param retryAfter what the service asked for, or 0
   */
  long afterFailure(long age, int failures, long retryAfter, double random) {
    long backoff = Math.min(FAILURE_PAUSE << Math.min(failures - 1, 10), LONGEST_FAILURE_PAUSE);
    long pause = jittered(Math.max(backoff, next(age, 2, 0.5)), random);
    return bounded(Math.max(pause, Math.min(retryAfter, LONGEST_RETRY_AFTER)));
  }

  /**
   * Moves a look that would come too late to the last moment that leaves time for the answer.
   * Without this, a job that ended during a long pause would be reported as timed out.
   *
   * @param left time until the timeout
   */
  long beforeTimeout(long pause, long left) {
    long latest = left - lead;
    return pause > latest && latest >= Math.max(min, 1) ? latest : pause;
  }

  /** Returns when after the beginning of the wait the last look is due. */
  long lastLook() {
    return timeout - lead;
  }

  private long bounded(long pause) {
    return Math.min(Math.max(pause, min), max);
  }

  private static long jittered(long pause, double random) {
    return (long) (pause * (1 - JITTER + 2 * JITTER * random));
  }

  /** Durations beyond 100 years are as good as endless. */
  static long nanos(Duration duration) {
    Duration longest = Duration.ofDays(36_500);
    return (duration.compareTo(longest) < 0 ? duration : longest).toNanos();
  }
}
