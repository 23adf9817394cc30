package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes request bodies that a schema allows: the smallest one, and one with every field. */
enum BodySamples {
  SMALLEST,
  FULLEST;

  ObjectNode of(JsonNode schema) {
    return (ObjectNode) value(schema);
  }

  private JsonNode value(JsonNode schema) {
    List<JsonNode> variants = variants(schema);
    if (!variants.isEmpty()) {
      Comparator<JsonNode> bySize = Comparator.comparingInt(v -> v.path("properties").size());
      return value(this == FULLEST ? variants.stream().max(bySize).orElseThrow() : variants.get(0));
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "boolean" -> Json.MAPPER.getNodeFactory().booleanNode(true);
      case "number", "integer" -> number(schema);
      case "string" -> Json.MAPPER.getNodeFactory().textNode(text(schema));
      default -> Json.MAPPER.nullNode();
    };
  }

  static List<JsonNode> variants(JsonNode schema) {
    List<JsonNode> variants = new ArrayList<>();
    for (String union : List.of("oneOf", "anyOf")) {
      schema.path(union).forEach(variants::add);
    }
    return variants;
  }

  /**
   * Returns a value for each choice that a schema leaves, at any depth: each variant of a union,
   * each value of an enum, null where it is allowed.
   */
  static List<JsonNode> choices(JsonNode schema) {
    List<JsonNode> choices = new ArrayList<>();
    schema.path("enum").forEach(choices::add);
    variants(schema).forEach(variant -> choices.addAll(choices(variant)));
    if (choices.isEmpty()) {
      choices.add(FULLEST.value(schema));
    }
    schema
        .path("properties")
        .fields()
        .forEachRemaining(
            field ->
                choices(field.getValue())
                    .forEach(
                        choice -> choices.add(FULLEST.of(schema).set(field.getKey(), choice))));
    if (type(schema).equals("array")) {
      choices(schema.get("items"))
          .forEach(choice -> choices.add(Json.MAPPER.createArrayNode().add(choice)));
    }
    schema.path("type").forEach(type -> addNull(type, choices));
    return choices;
  }

  private static void addNull(JsonNode type, List<JsonNode> choices) {
    if (type.asText().equals("null")) {
      choices.add(Json.MAPPER.nullNode());
    }
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.get(0).asText() : type.asText();
  }

  private JsonNode object(JsonNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    ObjectNode object = Json.object();
    schema
        .path("properties")
        .fields()
        .forEachRemaining(
            field -> {
              if (this == FULLEST || required.contains(field.getKey())) {
                object.set(field.getKey(), value(field.getValue()));
              }
            });
    return object;
  }

  private JsonNode array(JsonNode schema) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    int size = Math.max(schema.path("minItems").asInt(0), this == FULLEST ? 1 : 0);
    for (int i = 0; i < size; i++) {
      array.add(value(schema.get("items")));
    }
    return array;
  }

  private static JsonNode number(JsonNode schema) {
    for (String given : List.of("default", "minimum", "maximum")) {
      if (schema.path(given).isNumber()) {
        return schema.get(given);
      }
    }
    return Json.MAPPER.getNodeFactory().numberNode(1);
  }

  private static String text(JsonNode schema) {
    return schema.path("format").asText().equals("uri") ? "https://example.org/in.png" : "sample";
  }
}
