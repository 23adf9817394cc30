package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Nothing;
import io.github.krea4j.openapi.Schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a schema that lists its values: an {@code enum}, or a {@code const} as an enum of one. */
final class ListedValues {
  private ListedValues() {}

  /** The schema; empty where the values are of no one kind. */
  static Optional<Schema> read(ObjectNode schema) {
    Set<JsonNode> values = new LinkedHashSet<>();
    if (schema.has("const")) {
      values.add(schema.path("const"));
    } else {
      schema.path("enum").forEach(values::add);
    }
    boolean nullable = values.removeIf(JsonNode::isNull) || Keywords.isNullable(schema);
    if (values.isEmpty()) {
      return Optional.of(Schema.of(new Nothing()));
    }
    return shape(new ArrayList<>(values), schema)
        .map(shape -> new Schema(shape, nullable, Keywords.facets(schema)));
  }

  private static Optional<Shape> shape(List<JsonNode> values, ObjectNode schema) {
    if (values.stream().allMatch(JsonNode::isTextual)) {
      return Optional.of(new Choice(ChoiceKind.TEXT, values));
    }
    if (values.stream().allMatch(JsonNode::isNumber)) {
      boolean integer = Keywords.types(schema).equals(Set.of("integer"));
      return Optional.of(new Choice(integer ? ChoiceKind.INTEGER : ChoiceKind.NUMBER, values));
    }
    boolean flags = values.stream().allMatch(JsonNode::isBoolean);
    return flags ? Optional.of(new Flag()) : Optional.empty();
  }
}
