package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Facets;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Nothing;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a JSON schema into a {@link Schema}. Whatever cannot be typed becomes free JSON with a
 * warning that names the place; nothing makes it fail.
 */
final class SchemaReader {
  /** Keywords that make a schema more than a list of typed fields can say. */
  private static final List<String> UNTYPABLE =
      List.of("prefixItems", "patternProperties", "if", "not", "dependentSchemas", "$dynamicRef");

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

  private final SpecWarnings warnings;
  private final SchemaJoin join;

  SchemaReader(SpecWarnings warnings) {
    this.warnings = warnings;
    this.join = new SchemaJoin(warnings);
  }

  /**
   * Reads one schema.
   *
   * @param place where it stands, for warnings
   */
  Schema read(JsonNode node, String place) {
    if (!(node instanceof ObjectNode written)) {
      if (!node.isBoolean() && !node.isMissingNode()) {
        warnings.add(place, "is no schema; taken as free JSON");
      }
      return Schema.free();
    }
    ObjectNode schema = AllOf.flatten(written).orElse(null);
    if (schema == null) {
      return untyped(written, place, "the parts of allOf contradict each other");
    }
    Optional<String> obstacle = obstacle(schema);
    if (obstacle.isPresent()) {
      return untyped(schema, place, obstacle.get());
    }
    warnAboutKeywords(schema, place);
    return readTypable(schema, place);
  }

  private Schema readTypable(ObjectNode schema, String place) {
    for (String union : List.of("anyOf", "oneOf")) {
      if (schema.path(union).isArray()) {
        return readUnion(schema, union, place);
      }
    }
    Set<String> types = types(schema);
    boolean nullable = types.remove("null") || schema.path("nullable").asBoolean();
    if (types.equals(Set.of("integer", "number"))) {
      types.remove("integer");
    }
    if (types.size() > 1) {
      return untyped(schema, place, "a union of " + String.join(" and ", types)).orNull(nullable);
    }
    if (types.isEmpty() && schema.has("type")) {
      return Schema.of(new Nothing());
    }
    if (schema.has("const") || schema.has("enum")) {
      return readValues(schema, place).orNull(nullable);
    }
    String type = types.isEmpty() ? impliedType(schema) : types.iterator().next();
    return new Schema(readShape(schema, type, place), nullable, facets(schema));
  }

  private Shape readShape(ObjectNode schema, String type, String place) {
    return switch (type) {
      case "string" -> new Text(schema.path("format").asText());
      case "number" -> new Numeric(false);
      case "integer" -> new Numeric(fitsLong(schema));
      case "boolean" -> new Flag();
      case "array" -> new Sequence(read(schema.path("items"), place + "[]"));
      case "object" -> readObject(schema, place);
      case "" -> new Free(false);
      default -> {
        warnings.add(place, "unknown type \"" + type + "\"; taken as free JSON");
        yield new Free(false);
      }
    };
  }

  private Shape readObject(ObjectNode schema, String place) {
    JsonNode properties = schema.path("properties");
    JsonNode additional = schema.path("additionalProperties");
    boolean closed = additional.isBoolean() && !additional.asBoolean();
    if (!properties.isEmpty() || (properties.isObject() && closed)) {
      return readStruct(schema, place);
    }
    return additional.isEmpty() ? new Free(true) : new Dictionary(read(additional, place + ".*"));
  }

  private Struct readStruct(ObjectNode schema, String place) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    Map<String, Property> properties = new LinkedHashMap<>();
    for (var property : schema.path("properties").properties()) {
      String name = property.getKey();
      Schema type = read(property.getValue(), place + "." + name);
      properties.put(name, new Property(type, required.contains(name)));
    }
    return new Struct(properties);
  }

  private Schema readUnion(ObjectNode schema, String union, String place) {
    ObjectNode base = schema.deepCopy();
    base.remove(union);
    ObjectNode shared = sharedByVariants(base);
    List<ObjectNode> variants = new ArrayList<>();
    for (JsonNode variant : schema.path(union)) {
      Optional<ObjectNode> whole =
          variant instanceof ObjectNode object
              ? AllOf.flatten(object).flatMap(flat -> AllOf.merge(flat, shared))
              : Optional.empty();
      if (whole.isEmpty()) {
        return untyped(schema, place, "a variant of " + union + " contradicts what stands beside");
      }
      variants.add(whole.get());
    }
    return readVariants(variants, base, place);
  }

  private Schema readVariants(List<ObjectNode> variants, ObjectNode base, String place) {
    List<Schema> types = variants.stream().map(variant -> read(variant, place)).toList();
    Facets facets = facets(base);
    boolean nullable = base.path("nullable").asBoolean() || types(base).contains("null");
    Optional<Schema> joined = join.all(types, place);
    if (joined.isEmpty()) {
      return untyped(base, place, "a union of different kinds of values").orNull(nullable);
    }
    Schema one = joined.get();
    return new Schema(one.shape(), one.nullable() || nullable, outer(facets, one.facets()));
  }

  /** What is said beside a union wins over what its variants say. */
  private static Facets outer(Facets outer, Facets inner) {
    return new Facets(
        outer.description().isEmpty() ? inner.description() : outer.description(),
        outer.serverDefault().or(inner::serverDefault),
        inner.constant(),
        outer.bounds().isEmpty() ? inner.bounds() : outer.bounds(),
        outer.deprecated() || inner.deprecated());
  }

  /** What stands beside a union and holds for each of its variants. */
  private static ObjectNode sharedByVariants(ObjectNode base) {
    ObjectNode shared = base.deepCopy();
    shared.remove(List.of("description", "title", "default", "example", "examples", "nullable"));
    Set<String> types = types(base);
    types.remove("null");
    if (types.size() == 1) {
      shared.put("type", types.iterator().next());
    }
    return shared;
  }

  private Schema readValues(ObjectNode schema, String place) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    if (schema.has("const")) {
      values.add(schema.get("const"));
    } else {
      values.addAll(distinct(schema.get("enum")));
    }
    List<JsonNode> real = new ArrayList<>();
    values.forEach(value -> real.add(value));
    boolean nullable = real.removeIf(JsonNode::isNull);
    if (real.isEmpty()) {
      return Schema.of(new Nothing());
    }
    Optional<Shape> shape = shapeOf(real, schema);
    if (shape.isEmpty()) {
      return untyped(schema, place, "an enum of mixed or structured values");
    }
    Facets plain = facets(schema);
    Facets facets =
        new Facets(
            plain.description(),
            plain.serverDefault(),
            Optional.ofNullable(schema.get("const")),
            plain.bounds(),
            plain.deprecated());
    return new Schema(shape.get(), nullable, facets);
  }

  private static Optional<Shape> shapeOf(List<JsonNode> values, ObjectNode schema) {
    if (values.stream().allMatch(JsonNode::isTextual)) {
      return Optional.of(new Choice(Schema.ChoiceKind.TEXT, List.copyOf(values)));
    }
    if (values.stream().allMatch(JsonNode::isNumber)) {
      boolean integer = types(schema).contains("integer") && !types(schema).contains("number");
      return Optional.of(
          new Choice(
              integer ? Schema.ChoiceKind.INTEGER : Schema.ChoiceKind.NUMBER, List.copyOf(values)));
    }
    return values.stream().allMatch(JsonNode::isBoolean)
        ? Optional.of(new Flag())
        : Optional.empty();
  }

  private static ArrayNode distinct(JsonNode values) {
    ArrayNode distinct = JsonNodeFactory.instance.arrayNode();
    Set<String> seen = new HashSet<>();
    for (JsonNode value : values) {
      if (seen.add(value.toString())) {
        distinct.add(value);
      }
    }
    return distinct;
  }

  private static Facets facets(ObjectNode schema) {
    Map<String, JsonNode> bounds = new LinkedHashMap<>();
    for (String bound : BOUNDS) {
      if (schema.path(bound).isNumber() || schema.path(bound).isTextual()) {
        bounds.put(bound, schema.get(bound));
      }
    }
    JsonNode serverDefault = schema.path("default");
    boolean stated = !serverDefault.isMissingNode() && !serverDefault.isNull();
    return new Facets(
        schema.path("description").asText().strip(),
        stated ? Optional.of(serverDefault) : Optional.empty(),
        Optional.empty(),
        bounds,
        schema.path("deprecated").asBoolean());
  }

  private Schema untyped(ObjectNode schema, String place, String why) {
    warnings.add(place, why + "; taken as free JSON");
    return new Schema(new Free(false), schema.path("nullable").asBoolean(), facets(schema));
  }

  private static Optional<String> obstacle(ObjectNode schema) {
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

  private void warnAboutKeywords(ObjectNode schema, String place) {
    for (var member : schema.properties()) {
      String keyword = member.getKey();
      if (!KNOWN.contains(keyword) && !keyword.startsWith("x-")) {
        warnings.add(place, "keyword \"" + keyword + "\" is not understood; ignored");
      }
    }
  }

  private static Set<String> types(ObjectNode schema) {
    JsonNode type = schema.path("type");
    Set<String> types = new LinkedHashSet<>();
    if (type.isArray()) {
      type.forEach(name -> types.add(name.asText()));
    } else if (type.isTextual()) {
      types.add(type.asText());
    }
    return types;
  }

  private static String impliedType(ObjectNode schema) {
    if (schema.path("properties").isObject() || schema.path("additionalProperties").isObject()) {
      return "object";
    }
    return schema.has("items") ? "array" : "";
  }

  private static boolean fitsLong(ObjectNode schema) {
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
