package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Operation.Answer;
import io.github.krea4j.openapi.Operation.Body;
import io.github.krea4j.openapi.Operation.Encoding;
import io.github.krea4j.openapi.Operation.FieldAlias;
import io.github.krea4j.openapi.Operation.Location;
import io.github.krea4j.openapi.Operation.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the operations of a document. They come out sorted by path and method, so that nothing that
 * follows depends on their order in the document.
 */
final class OperationReader {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "delete", "patch", "head", "options");

  private static final String ALIASES = "x-krea-deprecated-field-aliases";

  private final SpecWarnings warnings;
  private final SchemaReader schemas;
  private final SchemaJoin join = new SchemaJoin();

  OperationReader(SpecWarnings warnings) {
    this.warnings = warnings;
    this.schemas = new SchemaReader(warnings);
  }

  List<Operation> read(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (var path : ReferenceInliner.inlinePaths(document).properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey()) && method.getValue().isObject()) {
          operations.add(read(path.getKey(), path.getValue(), method.getKey(), method.getValue()));
        }
      }
    }
    operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
    return operations;
  }

  private Operation read(String path, JsonNode item, String method, JsonNode operation) {
    String place = method.toUpperCase(Locale.ROOT) + " " + path;
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        text(operation, "summary"),
        text(operation, "description"),
        operation.path("deprecated").asBoolean(),
        parameters(item.path("parameters"), operation.path("parameters"), place),
        body(operation.path("requestBody"), place),
        answer(operation.path("responses"), place),
        errors(operation.path("responses"), place),
        aliases(operation.path(ALIASES)),
        operation.path(Operation.PRICING),
        Optional.empty());
  }

  private List<Parameter> parameters(JsonNode shared, JsonNode own, String place) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (JsonNode list : List.of(shared, own)) {
      for (JsonNode node : list) {
        parameter(node, place)
            .ifPresent(parameter -> parameters.put(parameter.in() + parameter.name(), parameter));
      }
    }
    return List.copyOf(parameters.values());
  }

  private Optional<Parameter> parameter(JsonNode node, String place) {
    String name = node.path("name").asText();
    Location in =
        switch (node.path("in").asText()) {
          case "path" -> Location.PATH;
          case "query" -> Location.QUERY;
          case "header" -> Location.HEADER;
          default -> null;
        };
    if (in == null || name.isEmpty()) {
      warnings.add(place, "parameter \"" + name + "\" is not understood; left out");
      return Optional.empty();
    }
    JsonNode schema = node.has("schema") ? node.path("schema") : firstOf(node.path("content"));
    String description = text(node, "description");
    return Optional.of(
        new Parameter(
            in,
            name,
            node.path("required").asBoolean() || in == Location.PATH,
            description.isEmpty() ? text(schema, "description") : description,
            schemas.read(schema, place + " parameter " + name)));
  }

  private Optional<Body> body(JsonNode requestBody, String place) {
    JsonNode content = requestBody.path("content");
    for (var type : content.properties()) {
      Encoding encoding = encoding(type.getKey());
      if (encoding != Encoding.OTHER) {
        JsonNode schema = type.getValue().path("schema");
        return Optional.of(new Body(encoding, schemas.read(schema, place + " request")));
      }
    }
    return requestBody.isEmpty()
        ? Optional.empty()
        : Optional.of(new Body(Encoding.OTHER, Schema.free()));
  }

  private static Encoding encoding(String contentType) {
    if (contentType.contains("json")) {
      return Encoding.JSON;
    }
    if (contentType.startsWith("multipart/")) {
      return Encoding.MULTIPART;
    }
    return contentType.equals("application/x-www-form-urlencoded") ? Encoding.FORM : Encoding.OTHER;
  }

  private Answer answer(JsonNode responses, String place) {
    List<Schema> bodies = new ArrayList<>();
    boolean bytes = false;
    for (var response : responses.properties()) {
      if (response.getKey().startsWith("2")) {
        Optional<Schema> json = jsonBody(response.getValue(), place + " answer");
        json.ifPresent(bodies::add);
        bytes |= json.isEmpty() && !response.getValue().path("content").isEmpty();
      }
    }
    if (bodies.isEmpty()) {
      return new Answer(Optional.empty(), bytes);
    }
    return new Answer(Optional.of(one(bodies, place)), false);
  }

  private Schema one(List<Schema> bodies, String place) {
    return join.all(bodies)
        .orElseGet(
            () -> {
              warnings.add(place + " answer", "differs by status; taken as free JSON");
              return Schema.free();
            });
  }

  private List<Schema> errors(JsonNode responses, String place) {
    List<Schema> errors = new ArrayList<>();
    for (var response : responses.properties()) {
      if (!response.getKey().startsWith("2")) {
        String where = place + " answer " + response.getKey();
        jsonBody(response.getValue(), where).ifPresent(errors::add);
      }
    }
    return errors;
  }

  private Optional<Schema> jsonBody(JsonNode response, String place) {
    for (var type : response.path("content").properties()) {
      if (encoding(type.getKey()) == Encoding.JSON && type.getValue().has("schema")) {
        return Optional.of(schemas.read(type.getValue().path("schema"), place));
      }
    }
    return Optional.empty();
  }

  private static List<FieldAlias> aliases(JsonNode rows) {
    List<FieldAlias> aliases = new ArrayList<>();
    for (JsonNode row : rows) {
      if (row.path("from").isTextual() && row.path("to").isTextual()) {
        aliases.add(
            new FieldAlias(
                row.path("from").asText(),
                row.path("to").asText(),
                text(row, "sunset_date"),
                text(row, "migration_url")));
      }
    }
    return aliases;
  }

  private static JsonNode firstOf(JsonNode content) {
    return content.isEmpty() ? content : content.iterator().next().path("schema");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText().strip();
  }
}
