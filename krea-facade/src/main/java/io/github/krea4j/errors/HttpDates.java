package io.github.krea4j.errors;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Points in time and delays as HTTP headers write them. */
final class HttpDates {
  private static final BigDecimal LONGEST_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

  private HttpDates() {}

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code Retry-After}: seconds or a date; a date that has passed means now. */
  static Optional<Duration> delay(String text, Instant receivedAt) {
    String trimmed = text.trim();
    if (!trimmed.isEmpty() && Character.isDigit(trimmed.charAt(0))) {
      try {
        BigDecimal seconds = new BigDecimal(trimmed).min(LONGEST_SECONDS);
        return Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return parse(trimmed)
        .map(date -> Duration.between(receivedAt, date))
        .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
  }
}
