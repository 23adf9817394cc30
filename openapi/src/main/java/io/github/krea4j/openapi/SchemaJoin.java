package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
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
import io.github.krea4j.openapi.Schema.Union;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the one schema that holds what either of two schemas holds: for unions, and for the same
 * thing described in several places. Objects join to the fields of all, with those required that
 * every one requires; values of different kinds stay apart.
 */
final class SchemaJoin {
  /** The schema for all of the given ones; empty if they are of different kinds, or none. */
  Optional<Schema> all(List<Schema> schemas) {
    Optional<Schema> joined = schemas.stream().findFirst();
    for (Schema next : schemas.subList(Math.min(1, schemas.size()), schemas.size())) {
      joined = joined.flatMap(sum -> two(sum, next));
    }
    return joined;
  }

  /** The schema for either of two; empty if they are of different kinds. */
  Optional<Schema> two(Schema a, Schema b) {
    if (a.shape() instanceof Nothing) {
      return Optional.of(b.orNull(true));
    }
    if (b.shape() instanceof Nothing) {
      return Optional.of(a.orNull(true));
    }
    return shapes(a.shape(), b.shape())
        .map(shape -> new Schema(shape, a.nullable() || b.nullable(), facets(a, b)));
  }

  /** The schema for any of the given ones, which may be of different kinds. */
  Schema union(List<Schema> schemas) {
    List<Schema> kinds = new ArrayList<>();
    boolean nullable = schemas.stream().anyMatch(Schema::nullable);
    for (Schema schema : schemas) {
      List<Schema> parts =
          schema.shape() instanceof Union union ? union.variants() : List.of(schema);
      nullable |= schema.shape() instanceof Nothing;
      parts.forEach(part -> addKind(kinds, part));
    }
    if (kinds.isEmpty()) {
      return Schema.of(new Nothing());
    }
    return kinds.size() == 1
        ? kinds.get(0).orNull(nullable)
        : new Schema(new Union(kinds), nullable, Facets.NONE);
  }

  private void addKind(List<Schema> kinds, Schema schema) {
    if (schema.shape() instanceof Nothing) {
      return;
    }
    for (int i = 0; i < kinds.size(); i++) {
      Optional<Schema> joined = two(kinds.get(i), schema);
      if (joined.isPresent()) {
        kinds.set(i, joined.get());
        return;
      }
    }
    kinds.add(schema);
  }

  private Optional<Shape> shapes(Shape a, Shape b) {
    if (a.equals(b)) {
      return Optional.of(a);
    }
    if (a instanceof Struct x && b instanceof Struct y) {
      return Optional.of(structs(x, y));
    }
    if (a instanceof Sequence x && b instanceof Sequence y) {
      return Optional.of(new Sequence(either(x.items(), y.items())));
    }
    if (a instanceof Dictionary x && b instanceof Dictionary y) {
      return Optional.of(new Dictionary(either(x.values(), y.values())));
    }
    return scalars(a, b).or(() -> scalars(b, a));
  }

  private static Optional<Shape> scalars(Shape a, Shape b) {
    if (a instanceof Union || b instanceof Union) {
      return Optional.empty();
    }
    if (a instanceof Free free && (!free.object() || isObject(b))) {
      return Optional.of(new Free(free.object()));
    }
    if (a instanceof Text && (b instanceof Text || isChoice(b, true))) {
      return Optional.of(new Text(""));
    }
    if (a instanceof Numeric x && b instanceof Numeric y) {
      return Optional.of(new Numeric(x.integer() && y.integer()));
    }
    if (a instanceof Numeric x && isChoice(b, false)) {
      boolean integer = x.integer() && ((Choice) b).kind() == ChoiceKind.INTEGER;
      return Optional.of(new Numeric(integer));
    }
    if (a instanceof Choice x && b instanceof Choice y) {
      return choices(x, y);
    }
    return a instanceof Flag && b instanceof Flag ? Optional.of(a) : Optional.empty();
  }

  private static boolean isObject(Shape shape) {
    return shape instanceof Struct
        || shape instanceof Dictionary
        || (shape instanceof Free free && free.object());
  }

  private static boolean isChoice(Shape shape, boolean ofTexts) {
    return shape instanceof Choice choice && (choice.kind() == ChoiceKind.TEXT) == ofTexts;
  }

  private static Optional<Shape> choices(Choice a, Choice b) {
    if ((a.kind() == ChoiceKind.TEXT) != (b.kind() == ChoiceKind.TEXT)) {
      return Optional.empty();
    }
    List<JsonNode> values =
        Stream.concat(a.values().stream(), b.values().stream()).distinct().toList();
    ChoiceKind kind = a.kind() == b.kind() ? a.kind() : ChoiceKind.NUMBER;
    return Optional.of(new Choice(kind, values));
  }

  private Struct structs(Struct a, Struct b) {
    Map<String, Property> properties = new LinkedHashMap<>();
    Stream.concat(a.properties().keySet().stream(), b.properties().keySet().stream())
        .distinct()
        .forEach(name -> properties.put(name, property(a.find(name), b.find(name))));
    boolean sameVariants = a.variants().equals(b.variants());
    return new Struct(
        properties, a.closed() && b.closed(), sameVariants ? a.variants() : List.of());
  }

  private Schema either(Schema a, Schema b) {
    return two(a, b).orElseGet(() -> union(List.of(a, b)));
  }

  private Property property(Optional<Property> first, Optional<Property> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return new Property(first.or(() -> second).orElseThrow().schema(), false);
    }
    Property a = first.get();
    Property b = second.get();
    return new Property(either(a.schema(), b.schema()), a.required() && b.required());
  }

  /** What both say; of the descriptions, the first there is. */
  private static Facets facets(Schema first, Schema second) {
    Facets a = first.facets();
    Facets b = second.facets();
    Map<String, JsonNode> bounds = new LinkedHashMap<>(a.bounds());
    bounds.entrySet().retainAll(b.bounds().entrySet());
    return new Facets(
        a.description().isEmpty() ? b.description() : a.description(),
        a.serverDefault().equals(b.serverDefault()) ? a.serverDefault() : Optional.empty(),
        a.constant().equals(b.constant()) ? a.constant() : Optional.empty(),
        bounds,
        a.deprecated() && b.deprecated());
  }
}
