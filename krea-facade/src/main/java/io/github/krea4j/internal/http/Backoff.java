package io.github.krea4j.internal.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** How long to wait before a repeat: exponential with full jitter, unless the service says it. */
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  // After a 429 the service needs more time: a job must end before the next one fits.
  private static final Duration FIRST_WHEN_LIMITED = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** The longest {@code Retry-After} that is obeyed; a longer one is cut to it. */
  static final Duration LONGEST_ASKED = Duration.ofSeconds(30);

  private final DoubleSupplier random;

  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * Returns the pause before the next request.
   *
   * @param failures how many requests failed so far, at least one
   * @param limited whether the last one was refused with 429
   * @param asked what {@code Retry-After} said, if it was there
   */
  public Duration pause(int failures, boolean limited, Optional<Duration> asked) {
    if (asked.isPresent()) {
      Duration pause = asked.get();
      return pause.compareTo(LONGEST_ASKED) < 0 ? pause : LONGEST_ASKED;
    }
    long first = (limited ? FIRST_WHEN_LIMITED : FIRST).toNanos();
    long bound = Math.min(LONGEST.toNanos(), first << Math.min(failures - 1, 10));
    return Duration.ofNanos((long) (bound * random.getAsDouble()));
  }
}
