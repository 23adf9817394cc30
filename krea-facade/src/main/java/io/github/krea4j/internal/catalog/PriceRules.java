package io.github.krea4j.internal.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.PriceEstimate;
import io.github.krea4j.PriceTable;
import io.github.krea4j.PriceTable.Column;
import io.github.krea4j.PriceTable.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a price list that fit a request. */
final class PriceRules {
  private final String model;
  private final CatalogData.Prices prices;
  private final List<Row> rows = new ArrayList<>();

  private PriceRules(String model, CatalogData.Prices prices) {
    this.model = model;
    this.prices = prices;
    int columns = prices.columns.size();
    for (List<String> cells : prices.rows) {
      String amount = cells.get(columns);
      boolean average = amount.startsWith("~");
      rows.add(
          new Row(
              cells.subList(0, columns),
              amount.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new BigDecimal(average ? amount.substring(1) : amount)),
              average));
    }
  }

  static PriceRules of(String model, CatalogData.Prices prices) {
    return new PriceRules(model, prices);
  }

  /** Returns the list for people; empty where none of its figures can be read. */
  Optional<PriceTable> table() {
    List<Row> readable = rows.stream().filter(row -> row.amount().isPresent()).toList();
    if (readable.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns =
        prices.columns.stream()
            .map(column -> new Column(column.name, Optional.ofNullable(column.field)))
            .toList();
    return Optional.of(new PriceTable(span(readable), columns, rows));
  }

  /**
   * Returns what a request costs; empty where no row fits, or one whose figure cannot be read.
   *
   * @param input the request's fields, by their deprecated names too
   */
  Optional<PriceEstimate> estimate(ModelInfo info, JsonObject input) {
    List<@Nullable String> told = new ArrayList<>();
    prices.columns.forEach(column -> told.add(told(column, info, input)));
    List<Row> fitting = rows.stream().filter(row -> fits(row, told)).toList();
    return fitting.isEmpty() || fitting.stream().anyMatch(row -> row.amount().isEmpty())
        ? Optional.empty()
        : Optional.of(span(fitting));
  }

  private PriceEstimate span(List<Row> some) {
    List<BigDecimal> amounts =
        some.stream().flatMap(row -> row.amount().stream()).sorted().toList();
    BigDecimal least = amounts.get(0);
    BigDecimal most = amounts.get(amounts.size() - 1);
    return some.stream().anyMatch(Row::average)
        ? PriceEstimate.ofAverages(least, most, prices.unit, source(some))
        : PriceEstimate.of(least, most, prices.unit, source(some));
  }

  private String source(List<Row> some) {
    if (prices.source != null) {
      return prices.source;
    }
    if (some.size() > 1) {
      return model + ", " + some.size() + " of " + rows.size() + " rows";
    }
    StringBuilder row = new StringBuilder(model);
    for (int i = 0; i < prices.columns.size(); i++) {
      String value = some.get(0).values().get(i);
      if (!value.isEmpty()) {
        row.append(", ").append(prices.columns.get(i).name).append(' ').append(value);
      }
    }
    return row.toString();
  }

  private static boolean fits(Row row, List<@Nullable String> told) {
    for (int i = 0; i < told.size(); i++) {
      String cell = row.values().get(i);
      String value = told.get(i);
      if (value != null && !cell.isEmpty() && !same(cell, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(String cell, String value) {
    if (cell.equalsIgnoreCase(value)) {
      return true;
    }
    try {
      return new BigDecimal(cell).compareTo(new BigDecimal(value)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Returns what a request says for a column, as a cell would have it; null if it tells nothing.
   */
  private static @Nullable String told(
      CatalogData.Column column, ModelInfo info, JsonObject input) {
    if (column.field == null) {
      return null;
    }
    JsonElement value = given(column.field, info, input);
    if (value == null
        && column.unclearWith.stream().anyMatch(other -> items(given(other, info, input)) > 0)) {
      return null;
    }
    if (value == null) {
      value = serverDefault(column.field, info);
    }
    return switch (column.kind) {
      case "present" -> String.valueOf(items(value) > 0);
      case "count" -> String.valueOf(items(value));
      case "flag" -> value == null ? "false" : text(value);
      default -> value == null ? null : text(value);
    };
  }

  private static @Nullable String text(JsonElement value) {
    return value instanceof JsonPrimitive primitive ? primitive.getAsString() : null;
  }

  private static int items(@Nullable JsonElement value) {
    if (value == null) {
      return 0;
    }
    return value instanceof JsonArray list ? list.size() : 1;
  }

  /** Returns what is set for a field, by an old name too; null if nothing, or an explicit null. */
  private static @Nullable JsonElement given(String field, ModelInfo info, JsonObject input) {
    JsonElement given = input.get(field);
    for (Alias alias : info.aliases()) {
      if (given == null && alias.to().equals(field)) {
        given = input.get(alias.from());
      }
    }
    return given == null || given.isJsonNull() ? null : given;
  }

  private static @Nullable JsonElement serverDefault(String field, ModelInfo info) {
    return info.fields().stream()
        .filter(known -> known.name().equals(field))
        .findFirst()
        .flatMap(Field::serverDefault)
        .orElse(null);
  }
}
