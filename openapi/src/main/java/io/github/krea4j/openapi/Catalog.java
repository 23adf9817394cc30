package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.ApiInterface.Method;
import io.github.krea4j.openapi.Operation.FieldAlias;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the model catalog as JSON Lines: what a program needs to draw a form for any model, one
 * model a line; then the other operations with deprecated names. A line can be read without the
 * rest, and found by its first member.
 */
final class Catalog {
  private static final JsonNodeFactory json = JsonNodeFactory.instance;

  private Catalog() {}

  static String of(ClientModel model) {
    Map<String, String> models = new TreeMap<>();
    Map<String, String> aliased = new TreeMap<>();
    for (ApiInterface api : model.interfaces()) {
      for (Method method : api.methods()) {
        Operation operation = method.operation();
        boolean generation = method.request().filter(RequestType::generation).isPresent();
        if (operation.retired().isPresent()) {
          continue;
        }
        if (generation) {
          models.put(operation.path(), entry(method.request().get(), operation, model).toString());
        } else if (!operation.aliases().isEmpty()) {
          aliased.put(operation.key(), aliasesOf(operation).toString());
        }
      }
    }
    return Stream.of(models, aliased)
        .flatMap(lines -> lines.values().stream())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static ObjectNode entry(RequestType request, Operation operation, ClientModel model) {
    List<String> segments = operation.segments();
    ObjectNode entry = json.objectNode();
    entry.put("id", ModelId.of(operation));
    entry.put("path", operation.path());
    entry.put("category", segments.get(1));
    entry.put("vendor", segments.size() > 3 ? segments.get(2) : "");
    entry.put("title", operation.summary());
    entry.put("requestType", request.name());
    AverageDuration.seconds(operation.description())
        .ifPresent(seconds -> entry.put("averageSeconds", seconds));
    PriceList prices = model.prices().get(operation.path());
    if (prices != null) {
      entry.set("price", prices(prices));
    }
    if (operation.deprecated()) {
      entry.put("deprecated", true);
    }
    ArrayNode takes = entry.putArray("takes");
    ModelInput.of(request).forEach(input -> takes.add(input.toString()));
    ArrayNode fields = entry.putArray("fields");
    request.fields().forEach(field -> fields.add(field(field.wireName(), field.property())));
    if (!operation.aliases().isEmpty()) {
      entry.set("aliases", aliases(operation.aliases()));
    }
    return entry;
  }

  private static ObjectNode prices(PriceList prices) {
    ObjectNode entry = json.objectNode().put("unit", prices.unit());
    prices.source().ifPresent(source -> entry.put("source", source));
    ArrayNode columns = entry.putArray("columns");
    for (PriceColumn column : prices.columns()) {
      ObjectNode node = columns.addObject().put("name", column.name());
      node.put("kind", column.kind().name().toLowerCase(Locale.ROOT));
      if (!column.field().isEmpty()) {
        node.put("field", column.field());
      }
      if (!column.unclearWith().isEmpty()) {
        column.unclearWith().forEach(node.putArray("unclearWith")::add);
      }
    }
    ArrayNode rows = entry.putArray("rows");
    for (PriceList.Row row : prices.rows()) {
      ArrayNode cells = rows.addArray();
      row.values().forEach(cells::add);
      String amount = row.amount().map(BigDecimal::toPlainString).orElse("");
      cells.add(row.average() ? "~" + amount : amount);
    }
    return entry;
  }

  private static ObjectNode aliasesOf(Operation operation) {
    ObjectNode entry = json.objectNode();
    entry.put("method", operation.method()).put("path", operation.path());
    entry.set("aliases", aliases(operation.aliases()));
    return entry;
  }

  private static ArrayNode aliases(List<FieldAlias> rows) {
    ArrayNode aliases = json.arrayNode();
    for (FieldAlias row : rows) {
      ObjectNode alias = aliases.addObject().put("from", row.from()).put("to", row.to());
      if (!row.sunset().isEmpty()) {
        alias.put("sunset", row.sunset());
      }
      if (!row.migrationUrl().isEmpty()) {
        alias.put("migrationUrl", row.migrationUrl());
      }
    }
    return aliases;
  }

  private static ObjectNode field(String name, Property property) {
    ObjectNode field = json.objectNode().put("name", name);
    describe(property.schema(), property.required(), field);
    return field;
  }

  private static void describe(Schema schema, boolean required, ObjectNode into) {
    into.put("type", type(schema.shape()));
    if (!schema.facets().description().isEmpty()) {
      into.put("description", schema.facets().description());
    }
    if (required) {
      into.put("required", true);
    }
    if (schema.nullable()) {
      into.put("nullable", true);
    }
    if (schema.facets().deprecated()) {
      into.put("deprecated", true);
    }
    schema.facets().bounds().forEach(into::set);
    if (schema.shape() instanceof Text text && !text.format().isEmpty()) {
      into.put("format", text.format());
    }
    if (schema.shape() instanceof Choice choice) {
      choice.values().forEach(into.putArray("enum")::add);
    }
    schema.facets().serverDefault().ifPresent(value -> into.set("default", value));
    if (schema.shape() instanceof Sequence sequence) {
      describe(sequence.items(), false, into.putObject("items"));
    }
    if (schema.shape() instanceof Struct struct) {
      ArrayNode fields = into.putArray("fields");
      struct.properties().forEach((name, property) -> fields.add(field(name, property)));
    }
  }

  private static String type(Shape shape) {
    if (shape instanceof Text) {
      return "string";
    }
    if (shape instanceof Numeric numeric) {
      return numeric.integer() ? "integer" : "number";
    }
    if (shape instanceof Choice choice) {
      return choice.kind() == ChoiceKind.TEXT
          ? "string"
          : choice.kind() == ChoiceKind.INTEGER ? "integer" : "number";
    }
    if (shape instanceof Flag) {
      return "boolean";
    }
    if (shape instanceof Sequence) {
      return "array";
    }
    boolean object =
        shape instanceof Struct
            || shape instanceof Dictionary
            || (shape instanceof Free free && free.object());
    return object ? "object" : "json";
  }
}
