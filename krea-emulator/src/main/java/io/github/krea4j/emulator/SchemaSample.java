package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes up values that a schema allows, for operations the emulator knows nothing more about. */
final class SchemaSample {
  private static final int DEEPEST = 12;

  private final InstantSource clock;
  private final Supplier<URI> urls;

  /**
   * Creates the maker.
   *
   * @param urls where the URLs come from that the schemas ask for
   */
  SchemaSample(InstantSource clock, Supplier<URI> urls) {
    this.clock = clock;
    this.urls = urls;
  }

  JsonNode of(JsonNode schema) {
    return sample("", schema, schema, 0);
  }

  private JsonNode sample(String name, JsonNode schema, JsonNode root, int depth) {
    if (depth > DEEPEST) {
      return Json.MAPPER.nullNode();
    }
    if (schema.path("$ref").isTextual()) {
      String reference = schema.path("$ref").asText();
      return sample(name, root.at(reference.substring(1)), root, depth + 1);
    }
    for (String given : List.of("const", "default", "example")) {
      if (schema.has(given)) {
        return schema.get(given);
      }
    }
    if (schema.path("enum").has(0)) {
      return schema.get("enum").get(0);
    }
    for (String union : List.of("oneOf", "anyOf")) {
      if (schema.path(union).has(0)) {
        return sample(name, schema.get(union).get(0), root, depth + 1);
      }
    }
    if (schema.path("allOf").has(0)) {
      ObjectNode merged = Json.object();
      schema
          .get("allOf")
          .forEach(
              part -> {
                if (sample(name, part, root, depth + 1) instanceof ObjectNode object) {
                  merged.setAll(object);
                }
              });
      return merged;
    }
    return typed(name, schema, root, depth);
  }

  private JsonNode typed(String name, JsonNode schema, JsonNode root, int depth) {
    Set<String> types = types(schema);
    if (types.contains("object")) {
      ObjectNode object = Json.object();
      schema
          .path("properties")
          .fields()
          .forEachRemaining(
              field ->
                  object.set(
                      field.getKey(), sample(field.getKey(), field.getValue(), root, depth + 1)));
      return object;
    }
    if (types.contains("array")) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      for (int i = 0; i < Math.max(1, schema.path("minItems").asInt()); i++) {
        array.add(sample(name, schema.path("items"), root, depth + 1));
      }
      return array;
    }
    if (types.contains("integer") || types.contains("number")) {
      JsonNode minimum = schema.path("minimum");
      return minimum.isNumber() ? minimum : Json.MAPPER.getNodeFactory().numberNode(1);
    }
    if (types.contains("boolean")) {
      return Json.MAPPER.getNodeFactory().booleanNode(true);
    }
    if (types.contains("string") && !(types.contains("null") && name.endsWith("cursor"))) {
      return Json.MAPPER.getNodeFactory().textNode(text(name, schema));
    }
    // Free JSON, or the cursor of a list that has only one page.
    return Json.MAPPER.nullNode();
  }

  private String text(String name, JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "uri" -> urls.get().toString();
      case "uuid" -> UUID.randomUUID().toString();
      case "date-time" -> Json.time(clock.instant());
      case "date" -> Json.time(clock.instant()).substring(0, 10);
      default -> name.isEmpty() ? "text" : name;
    };
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    if (types.isEmpty() && schema.has("properties")) {
      types.add("object");
    }
    return types;
  }
}
