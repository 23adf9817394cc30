package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.RequestType.Field;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The models side by side, for people who look for the right one: as Markdown and for Javadoc. */
final class ModelTable {
  private static final List<String> HEADINGS =
      List.of("Model", "Title", "Request", "Takes", "Price", "Usual duration", "Limits");
  private static final List<String> LIMITED = List.of("width", "height", "duration", "resolution");

  private final Map<String, List<List<String>>> categories = new TreeMap<>();

  private ModelTable(ClientModel model) {
    model.requests().stream()
        .filter(request -> request.generation() && request.retired().isEmpty())
        .sorted(Comparator.comparing(request -> ModelId.of(request.operation().orElseThrow())))
        .forEach(request -> add(request, model));
  }

  /** Returns the table as a Markdown document. */
  static String markdown(ClientModel model) {
    StringBuilder text =
        new StringBuilder(
            """
            # Models

            What the OpenAPI document of this version lists; generated from it. Prices are as it prints \
            them, in its own unit: `~` marks an average, a span the least and the most a request can \
            cost, `?` what it does not say. `models()` of the client has the same, and \
            `models().estimate(request)` the price of one request.
            """);
    new ModelTable(model)
        .categories.forEach(
            (category, rows) -> {
              text.append("\n## ").append(category).append("\n\n").append(line(HEADINGS));
              text.append("|").append("---|".repeat(HEADINGS.size())).append("\n");
              for (List<String> row : rows) {
                List<String> cells = new ArrayList<>(row);
                cells.set(0, "`" + row.get(0) + "`");
                cells.set(2, "`" + row.get(2) + "`");
                text.append(line(cells));
              }
            });
    return text.toString();
  }

  /** Returns the table as lines of a Javadoc comment, without what begins and ends it. */
  static List<String> javadoc(ClientModel model) {
    List<String> lines = new ArrayList<>();
    lines.add("<table>");
    lines.add("  <caption>Models, with prices as the document prints them</caption>");
    lines.add("  <tr><th>" + String.join("</th><th>", HEADINGS) + "</th></tr>");
    new ModelTable(model)
        .categories.values().stream()
            .flatMap(List::stream)
            .forEach(row -> lines.add("  <tr><td>" + htmlCells(row) + "</td></tr>"));
    lines.add("</table>");
    return lines;
  }

  private static String htmlCells(List<String> row) {
    List<String> cells = new ArrayList<>();
    row.forEach(cell -> cells.add(DocumentText.escape(cell)));
    cells.set(2, "{@link " + row.get(2) + "}");
    return String.join("</td><td>", cells);
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private void add(RequestType request, ClientModel model) {
    Operation operation = request.operation().orElseThrow();
    String takes =
        ModelInput.of(request).stream().map(ModelInput::toString).collect(Collectors.joining(", "));
    String duration =
        AverageDuration.seconds(operation.description()).stream()
            .mapToObj(seconds -> seconds + " s")
            .findFirst()
            .orElse("?");
    List<String> row =
        List.of(
            ModelId.of(operation),
            operation.summary(),
            request.name(),
            takes,
            price(Optional.ofNullable(model.prices().get(operation.path()))),
            duration,
            limits(request));
    categories.computeIfAbsent(operation.segments().get(1), name -> new ArrayList<>()).add(row);
  }

  private static String price(Optional<PriceList> prices) {
    List<PriceList.Row> known =
        prices.stream()
            .flatMap(list -> list.rows().stream())
            .filter(row -> row.amount().isPresent())
            .toList();
    if (known.isEmpty()) {
      return "?";
    }
    Comparator<PriceList.Row> byAmount = Comparator.comparing(row -> row.amount().orElseThrow());
    BigDecimal least = known.stream().min(byAmount).orElseThrow().amount().orElseThrow();
    BigDecimal most = known.stream().max(byAmount).orElseThrow().amount().orElseThrow();
    String about = known.stream().anyMatch(PriceList.Row::average) ? "~" : "";
    String span =
        least.compareTo(most) == 0
            ? least.toPlainString()
            : least.toPlainString() + "–" + most.toPlainString();
    return about + span + " " + prices.orElseThrow().unit();
  }

  private static String limits(RequestType request) {
    List<String> limits = new ArrayList<>();
    for (Field field : request.fields()) {
      limit(field).ifPresent(limit -> limits.add(field.wireName() + " " + limit));
    }
    return String.join("; ", limits);
  }

  private static Optional<String> limit(Field field) {
    Map<String, JsonNode> bounds = field.schema().facets().bounds();
    if (field.schema().shape() instanceof Sequence) {
      return Optional.ofNullable(bounds.get("maxItems")).map(most -> "at most " + most.asText());
    }
    if (!LIMITED.contains(field.wireName())) {
      return Optional.empty();
    }
    if (field.schema().shape() instanceof Choice choice) {
      return Optional.of(
          choice.values().stream().map(JsonNode::asText).collect(Collectors.joining(", ")));
    }
    if (!(field.schema().shape() instanceof Numeric)) {
      return Optional.empty();
    }
    JsonNode least = bounds.get("minimum");
    JsonNode most = bounds.get("maximum");
    if (least == null) {
      return Optional.ofNullable(most).map(bound -> "up to " + bound.asText());
    }
    return Optional.of(
        most == null ? "from " + least.asText() : least.asText() + "–" + most.asText());
  }
}
