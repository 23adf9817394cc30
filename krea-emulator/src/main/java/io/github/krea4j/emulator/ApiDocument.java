package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI document as a list of operations that can be found by a request's method and path.
 */
final class ApiDocument {
  private static final String BUNDLED = "krea-api-openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;
  private final List<Operation> operations = new ArrayList<>();

  /** The paths of the operations, cut once and not for every request. */
  private final Map<String, List<String>> templates = new HashMap<>();

  private ApiDocument(JsonNode root) {
    this.root = root;
    root.path("paths")
        .fields()
        .forEachRemaining(path -> addPath(path.getKey(), resolve(path.getValue())));
    // Literal segments win over parameters: /jobs/latest before /jobs/{id}.
    operations.sort(Comparator.comparingInt(operation -> parameterCount(operation.path())));
    operations.forEach(operation -> templates.put(operation.path(), segments(operation.path())));
  }

  /** The document that this artifact was built with. */
  static ApiDocument bundled() {
    try (InputStream stream = ApiDocument.class.getResourceAsStream(BUNDLED)) {
      if (stream == null) {
        throw new IllegalStateException("The resource " + BUNDLED + " is missing from the jar");
      }
      return read(stream, BUNDLED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ApiDocument read(URI location) {
    try (InputStream stream = location.toURL().openStream()) {
      return read(stream, location.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the OpenAPI document " + location, e);
    }
  }

  static ApiDocument read(InputStream stream, String name) throws IOException {
    JsonNode root = Json.MAPPER.readTree(stream);
    if (!root.path("paths").isObject()) {
      throw new IllegalArgumentException(name + " is not an OpenAPI document: it has no \"paths\"");
    }
    return new ApiDocument(root);
  }

  /** The document itself. */
  JsonNode json() {
    return root;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation that a request is for, with the values of its path parameters. */
  Optional<Match> find(String method, String path) {
    List<String> segments = segments(path);
    for (Operation operation : operations) {
      if (operation.method().equals(method)) {
        Optional<Map<String, String>> values = match(template(operation), segments);
        if (values.isPresent()) {
          return Optional.of(new Match(operation, values.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The methods by which a path can be asked; empty if the document does not have it. */
  Set<String> methods(String path) {
    List<String> segments = segments(path);
    Set<String> methods = new TreeSet<>();
    for (Operation operation : operations) {
      if (match(template(operation), segments).isPresent()) {
        methods.add(operation.method());
      }
    }
    return methods;
  }

  private List<String> template(Operation operation) {
    return templates.getOrDefault(operation.path(), List.of());
  }

  record Match(Operation operation, Map<String, String> pathParameters) {}

  /**
   * Finds an operation by the name a user gives it: a model ({@code image/bfl/flux-1-dev}) or a
   * method and path ({@code GET /jobs/{id}}).
   */
  Operation named(String name) {
    return operations.stream()
        .filter(operation -> operation.name().equals(name) || isModel(operation, name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The document has no operation \""
                        + name
                        + "\": give a model such as \"image/vendor/model\" or a method and path"
                        + " such as \"GET /jobs/{id}\""));
  }

  private static boolean isModel(Operation operation, String name) {
    return operation.model().filter(name::equals).isPresent();
  }

  private void addPath(String path, JsonNode item) {
    List<JsonNode> shared = resolveAll(item.path("parameters"));
    item.fields()
        .forEachRemaining(
            entry -> {
              if (METHODS.contains(entry.getKey())) {
                String method = entry.getKey().toUpperCase(Locale.ROOT);
                operations.add(operation(method, path, shared, entry.getValue()));
              }
            });
  }

  private Operation operation(String method, String path, List<JsonNode> shared, JsonNode node) {
    List<JsonNode> declared = new ArrayList<>(shared);
    declared.addAll(resolveAll(node.path("parameters")));
    Map<String, Operation.Parameter> parameters = new LinkedHashMap<>();
    for (JsonNode parameter : declared) {
      String name = parameter.path("name").asText();
      String in = parameter.path("in").asText();
      parameters.put(
          in + " " + name,
          new Operation.Parameter(
              name,
              in,
              parameter.path("required").asBoolean(),
              standalone(resolve(parameter.path("schema")))));
    }
    List<String> tags = new ArrayList<>();
    node.path("tags").forEach(tag -> tags.add(tag.asText()));
    JsonNode body = resolve(node.path("requestBody"));
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    body.path("content")
        .fields()
        .forEachRemaining(
            content ->
                bodies.put(
                    content.getKey(), standalone(resolve(content.getValue().path("schema")))));
    return new Operation(
        method,
        path,
        tags,
        node.path("description").asText(""),
        List.copyOf(parameters.values()),
        bodies,
        body.path("required").asBoolean(),
        success(node.path("responses")));
  }

  private Optional<JsonNode> success(JsonNode responses) {
    List<String> codes = new ArrayList<>();
    responses.fieldNames().forEachRemaining(codes::add);
    return codes.stream()
        .filter(code -> code.startsWith("2"))
        .sorted()
        .map(code -> resolve(responses.path(code)).path("content").path("application/json"))
        .map(content -> content.path("schema"))
        .filter(schema -> !schema.isMissingNode())
        .map(schema -> standalone(resolve(schema)))
        .findFirst();
  }

  private List<JsonNode> resolveAll(JsonNode nodes) {
    List<JsonNode> resolved = new ArrayList<>();
    nodes.forEach(node -> resolved.add(resolve(node)));
    return resolved;
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode resolved = node;
    for (int depth = 0; depth < 16 && resolved.path("$ref").isTextual(); depth++) {
      String reference = resolved.path("$ref").asText();
      if (!reference.startsWith("#/")) {
        throw new IllegalArgumentException("The document refers to another one: " + reference);
      }
      resolved = root.at(reference.substring(1));
    }
    return resolved;
  }

  /**
   * A schema's own references start at the root of the document: the components go along with it.
   */
  private JsonNode standalone(JsonNode schema) {
    JsonNode components = root.path("components").path("schemas");
    if (components.isEmpty() || !schema.isObject()) {
      return schema.isMissingNode() ? Json.object() : schema;
    }
    ObjectNode copy = schema.deepCopy();
    copy.putObject("components").set("schemas", components);
    return copy;
  }

  private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
    if (template.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>(2);
    for (int i = 0; i < path.size(); i++) {
      String expected = template.get(i);
      String actual = decode(path.get(i));
      if (expected.startsWith("{") && expected.endsWith("}") && !actual.isEmpty()) {
        values.put(expected.substring(1, expected.length() - 1), actual);
      } else if (!expected.equals(actual)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static int parameterCount(String path) {
    return (int) segments(path).stream().filter(segment -> segment.startsWith("{")).count();
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
