package io.github.krea4j.emulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes creation times: whole milliseconds as the service shows them, made different from each
 * other by nanoseconds that only cursors show. So a list can go on exactly where a page ended,
 * however many items were made in the same millisecond.
 */
final class Ticks {
  private Instant last = Instant.MIN;

  synchronized Instant next(Instant now) {
    Instant current = now.truncatedTo(ChronoUnit.MILLIS);
    // A clock that is set back must not make two of the same.
    last = current.isAfter(last) ? current : last.plusNanos(1);
    return last;
  }
}
