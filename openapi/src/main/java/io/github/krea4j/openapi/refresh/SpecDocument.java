package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An OpenAPI document as it is written, with its operations at hand. */
final class SpecDocument {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final ObjectMapper json = exact(new ObjectMapper());
  private static final ObjectMapper yaml = exact(new ObjectMapper(new YAMLFactory()));

  private final ObjectNode tree;
  private final References references;
  private final Map<String, SpecOperation> operations;

  SpecDocument(ObjectNode tree) {
    this.tree = tree;
    this.references = new References(tree);
    this.operations = readOperations(tree.path("paths"));
  }

  /**
   * Reads a document in JSON or YAML.
   *
   * @throws UnusableDocumentException if the text is neither, or no OpenAPI document
   */
  static SpecDocument parse(String text) throws UnusableDocumentException {
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      throw new UnusableDocumentException(
          "This is a page of HTML or XML, no OpenAPI document; is the address right?");
    }
    boolean isJson = start.startsWith("{") || start.startsWith("[");
    try {
      JsonNode tree = (isJson ? json : yaml).readTree(text);
      if (tree instanceof ObjectNode object && object.path("openapi").asText().startsWith("3.")) {
        return new SpecDocument(object);
      }
    } catch (JsonProcessingException e) {
      throw new UnusableDocumentException(
          "This is no valid " + (isJson ? "JSON" : "YAML") + ": " + e.getMessage(), e);
    }
    throw new UnusableDocumentException(
        "This is no OpenAPI 3 document: there is no \"openapi\": \"3.…\" at its top");
  }

  ObjectNode tree() {
    return tree;
  }

  References references() {
    return references;
  }

  /** The operations by method and path, sorted by path. */
  Map<String, SpecOperation> operations() {
    return operations;
  }

  Collection<SpecOperation> models() {
    return operations.values().stream().filter(SpecOperation::model).toList();
  }

  /** The request body of an operation; missing where it takes none. */
  JsonNode body(SpecOperation operation) {
    return references.resolve(operation.node().path("requestBody"));
  }

  private Map<String, SpecOperation> readOperations(JsonNode paths) {
    List<SpecOperation> all = new ArrayList<>();
    Set<String> resources = new HashSet<>();
    for (var entry : paths.properties()) {
      JsonNode item = references.resolve(entry.getValue());
      for (String method : METHODS) {
        if (item.path(method).isObject()) {
          String path = entry.getKey();
          all.add(
              new SpecOperation(method, path, false, item.path(method), item.path("parameters")));
          if (!method.equals("post")) {
            resources.add(firstSegment(path));
          }
        }
      }
    }
    Map<String, SpecOperation> operations = new TreeMap<>(byPath());
    for (SpecOperation found : all) {
      boolean model = isModel(found, resources);
      SpecOperation operation =
          new SpecOperation(found.method(), found.path(), model, found.node(), found.shared());
      operations.put(operation.key(), operation);
    }
    return operations;
  }

  /**
   * The generator's rule: a model is a POST to a fixed path of three or more segments, below a
   * first segment that knows no other method.
   */
  private static boolean isModel(SpecOperation operation, Set<String> resources) {
    String path = operation.path();
    return operation.method().equals("post")
        && path.matches("/[^/{}]+(/[^/{}]+){2,}")
        && !resources.contains(firstSegment(path));
  }

  private static String firstSegment(String path) {
    return path.replaceAll("^/|(?<=.)/.*", "");
  }

  private static Comparator<String> byPath() {
    return Comparator.comparing((String key) -> key.substring(key.indexOf(' ')))
        .thenComparing(Comparator.naturalOrder());
  }

  /** Numbers keep their digits, and what follows the document or repeats a name is an error. */
  private static ObjectMapper exact(ObjectMapper mapper) {
    return mapper
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
  }
}
