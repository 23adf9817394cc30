package io.github.krea4j.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What requests to a model cost, as the document lists it.
 *
 * @param unit of the amounts, as the document names it: {@code compute units}, {@code USD}
 * @param source where in the document the list stands, if not in the model's description
 */
record PriceList(String unit, Optional<String> source, List<PriceColumn> columns, List<Row> rows) {
  /**
   * One amount.
   *
   * @param values what it is for, one text for each column; empty where any value will do
   * @param amount empty where the document's figure cannot be read
   * @param average whether the amount is an average
   */
  record Row(List<String> values, Optional<BigDecimal> amount, boolean average) {}
}
