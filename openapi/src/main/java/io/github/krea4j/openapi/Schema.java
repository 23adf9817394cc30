package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A schema of the document, reduced to what a Java type can be made of.
 *
 * @param shape which kind of JSON value it describes
 * @param nullable whether an explicit null is allowed too
 * @param facets what is said about the value besides its type
 */
record Schema(Shape shape, boolean nullable, Facets facets) {
  /** The kinds of JSON value that the rules tell apart. */
  sealed interface Shape {}

  /** A text; the format is empty where none is given. */
  record Text(String format) implements Shape {
    boolean isUrl() {
      return format.equals("uri") || format.equals("url");
    }
  }

  /** A number. */
  record Numeric(boolean integer) implements Shape {}

  /** A boolean. */
  record Flag() implements Shape {}

  /** One of the listed values, all texts or all numbers. */
  record Choice(ChoiceKind kind, List<JsonNode> values) implements Shape {
    Choice {
      values = List.copyOf(values);
    }
  }

  enum ChoiceKind {
    TEXT,
    NUMBER,
    INTEGER
  }

  /**
   * An object whose fields are known.
   *
   * @param closed whether the service refuses other fields
   * @param variants the fields of each variant, where this joins variants of which the service
   *     takes the fields of one alone; else empty
   */
  record Struct(Map<String, Property> properties, boolean closed, List<Set<String>> variants)
      implements Shape {
    Struct {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
      variants = List.copyOf(variants);
    }

    Struct(Map<String, Property> properties) {
      this(properties, false, List.of());
    }

    Optional<Property> find(String field) {
      return Optional.ofNullable(properties.get(field));
    }
  }

  /** An array. */
  record Sequence(Schema items) implements Shape {}

  /** An object with any keys and values of one type. */
  record Dictionary(Schema values) implements Shape {}

  /** Any JSON value, or any JSON object. */
  record Free(boolean object) implements Shape {}

  /** A value of one of several kinds, of which each occurs once. */
  record Union(List<Schema> variants) implements Shape {
    Union {
      variants = List.copyOf(variants);
    }
  }

  /** The value null and no other. */
  record Nothing() implements Shape {}

  /** A field of an object. */
  record Property(Schema schema, boolean required) {}

  /**
   * What the document says about a value besides its type.
   *
   * @param serverDefault what the service takes when the field is absent; documentation only
   * @param constant the only value allowed, where the document says {@code const}
   * @param bounds {@code minimum}, {@code maxLength} and the like, by keyword
   */
  record Facets(
      String description,
      Optional<JsonNode> serverDefault,
      Optional<JsonNode> constant,
      Map<String, JsonNode> bounds,
      boolean deprecated) {
    static final Facets NONE = new Facets("", Optional.empty(), Optional.empty(), Map.of(), false);

    Facets {
      bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
    }
  }

  static Schema of(Shape shape) {
    return new Schema(shape, false, Facets.NONE);
  }

  static Schema free() {
    return of(new Free(false));
  }

  Schema withShape(Shape other) {
    return new Schema(other, nullable, facets);
  }

  Schema orNull(boolean alsoNull) {
    return alsoNull == nullable || !alsoNull ? this : new Schema(shape, true, facets);
  }

  /** The schemas that remain when arrays, maps and unions around them are taken off. */
  Stream<Schema> leaves() {
    if (shape instanceof Union union) {
      return union.variants().stream().flatMap(Schema::leaves);
    }
    if (shape instanceof Sequence sequence) {
      return sequence.items().leaves();
    }
    return shape instanceof Dictionary dictionary ? dictionary.values().leaves() : Stream.of(this);
  }

  /** The schema that remains when arrays and maps around it are taken off. */
  Schema innermost() {
    if (shape instanceof Sequence sequence) {
      return sequence.items().innermost();
    }
    if (shape instanceof Dictionary dictionary) {
      return dictionary.values().innermost();
    }
    return this;
  }
}
