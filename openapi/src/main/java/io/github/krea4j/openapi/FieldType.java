package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a field of a request takes, in Java: each alternative has a setter of its own, and the first
 * one is what the getter returns.
 */
sealed interface FieldType {
  /** A type that every client has. */
  enum Scalar implements FieldType {
    STRING("String"),
    URI("URI"),
    NUMBER("Number"),
    BOOLEAN("Boolean"),
    /** A JSON object without known fields. */
    OBJECT("JsonObject"),
    /** Any JSON value. */
    JSON("JsonElement");

    private final String java;

    Scalar(String java) {
      this.java = java;
    }

    @Override
    public String toString() {
      return java;
    }
  }

  /** A generated enum, nested in the type whose field it is. */
  record Constants(String name) implements FieldType {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A generated input type. */
  record Input(String name) implements FieldType {
    static final String SUFFIX = "Input";

    @Override
    public String toString() {
      return name;
    }
  }

  /** A list. */
  record ListOf(FieldType items) implements FieldType {
    @Override
    public String toString() {
      return "List<" + items + ">";
    }
  }

  /** A map from names to values. */
  record MapOf(FieldType values) implements FieldType {
    @Override
    public String toString() {
      return "Map<" + values + ">";
    }
  }

  /** Two or more alternatives, none of them a union itself. */
  record Union(List<FieldType> alternatives) implements FieldType {
    public Union {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public String toString() {
      return alternatives.stream().map(FieldType::toString).collect(Collectors.joining("|"));
    }
  }

  /** The alternatives; a type that is no union has itself only. */
  default List<FieldType> alternatives() {
    return List.of(this);
  }

  /** The one alternative, or the union of several without repetition. */
  static FieldType of(List<FieldType> types) {
    Set<FieldType> flat = new LinkedHashSet<>();
    types.forEach(type -> flat.addAll(type.alternatives()));
    return flat.size() == 1 ? flat.iterator().next() : new Union(new ArrayList<>(flat));
  }

  /**
   * Reads a schema.
   *
   * @param field the name of the field in JSON
   * @param constants the enum for its listed values; empty where it has none
   * @param input the type for its object; empty where it has none
   */
  static FieldType of(Schema schema, String field, String constants, String input) {
    Schema.Shape shape = schema.shape();
    if (shape instanceof Schema.Union union) {
      return of(
          union.variants().stream()
              .map(variant -> of(variant, field, constants, input))
              .collect(Collectors.toList()));
    }
    if (shape instanceof Schema.Sequence sequence) {
      return new ListOf(of(sequence.items(), field, constants, input));
    }
    if (shape instanceof Schema.Dictionary dictionary) {
      return new MapOf(of(dictionary.values(), "", constants, input));
    }
    if (shape instanceof Schema.Struct) {
      return new Input(input);
    }
    if (shape instanceof Schema.Choice choice) {
      boolean text = choice.kind() == Schema.ChoiceKind.TEXT;
      return new Union(List.of(new Constants(constants), text ? Scalar.STRING : Scalar.NUMBER));
    }
    if (shape instanceof Schema.Text text) {
      return text.isUrl() || Words.endsInUrl(field)
          ? new Union(List.of(Scalar.STRING, Scalar.URI))
          : Scalar.STRING;
    }
    if (shape instanceof Schema.Numeric) {
      return Scalar.NUMBER;
    }
    if (shape instanceof Schema.Flag) {
      return Scalar.BOOLEAN;
    }
    return shape instanceof Schema.Free free && free.object() ? Scalar.OBJECT : Scalar.JSON;
  }

  /**
   * This type, as it was generated once, brought up to a later document: what programs call stays
   * where the service still takes it, and what is new is added behind.
   */
  default FieldType grownTo(FieldType later) {
    List<FieldType> now = later.alternatives();
    List<FieldType> grown = new ArrayList<>();
    for (FieldType known : alternatives()) {
      if (now.contains(known) || known.isCoveredBy(now)) {
        grown.add(known);
      } else {
        now.stream().flatMap(each -> known.inside(each).stream()).findFirst().ifPresent(grown::add);
      }
    }
    for (FieldType fresh : now) {
      boolean held = grown.stream().anyMatch(each -> each.sameContainer(fresh));
      if (!held) {
        grown.add(fresh);
      }
    }
    return of(grown);
  }

  /** Whether values of this type are values of one of the others. */
  private boolean isCoveredBy(List<FieldType> others) {
    boolean text = others.contains(Scalar.STRING);
    boolean number = others.contains(Scalar.NUMBER);
    return others.contains(Scalar.JSON)
        || (this == Scalar.URI && text)
        || (this instanceof Constants && (text || number));
  }

  /** A list inside a list, a map inside a map: their contents grow. */
  private Optional<FieldType> inside(FieldType later) {
    if (this instanceof ListOf mine && later instanceof ListOf theirs) {
      return Optional.of(new ListOf(mine.items().grownTo(theirs.items())));
    }
    return this instanceof MapOf mine && later instanceof MapOf theirs
        ? Optional.of(new MapOf(mine.values().grownTo(theirs.values())))
        : Optional.empty();
  }

  private boolean sameContainer(FieldType other) {
    return equals(other)
        || (this instanceof ListOf && other instanceof ListOf)
        || (this instanceof MapOf && other instanceof MapOf);
  }

  /** The name of the first type inside that is wanted. */
  private Optional<String> name(Predicate<FieldType> wanted) {
    return leaves().filter(wanted).map(FieldType::toString).findFirst();
  }

  /** The enum that this holds in the end, if any. */
  default Optional<String> constants() {
    return name(Constants.class::isInstance);
  }

  /** The input type that this holds in the end, if any. */
  default Optional<String> input() {
    return name(Input.class::isInstance);
  }

  private Stream<FieldType> leaves() {
    if (this instanceof ListOf list) {
      return list.items().leaves();
    }
    if (this instanceof MapOf map) {
      return map.values().leaves();
    }
    return this instanceof Union union
        ? union.alternatives().stream().flatMap(FieldType::leaves)
        : Stream.of(this);
  }

  /**
   * Reads a type as its {@code toString} writes it.
   *
   * @throws IllegalArgumentException if it is no type
   */
  static FieldType parse(String text) {
    List<FieldType> alternatives = new ArrayList<>();
    for (String part : split(text)) {
      alternatives.add(parseOne(part));
    }
    return of(alternatives);
  }

  private static FieldType parseOne(String text) {
    for (Scalar scalar : Scalar.values()) {
      if (scalar.toString().equals(text)) {
        return scalar;
      }
    }
    if (text.startsWith("List<") && text.endsWith(">")) {
      return new ListOf(parse(text.substring(5, text.length() - 1)));
    }
    if (text.startsWith("Map<") && text.endsWith(">")) {
      return new MapOf(parse(text.substring(4, text.length() - 1)));
    }
    if (!JavaNames.isUsable(text)) {
      throw new IllegalArgumentException("\"" + text + "\" is no type of a field");
    }
    return text.endsWith(Input.SUFFIX) ? new Input(text) : new Constants(text);
  }

  /** The alternatives between bars that stand outside of angle brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == '|' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
