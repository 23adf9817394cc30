package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.Schema.Facets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the keywords of one JSON schema say, its own only and not those of schemas inside it. */
final class Keywords {
  /** Keywords that make a schema more than a list of typed fields can say. */
  private static final List<String> UNTYPABLE =
      List.of("prefixItems", "patternProperties", "if", "$dynamicRef");

  /** Keywords that are used, or that change nothing about a type. */
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "properties",
          "required",
          "format",
          "default",
          "enum",
          "maximum",
          "minimum",
          "description",
          "additionalProperties",
          "items",
          "const",
          "minLength",
          "maxLength",
          "maxItems",
          "minItems",
          "anyOf",
          "oneOf",
          "example",
          "examples",
          "pattern",
          "title",
          "nullable",
          "deprecated",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "uniqueItems",
          "readOnly",
          "writeOnly",
          "discriminator",
          "externalDocs",
          "xml",
          "then",
          "else",
          "$id",
          "$schema",
          "$comment",
          "$defs",
          "contentMediaType",
          "contentEncoding");

  private static final List<String> BOUNDS =
      List.of(
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems");

  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Keywords() {}

  /** Why a schema cannot be typed at all, if so. */
  static Optional<String> obstacle(ObjectNode schema) {
    if (schema.has(ReferenceInliner.UNRESOLVED)) {
      return Optional.of(schema.path(ReferenceInliner.UNRESOLVED).asText());
    }
    // conditions beside named fields only narrow what the fields may hold: the fields stay typed
    return schema.path("properties").isEmpty()
        ? UNTYPABLE.stream()
            .filter(schema::has)
            .findFirst()
            .map(keyword -> "\"" + keyword + "\" cannot be typed")
        : Optional.empty();
  }

  /** Keywords that the rules make nothing of; vendor extensions are none. */
  static List<String> unknown(ObjectNode schema) {
    List<String> unknown = new ArrayList<>();
    for (var member : schema.properties()) {
      if (!KNOWN.contains(member.getKey()) && !member.getKey().startsWith("x-")) {
        unknown.add(member.getKey());
      }
    }
    return unknown;
  }

  /** The types that the schema names, without null; a number includes integers. */
  static Set<String> types(ObjectNode schema) {
    Set<String> types = named(schema);
    types.remove("null");
    if (types.contains("number")) {
      types.remove("integer");
    }
    return types;
  }

  static boolean isNullable(ObjectNode schema) {
    return named(schema).contains("null") || schema.path("nullable").asBoolean();
  }

  static boolean isNullOnly(ObjectNode schema) {
    return named(schema).equals(Set.of("null"));
  }

  private static Set<String> named(ObjectNode schema) {
    JsonNode type = schema.path("type");
    Set<String> types = new LinkedHashSet<>();
    if (type.isArray()) {
      type.forEach(name -> types.add(name.asText()));
    } else if (type.isTextual()) {
      types.add(type.asText());
    }
    return types;
  }

  /** The type that other keywords imply where none is named; empty for any. */
  static String impliedType(ObjectNode schema) {
    if (schema.path("properties").isObject() || schema.path("additionalProperties").isObject()) {
      return "object";
    }
    return schema.has("items") ? "array" : "";
  }

  static Facets facets(ObjectNode schema) {
    Map<String, JsonNode> bounds = new LinkedHashMap<>();
    for (String bound : BOUNDS) {
      if (schema.path(bound).isNumber() || schema.path(bound).isTextual()) {
        bounds.put(bound, schema.path(bound));
      }
    }
    return new Facets(
        schema.path("description").asText().strip(),
        stated(schema.path("default")),
        stated(schema.path("const")),
        bounds,
        schema.path("deprecated").asBoolean());
  }

  private static Optional<JsonNode> stated(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** Whether every integer that the schema speaks of has 64 bits at most. */
  static boolean fitsLong(ObjectNode schema) {
    for (String keyword : List.of("minimum", "maximum", "default")) {
      JsonNode value = schema.path(keyword);
      if (value.isNumber()
          && (value.decimalValue().compareTo(LONG_MIN) < 0
              || value.decimalValue().compareTo(LONG_MAX) > 0)) {
        return false;
      }
    }
    return true;
  }
}
