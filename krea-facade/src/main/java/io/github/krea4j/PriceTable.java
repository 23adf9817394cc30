package io.github.krea4j;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What requests to a model cost, as the document lists it. Immutable. What one request costs says
 * {@link ModelCatalog#estimate(io.github.krea4j.model.GenerationRequest)}.
 */
public final class PriceTable {
  private final PriceEstimate range;
  private final List<Column> columns;
  private final List<Row> rows;

  /**
   * Creates a table.
   *
   * @param range from the least to the most that a request costs
   */
  public PriceTable(PriceEstimate range, List<Column> columns, List<Row> rows) {
    this.range = range;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
  }

  /**
   * Returns the span from the least to the most that a request to the model costs, over all rows
   * that could be read; exact if all name the same figure.
   */
  public PriceEstimate range() {
    return range;
  }

  /** Returns the least that a request costs. */
  public BigDecimal minimum() {
    return range.minimum();
  }

  /** Returns the most that a request costs. */
  public BigDecimal maximum() {
    return range.maximum();
  }

  /** Returns whether every request costs the same, which is not an average. */
  public boolean exact() {
    return range.exact();
  }

  /**
   * Returns what the figures count, as the document names it: {@code compute units}, {@code USD}.
   */
  public String unit() {
    return range.unit();
  }

  /** Returns where the table stands, for people. */
  public String source() {
    return range.source();
  }

  /** Returns what the price depends on; empty where it is one for all. */
  public List<Column> columns() {
    return columns;
  }

  /** Returns the prices, in the order of the document. */
  public List<Row> rows() {
    return rows;
  }

  /** Returns the {@link #range()} for people. */
  @Override
  public String toString() {
    return range.toString();
  }

  /**
   * Something that the price depends on.
   *
   * @param name the heading in the document
   * @param field the request's field that decides; empty where none is known
   */
  public record Column(String name, Optional<String> field) {}

  /**
   * One price.
   *
   * @param values what it is for, in the order of the columns; empty where any value will do
   * @param amount the price; empty where the document's figure cannot be read
   * @param average whether it is an average
   */
  public record Row(List<String> values, Optional<BigDecimal> amount, boolean average) {
    /** Copies the list. */
    public Row {
      values = List.copyOf(values);
    }
  }
}
