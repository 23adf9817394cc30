package io.github.krea4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** The middle of some measured values and how far they lie apart. */
record Spread(double median, double lower, double upper) {
  /** Takes the quartiles. */
  static Spread of(double[] values) {
    return new Spread(percentile(values, 0.5), percentile(values, 0.25), percentile(values, 0.75));
  }

  /** Returns the value below which the given share of the values lies. */
  static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  /** Returns the median with the quartiles behind it. */
  String ratio() {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, lower, upper);
  }
}
