package io.github.krea4j.emulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes creation times: whole milliseconds as the service shows them, made different from each
 * other by nanoseconds that only cursors show. So a list can go on exactly where a page ended,
 * however many items were made in the same millisecond.
 */
final class Ticks {
  private Instant millisecond = Instant.MIN;
  private int count;

  synchronized Instant next(Instant now) {
    Instant current = now.truncatedTo(ChronoUnit.MILLIS);
    if (!current.equals(millisecond)) {
      millisecond = current;
      count = 0;
    }
    return current.plusNanos(count++);
  }
}
