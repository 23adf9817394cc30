package io.github.krea4j;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What one request costs, as far as it can be told before sending. Immutable; estimates are equal
 * whose figures, unit and source are.
 *
 * <p>An estimate says what a list of prices says, not what the service will bill: prices change,
 * and the answer of the service holds none.
 */
public final class PriceEstimate {
  private final BigDecimal minimum;
  private final BigDecimal maximum;
  private final boolean exact;
  private final String unit;
  private final String source;

  private PriceEstimate(
      BigDecimal minimum, BigDecimal maximum, boolean exact, String unit, String source) {
    if (minimum.signum() < 0 || minimum.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "A price lies between 0 and its maximum, but got " + minimum + " to " + maximum);
    }
    if (unit.isBlank()) {
      throw new IllegalArgumentException("A price needs a unit, such as USD");
    }
    this.minimum = minimum;
    this.maximum = maximum;
    this.exact = exact;
    this.unit = unit;
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Returns an estimate from a price list of the application's own. It is exact if both ends are
   * the same number.
   *
   * @param minimum the least it may cost
   * @param maximum the most it may cost
   * @param unit what the figures count, such as {@code USD}
   * @param source where they stand, for people
   * @throws IllegalArgumentException if a figure is negative, the minimum above the maximum, or the
   *     unit blank
   */
  public static PriceEstimate of(
      BigDecimal minimum, BigDecimal maximum, String unit, String source) {
    return new PriceEstimate(minimum, maximum, minimum.compareTo(maximum) == 0, unit, source);
  }

  /**
   * Returns an estimate of which averages alone are known: it is never exact, and a single request
   * may cost less than its minimum or more than its maximum.
   *
   * @param minimum the smallest average that may apply
   * @param maximum the largest
   * @param unit what the figures count, such as {@code USD}
   * @param source where they stand, for people
   * @throws IllegalArgumentException as by {@link #of}
   */
  public static PriceEstimate ofAverages(
      BigDecimal minimum, BigDecimal maximum, String unit, String source) {
    return new PriceEstimate(minimum, maximum, false, unit, source);
  }

  /** Returns the least it costs. */
  public BigDecimal minimum() {
    return minimum;
  }

  /** Returns the most it costs; the same as the minimum where it is {@link #exact()}. */
  public BigDecimal maximum() {
    return maximum;
  }

  /** Returns whether the list names one figure for the request, and not as an average. */
  public boolean exact() {
    return exact;
  }

  /**
   * Returns what the figures count, as the list names it: {@code compute units}, {@code USD}. One
   * is never converted into another: the API's balance is in dollars, and what a compute unit costs
   * there is told nowhere.
   */
  public String unit() {
    return unit;
  }

  /**
   * Returns where the figures stand, for people: the model and the row of its table, or {@code
   * x-krea-pricing}.
   */
  public String source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriceEstimate estimate
        && minimum.compareTo(estimate.minimum) == 0
        && maximum.compareTo(estimate.maximum) == 0
        && exact == estimate.exact
        && unit.equals(estimate.unit)
        && source.equals(estimate.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        minimum.stripTrailingZeros(), maximum.stripTrailingZeros(), exact, unit, source);
  }

  /**
   * Returns it for people, such as {@code ~3 compute units} or {@code 23.1 to 72.7 compute units}.
   */
  @Override
  public String toString() {
    boolean one = minimum.compareTo(maximum) == 0;
    String figures =
        one ? minimum.toPlainString() : minimum.toPlainString() + " to " + maximum.toPlainString();
    return (one && !exact ? "~" : "") + figures + " " + unit;
  }
}
