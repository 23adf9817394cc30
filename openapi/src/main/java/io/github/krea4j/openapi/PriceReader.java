package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.PriceList.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads what requests to a model cost: from the extension {@code x-krea-pricing}, or else from the
 * first table with a price in the description. What cannot be read is remarked, and leaves a gap.
 */
final class PriceReader {
  private static final Pattern AMOUNT = Pattern.compile("(~?)\\s*(\\d+(?:,\\d{3})*(?:\\.\\d+)?)");
  private static final Pattern UNIT = Pattern.compile("(?:price|cost)s?\\s*\\((.+)\\)");
  private static final Set<String> ONE_REQUEST = Set.of("", "request", "job", "generation");

  private final SpecWarnings warnings;

  PriceReader(SpecWarnings warnings) {
    this.warnings = warnings;
  }

  /** Reads the price list of a request; empty where the document has none. */
  Optional<PriceList> read(Operation operation, RequestType request) {
    if (operation.pricing().isObject()) {
      return ofExtension(operation, request);
    }
    for (MarkdownTable table : MarkdownTable.in(operation.description())) {
      OptionalInt price = priceColumn(table.headings());
      if (price.isPresent()) {
        return Optional.of(ofTable(table, price.getAsInt(), operation, request));
      }
    }
    return Optional.empty();
  }

  private PriceList ofTable(
      MarkdownTable table, int price, Operation operation, RequestType request) {
    List<PriceColumn> columns = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < table.headings().size(); i++) {
      if (i != price && !AverageDuration.isDuration(table.headings().get(i))) {
        int place = i;
        List<String> cells = table.rows().stream().map(row -> cell(row, place)).toList();
        columns.add(column(table.headings().get(i), cells, operation, request));
        places.add(i);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (List<String> row : table.rows()) {
      List<String> cells = places.stream().map(place -> cell(row, place)).toList();
      boolean whole = row.size() == table.headings().size();
      rows.add(row(columns, cells, whole ? cell(row, price) : "", operation));
    }
    String unit = unit(table.headings().get(price)).orElseThrow();
    return new PriceList(unit, Optional.empty(), columns, rows);
  }

  private Optional<PriceList> ofExtension(Operation operation, RequestType request) {
    JsonNode pricing = operation.pricing();
    String type = pricing.path("type").asText("fixed");
    String unit = pricing.path("unit").asText("");
    String currency = pricing.path("currency").asText("");
    JsonNode points = pricing.path("price_points");
    if (!type.equals("fixed") || !ONE_REQUEST.contains(unit) || currency.isEmpty()) {
      warnings.remark(
          operation.key(),
          "prices of type \""
              + type
              + "\" in \""
              + currency
              + "\" for a \""
              + unit
              + "\" are not read");
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    points.forEach(point -> point.path("dimensions").fieldNames().forEachRemaining(names::add));
    List<PriceColumn> columns = new ArrayList<>();
    for (String name : names) {
      List<String> cells = new ArrayList<>();
      points.forEach(point -> cells.add(dimension(point, name)));
      columns.add(column(name, cells, operation, request));
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode point : points) {
      List<String> cells = names.stream().map(name -> dimension(point, name)).toList();
      rows.add(row(columns, cells, amount(point.path("amount")), operation));
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new PriceList(currency, Optional.of(Operation.PRICING), columns, rows));
  }

  /** Returns an amount as a table would print it: a small number has no exponent there. */
  private static String amount(JsonNode amount) {
    return amount.isNumber() ? amount.decimalValue().toPlainString() : amount.asText("");
  }

  private static String dimension(JsonNode point, String name) {
    return point.path("dimensions").path(name).asText("");
  }

  private PriceColumn column(
      String name, List<String> cells, Operation operation, RequestType request) {
    PriceColumn column = PriceColumn.of(name, cells, request.fields());
    if (column.kind() == PriceColumn.Kind.UNKNOWN) {
      warnings.remark(
          operation.key(),
          "its price depends on \"" + name + "\", which no field of the request is known to set");
    }
    return column;
  }

  private Row row(
      List<PriceColumn> columns, List<String> cells, String price, Operation operation) {
    List<String> values = new ArrayList<>();
    boolean readable = true;
    for (int i = 0; i < columns.size(); i++) {
      Optional<String> value = columns.get(i).value(cells.get(i));
      readable &= value.isPresent();
      values.add(value.orElse(""));
    }
    Matcher amount = AMOUNT.matcher(price);
    if (!amount.matches() || !readable) {
      warnings.remark(
          operation.key(), "its price " + cells + " \"" + price + "\" is not understood");
      return new Row(values, Optional.empty(), false);
    }
    BigDecimal figure = new BigDecimal(amount.group(2).replace(",", ""));
    return new Row(values, Optional.of(figure), !amount.group(1).isEmpty());
  }

  private static String cell(List<String> row, int place) {
    return place < row.size() ? row.get(place) : "";
  }

  private static OptionalInt priceColumn(List<String> headings) {
    return IntStream.range(0, headings.size())
        .filter(i -> unit(headings.get(i)).isPresent())
        .findFirst();
  }

  /** The unit that a heading names; empty where its column holds no prices. */
  private static Optional<String> unit(String heading) {
    String words = heading.toLowerCase(Locale.ROOT);
    Matcher named = UNIT.matcher(words);
    if (named.matches()) {
      return Optional.of(heading.substring(named.start(1), named.end(1)));
    }
    if (words.contains("usd") || words.contains("dollar")) {
      return Optional.of("USD");
    }
    return words.matches(".*\\b(units|credits)\\b.*") ? Optional.of(words) : Optional.empty();
  }
}
