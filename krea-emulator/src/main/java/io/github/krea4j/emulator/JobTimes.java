package io.github.krea4j.emulator;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long jobs take that no script speaks of, and how fast time goes for all of them. */
final class JobTimes {
  /** A row of a table that ends with the average time, such as {@code | ~3 | ~7 seconds |}. */
  private static final Pattern AVERAGE =
      Pattern.compile("~\\s*(\\d+(?:\\.\\d+)?)\\s*(seconds?|minutes?)\\s*\\|");

  private final Duration usual;
  private final boolean averages;
  private volatile double scale;

  /**
   * Creates the times.
   *
   * @param averages whether the average printed in an operation's description is used, if any
   */
  JobTimes(Duration usual, boolean averages, double scale) {
    this.usual = usual;
    this.averages = averages;
    this.scale = scale;
  }

  void scale(double factor) {
    scale = factor;
  }

  double scale() {
    return scale;
  }

  Timeline timeline(Operation operation, Script.Settings script) {
    return script.timeline(averages ? average(operation) : usual, scale);
  }

  private Duration average(Operation operation) {
    Matcher matcher = AVERAGE.matcher(operation.description().toLowerCase(Locale.ROOT));
    if (!matcher.find()) {
      return usual;
    }
    double seconds = Double.parseDouble(matcher.group(1));
    return Duration.ofMillis(
        Math.round(seconds * (matcher.group(2).startsWith("minute") ? 60_000 : 1_000)));
  }
}
