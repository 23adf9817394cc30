package io.github.krea4j.internal.http;

import java.time.Duration;

/**
 * The limit of a whole call.
 *
 * @param start the timer's reading when the call began
 * @param total the limit; zero: none
 */
record TimeLimit(long start, Duration total) {
  static final TimeLimit NONE = new TimeLimit(0, Duration.ZERO);

  boolean none() {
    return total.isZero();
  }

  /** Returns the nanoseconds left, negative if time is up. */
  long left(long now) {
    return none() ? Long.MAX_VALUE : total.toNanos() - (now - start);
  }
}
