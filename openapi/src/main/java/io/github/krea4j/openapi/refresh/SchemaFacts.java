package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one schema states, in one form however it is written: references followed, {@code allOf}
 * merged, a union with null turned into a nullable type and a union of constants into an enum.
 *
 * @param types names of the JSON types allowed, null among them; none if any value is allowed
 * @param values the only values allowed; none if all of the type are
 * @param constant whether the one value is written as {@code const}
 * @param bounds {@code minimum}, {@code pattern}, {@code format} and the like, by keyword
 * @param flags {@code deprecated}, {@code readOnly} and {@code writeOnly}, where they are set
 * @param closed whether fields other than the listed ones are refused
 * @param others what fields other than the listed ones hold, where that is said
 * @param variants the alternatives of a union that no simpler form can express
 * @param rest keywords that are not understood, each compared as a whole
 */
record SchemaFacts(
    Set<String> types,
    List<JsonNode> values,
    boolean constant,
    Map<String, JsonNode> bounds,
    Optional<JsonNode> serverDefault,
    Set<String> flags,
    Map<String, SchemaFacts> fields,
    Set<String> required,
    Optional<SchemaFacts> items,
    boolean closed,
    Optional<SchemaFacts> others,
    List<SchemaFacts> variants,
    Map<String, JsonNode> rest) {

  /** The types other than null. */
  Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(types);
    kinds.remove("null");
    return kinds;
  }

  boolean nullable() {
    return types.contains("null");
  }

  /** Whether null is the only value. */
  boolean isNull() {
    return types.equals(Set.of("null"));
  }

  /** The values that a field may have; none if it is unknown or may have any. */
  List<JsonNode> valuesOf(String field) {
    SchemaFacts facts = fields.get(field);
    return facts == null ? List.of() : facts.values();
  }

  boolean isRequired(String field) {
    return required.contains(field);
  }

  /** Whether every type that the other allows is allowed here. */
  boolean acceptsTypesOf(SchemaFacts other) {
    if (types.isEmpty() || other.types.isEmpty()) {
      return types.isEmpty();
    }
    return other.types.stream()
        .allMatch(
            type -> types.contains(type) || (type.equals("integer") && types.contains("number")));
  }

  /** Whether these are a list of values and nothing else, so that they can join another list. */
  boolean isPlainChoice() {
    return !values.isEmpty() && bounds.isEmpty() && variants.isEmpty() && rest.isEmpty();
  }

  SchemaFacts withTypes(Set<String> other) {
    return new SchemaFacts(
        other,
        values,
        constant,
        bounds,
        serverDefault,
        flags,
        fields,
        required,
        items,
        closed,
        others,
        variants,
        rest);
  }

  SchemaFacts orNull() {
    if (types.isEmpty()) {
      return this;
    }
    Set<String> also = new TreeSet<>(types);
    also.add("null");
    return withTypes(also);
  }

  SchemaFacts withValues(Set<String> ofTypes, List<JsonNode> listed) {
    return new SchemaFacts(
        ofTypes,
        listed,
        false,
        bounds,
        serverDefault,
        flags,
        fields,
        required,
        items,
        closed,
        others,
        variants,
        rest);
  }

  SchemaFacts withVariants(Set<String> ofTypes, List<SchemaFacts> alternatives) {
    return new SchemaFacts(
        ofTypes,
        values,
        constant,
        bounds,
        serverDefault,
        flags,
        fields,
        required,
        items,
        closed,
        others,
        alternatives,
        rest);
  }

  /** These facts and those said around them; where both say something, the outer ones hold. */
  SchemaFacts within(SchemaFacts outer) {
    return new SchemaFacts(
        outer.types.isEmpty() || !types.isEmpty() ? types : outer.types,
        outer.values.isEmpty() ? values : outer.values,
        outer.values.isEmpty() ? constant : outer.constant,
        merged(bounds, outer.bounds),
        outer.serverDefault.or(() -> serverDefault),
        merged(flags, outer.flags),
        merged(fields, outer.fields),
        merged(required, outer.required),
        outer.items.or(() -> items),
        closed || outer.closed,
        outer.others.or(() -> others),
        variants,
        merged(rest, outer.rest));
  }

  private static <V> Map<String, V> merged(Map<String, V> inner, Map<String, V> outer) {
    Map<String, V> merged = new LinkedHashMap<>(inner);
    merged.putAll(outer);
    return merged;
  }

  private static Set<String> merged(Set<String> inner, Set<String> outer) {
    Set<String> merged = new TreeSet<>(inner);
    merged.addAll(outer);
    return merged;
  }
}
