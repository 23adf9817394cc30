package io.github.krea4j.errors;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the service last said about its request limit, in the headers {@code X-RateLimit-Limit},
 * {@code X-RateLimit-Remaining} and {@code X-RateLimit-Reset}. The service documents none of them,
 * so each may be absent.
 *
 * @param limit how many requests a window allows
 * @param remaining how many are left in this window
 * @param reset when the next window starts
 */
public record RateLimit(OptionalLong limit, OptionalLong remaining, Optional<Instant> reset) {
  // Servers send the reset as seconds from now, or as a point in time in seconds or milliseconds.
  private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;
  private static final long FIRST_EPOCH_MILLI = 1_000_000_000_000L;

  /**
   * Reads the three headers.
   *
   * @param headers gives the value of a header, or null
   * @param receivedAt when the answer came, for a reset given as a distance from then
   * @return empty if none of them is there or none can be read
   */
  public static Optional<RateLimit> read(
      Function<String, @Nullable String> headers, Instant receivedAt) {
    OptionalLong limit = leadingNumber(headers.apply("X-RateLimit-Limit"));
    OptionalLong remaining = leadingNumber(headers.apply("X-RateLimit-Remaining"));
    Optional<Instant> reset = reset(headers.apply("X-RateLimit-Reset"), receivedAt);
    if (limit.isEmpty() && remaining.isEmpty() && reset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RateLimit(limit, remaining, reset));
  }

  private static Optional<Instant> reset(@Nullable String text, Instant receivedAt) {
    if (text == null) {
      return Optional.empty();
    }
    OptionalLong number = leadingNumber(text);
    if (number.isEmpty()) {
      return HttpDates.parse(text);
    }
    long value = number.getAsLong();
    try {
      if (value >= FIRST_EPOCH_MILLI) {
        return Optional.of(Instant.ofEpochMilli(value));
      }
      if (value >= FIRST_EPOCH_SECOND) {
        return Optional.of(Instant.ofEpochSecond(value));
      }
      return Optional.of(receivedAt.plus(Duration.ofSeconds(value)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Reads the number at the start: some servers append the window, as in {@code 100;w=60}. */
  private static OptionalLong leadingNumber(@Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    String trimmed = text.trim();
    int end = 0;
    while (end < trimmed.length() && trimmed.charAt(end) >= '0' && trimmed.charAt(end) <= '9') {
      end++;
    }
    // 18 digits fit a long whatever they are.
    return end == 0 || end > 18
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(trimmed.substring(0, end)));
  }
}
