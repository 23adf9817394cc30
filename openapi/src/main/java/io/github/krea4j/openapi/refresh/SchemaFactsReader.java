package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the {@link SchemaFacts} of the schemas of one document. */
final class SchemaFactsReader {
  static final Set<String> BOUNDS =
      Set.of(
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "contentEncoding",
          "contentMediaType");

  private static final Set<String> FLAGS = Set.of("deprecated", "readOnly", "writeOnly");

  /** Keywords that have a place of their own in the facts, or are no facts. */
  private static final Set<String> HANDLED =
      Set.of(
          "type",
          "nullable",
          "enum",
          "const",
          "default",
          "properties",
          "required",
          "items",
          "additionalProperties",
          "$defs",
          "$id",
          "$schema",
          "discriminator",
          "xml");

  private final References references;

  /** References whose target is being read; meeting one again means that it is recursive. */
  private final Set<String> open = new HashSet<>();

  SchemaFactsReader(References references) {
    this.references = references;
  }

  SchemaFacts read(JsonNode schema) {
    Set<String> followed = new HashSet<>();
    SchemaFacts facts = readFlat(flatten(schema, followed));
    open.removeAll(followed);
    return facts;
  }

  private SchemaFacts readFlat(ObjectNode schema) {
    for (String union : List.of("anyOf", "oneOf")) {
      if (schema.path(union).isArray()) {
        ObjectNode around = schema.deepCopy();
        around.remove(union);
        return readUnion(readFlat(around), schema.path(union));
      }
    }
    return readPlain(schema);
  }

  private SchemaFacts readUnion(SchemaFacts around, JsonNode alternatives) {
    List<SchemaFacts> variants = new ArrayList<>();
    boolean orNull = around.nullable();
    for (JsonNode alternative : alternatives) {
      SchemaFacts facts = read(alternative);
      orNull |= facts.nullable();
      if (!facts.isNull()) {
        variants.addAll(facts.variants().isEmpty() ? List.of(facts) : facts.variants());
      }
    }
    SchemaFacts joined = join(variants, around);
    return orNull ? joined.orNull() : joined;
  }

  private static SchemaFacts join(List<SchemaFacts> variants, SchemaFacts around) {
    List<SchemaFacts> distinct = variants.stream().distinct().toList();
    if (distinct.isEmpty()) {
      return around;
    }
    SchemaFacts first = distinct.get(0);
    if (distinct.size() == 1) {
      return first.within(around);
    }
    Set<String> types = new TreeSet<>();
    distinct.forEach(variant -> types.addAll(variant.types()));
    if (distinct.stream().allMatch(SchemaFacts::isPlainChoice)) {
      List<JsonNode> values =
          distinct.stream().flatMap(variant -> variant.values().stream()).distinct().toList();
      return first.withValues(types, values).within(around);
    }
    boolean any = distinct.stream().anyMatch(variant -> variant.types().isEmpty());
    return around.withVariants(any ? around.types() : types, distinct);
  }

  private SchemaFacts readPlain(ObjectNode schema) {
    List<JsonNode> values = values(schema);
    JsonNode additional = schema.path("additionalProperties");
    Map<String, SchemaFacts> fields = new LinkedHashMap<>();
    for (var property : schema.path("properties").properties()) {
      fields.put(property.getKey(), read(property.getValue()));
    }
    return new SchemaFacts(
        types(schema, values),
        values,
        schema.has("const") && !values.isEmpty(),
        bounds(schema),
        Optional.ofNullable(schema.get("default")).map(SchemaFactsReader::exact),
        flags(schema),
        fields,
        texts(schema.path("required")),
        Optional.ofNullable(schema.get("items")).map(this::read),
        additional.isBoolean() && !additional.asBoolean(),
        additional.isEmpty() ? Optional.empty() : Optional.of(read(additional)),
        List.of(),
        rest(schema));
  }

  private static Set<String> types(ObjectNode schema, List<JsonNode> values) {
    JsonNode type = schema.path("type");
    Set<String> types = type.isTextual() ? new TreeSet<>(Set.of(type.asText())) : texts(type);
    if (types.isEmpty()) {
      types.addAll(impliedTypes(schema, values));
    }
    boolean nullListed = false;
    for (JsonNode value : schema.path("enum")) {
      nullListed |= value.isNull();
    }
    if ((schema.path("nullable").asBoolean() && !types.isEmpty())
        || schema.path("const").isNull()
        || nullListed) {
      types.add("null");
    }
    return types;
  }

  private static Set<String> impliedTypes(ObjectNode schema, List<JsonNode> values) {
    Set<String> implied = new TreeSet<>();
    for (JsonNode value : values) {
      implied.add(
          value.isTextual()
              ? "string"
              : value.isBoolean() ? "boolean" : value.isNumber() ? "number" : "object");
    }
    if (schema.has("properties") || schema.path("additionalProperties").isObject()) {
      implied.add("object");
    }
    if (schema.has("items")) {
      implied.add("array");
    }
    return implied;
  }

  private static List<JsonNode> values(ObjectNode schema) {
    Set<JsonNode> values = new LinkedHashSet<>();
    if (schema.has("const")) {
      values.add(exact(schema.get("const")));
    } else {
      schema.path("enum").forEach(value -> values.add(exact(value)));
    }
    values.removeIf(JsonNode::isNull);
    return List.copyOf(values);
  }

  private static Map<String, JsonNode> bounds(ObjectNode schema) {
    Map<String, JsonNode> bounds = new TreeMap<>();
    for (var member : schema.properties()) {
      boolean said = !(member.getValue().isBoolean() && !member.getValue().asBoolean());
      if (BOUNDS.contains(member.getKey()) && said) {
        bounds.put(member.getKey(), exact(member.getValue()));
      }
    }
    return bounds;
  }

  private static Set<String> flags(ObjectNode schema) {
    Set<String> flags = new TreeSet<>(FLAGS);
    flags.removeIf(flag -> !schema.path(flag).asBoolean());
    return flags;
  }

  private static Map<String, JsonNode> rest(ObjectNode schema) {
    Map<String, JsonNode> rest = new TreeMap<>();
    if (Wording.removed(schema) instanceof ObjectNode facts) {
      for (var member : facts.properties()) {
        String keyword = member.getKey();
        if (!HANDLED.contains(keyword)
            && !BOUNDS.contains(keyword)
            && !FLAGS.contains(keyword)
            && !keyword.startsWith("x-")) {
          rest.put(keyword, member.getValue());
        }
      }
    }
    return rest;
  }

  /** The schema with what its own references and {@code allOf} parts say written into it. */
  private ObjectNode flatten(JsonNode schema, Set<String> followed) {
    if (!(schema instanceof ObjectNode object)) {
      ObjectNode any = JsonNodeFactory.instance.objectNode();
      return schema.isBoolean() && !schema.asBoolean() ? any.set("not", any.objectNode()) : any;
    }
    ObjectNode flat = object.deepCopy();
    JsonNode reference = flat.path("$ref");
    if (reference.isTextual()) {
      Optional<JsonNode> target = follow(reference.asText(), followed);
      if (target.isEmpty()) {
        return flat;
      }
      flat.remove("$ref");
      merge(flat, flatten(target.get(), followed));
    }
    if (flat.remove("allOf") instanceof ArrayNode parts) {
      parts.forEach(part -> merge(flat, flatten(part, followed)));
    }
    return flat;
  }

  private Optional<JsonNode> follow(String reference, Set<String> followed) {
    if (followed.contains(reference)) {
      // the same part twice in one schema adds nothing
      return Optional.of(JsonNodeFactory.instance.objectNode());
    }
    if (open.contains(reference)) {
      return Optional.empty();
    }
    Optional<JsonNode> target = references.find(reference);
    if (target.isPresent()) {
      open.add(reference);
      followed.add(reference);
    }
    return target;
  }

  private static void merge(ObjectNode sum, ObjectNode part) {
    for (var member : part.properties()) {
      String keyword = member.getKey();
      JsonNode said = sum.get(keyword);
      JsonNode adds = member.getValue();
      if (said == null) {
        sum.set(keyword, adds);
      } else if (keyword.equals("properties") && said instanceof ObjectNode properties) {
        mergeProperties(properties, adds);
      } else if (keyword.equals("required") && said instanceof ArrayNode required) {
        adds.forEach(required::add);
      } else if (!said.equals(adds) && !Wording.isProse(keyword)) {
        // both hold: what cannot be merged is kept and compared as it is
        sum.withArray("allOf").addObject().set(keyword, adds);
      }
    }
  }

  private static void mergeProperties(ObjectNode sum, JsonNode part) {
    for (var property : part.properties()) {
      JsonNode said = sum.get(property.getKey());
      if (said == null || said.equals(property.getValue())) {
        sum.set(property.getKey(), property.getValue());
      } else {
        sum.putObject(property.getKey()).putArray("allOf").add(said).add(property.getValue());
      }
    }
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    if (array.isArray()) {
      array.forEach(text -> texts.add(text.asText()));
    }
    return texts;
  }

  /** Numbers by value: 1.0 and 1 are the same fact. */
  private static JsonNode exact(JsonNode value) {
    return value.isNumber()
        ? DecimalNode.valueOf(value.decimalValue().stripTrailingZeros())
        : value;
  }
}
