package io.github.krea4j.internal.batch;

import io.github.krea4j.PriceEstimate;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch may spend, over all runs of its journal: by the most that each item may cost,
 * counted from before it is submitted. Failed and cancelled jobs give it back, since the service
 * does not bill them.
 */
public final class Budget {
  /** How attempts end that are not billed; the service's words, and ours for refusals. */
  private static final Set<String> UNPAID = Set.of("failed", "cancelled", "refused", "absent");

  private final @Nullable BigDecimal amount;
  private final String unit;
  private BigDecimal reserved = BigDecimal.ZERO;
  private BigDecimal spent = BigDecimal.ZERO;

  /**
   * Creates a budget.
   *
   * @param amount the most to spend; null: without a bound
   * @param unit of the amount; of other prices nothing is counted
   */
  public Budget(@Nullable BigDecimal amount, String unit) {
    this.amount = amount;
    this.unit = unit;
  }

  static boolean isPaid(String endStatus) {
    return !UNPAID.contains(endStatus);
  }

  /** Returns whether one more item would keep within the budget; what is not counted does. */
  public boolean allows(@Nullable PriceEstimate price) {
    return amount == null
        || price == null
        || !counts(price)
        || reserved.add(spent).add(price.maximum()).compareTo(amount) <= 0;
  }

  /** Returns whether a price can be counted. */
  public boolean counts(@Nullable PriceEstimate price) {
    return price != null && price.unit().equals(unit);
  }

  /** Returns whether there is a bound at all. */
  public boolean bounded() {
    return amount != null;
  }

  /** Counts an attempt of an earlier run. */
  public void known(PriceEstimate price, boolean paid) {
    if (counts(price)) {
      if (paid) {
        spent = spent.add(price.maximum());
      } else {
        reserved = reserved.add(price.maximum());
      }
    }
  }

  /** Sets the price of an item aside. */
  public void reserve(@Nullable PriceEstimate price) {
    if (price != null) {
      known(price, false);
    }
  }

  /** Gives back what was set aside for an item, or counts it as spent. */
  public void settle(@Nullable PriceEstimate price, boolean paid) {
    if (price != null && counts(price)) {
      reserved = reserved.subtract(price.maximum());
      if (paid) {
        spent = spent.add(price.maximum());
      }
    }
  }

  public String unit() {
    return unit;
  }

  public BigDecimal reserved() {
    return reserved;
  }

  public BigDecimal spent() {
    return spent;
  }
}
