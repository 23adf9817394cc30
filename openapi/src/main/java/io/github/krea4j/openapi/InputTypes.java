package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Union;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names the objects inside request bodies. Objects of one shape under one field name share a type:
 * {@code styles} holds {@code StyleInput} wherever its items look alike.
 *
 * <p>A field keeps the type that the surface lists for it. Should the shapes under one listed type
 * come to differ, the shape that the surface describes keeps it. Among new ones the most frequent
 * shape takes the plain name if no one ever had it; every other gets its request's name in front.
 */
final class InputTypes {
  private static final String SUFFIX = FieldType.Input.SUFFIX;

  private final Surface surface;
  private final SchemaJoin join;
  private final Map<String, Schema> types = new TreeMap<>();
  private final Map<String, Map<String, String>> names = new TreeMap<>();
  private final Map<String, Set<String>> places = new TreeMap<>();

  InputTypes(Surface surface, SchemaJoin join) {
    this.surface = surface;
    this.join = join;
  }

  /** An object under a field of a request. */
  private record Use(
      String request, Operation operation, String field, String plainName, Schema schema) {
    String shape() {
      return InputTypes.shape(schema);
    }

    String prefixedName() {
      return request.replaceFirst("Request$", "") + plainName;
    }
  }

  /**
   * A request whose objects are to be named.
   *
   * @param request its type
   */
  record Body(String request, Operation operation, Struct struct) {}

  /** Names the objects inside the given bodies. */
  void name(List<Body> bodies) {
    List<Use> present = uses(bodies, false);
    List<Use> fresh = keepListedNames(present);
    fresh.stream()
        .collect(Collectors.groupingBy(Use::plainName, TreeMap::new, Collectors.toList()))
        .forEach(this::nameFresh);
    uses(bodies, true).forEach(this::keepListedName);
    new TreeMap<>(types).forEach(this::nameInside);
  }

  /** A retired request goes on with the type of its day, which its other users may have changed. */
  private void keepListedName(Use use) {
    String name = listedName(use).orElseGet(() -> unused(use.prefixedName()));
    assign(use.request(), use.field(), name);
    types.putIfAbsent(name, use.schema());
  }

  /** The fields that hold a type, each as its owner and its name in JSON: {@code A#styles}. */
  Set<String> places(String type) {
    return places.getOrDefault(type, Set.of());
  }

  /** The types so far, by name. */
  Map<String, Schema> types() {
    return types;
  }

  /** The type of the object under a field of a request or input type. */
  Optional<String> find(String owner, String field) {
    return Optional.ofNullable(names.getOrDefault(owner, Map.of()).get(field));
  }

  private static List<Use> uses(List<Body> bodies, boolean retired) {
    List<Use> uses = new ArrayList<>();
    for (Body body : bodies) {
      if (body.operation().retired().isPresent() != retired) {
        continue;
      }
      body.struct()
          .properties()
          .forEach(
              (field, property) ->
                  object(property)
                      .ifPresent(object -> uses.add(use(body, field, property, object))));
    }
    return uses;
  }

  private static Use use(Body body, String field, Property property, Schema object) {
    String plainName = typeName(field, property) + SUFFIX;
    return new Use(body.request(), body.operation(), field, plainName, object);
  }

  /** Gives listed names to the fields that had them; what remains is new. */
  private List<Use> keepListedNames(List<Use> uses) {
    Map<String, List<Use>> listed = new TreeMap<>();
    List<Use> fresh = new ArrayList<>();
    for (Use use : uses) {
      listedName(use)
          .ifPresentOrElse(
              name -> listed.computeIfAbsent(name, key -> new ArrayList<>()).add(use),
              () -> fresh.add(use));
    }
    listed.forEach(
        (name, claimants) -> {
          List<Use> heirs =
              heirs(claimants, surface.inputs().getOrDefault(name, Map.of()).keySet());
          heirs.forEach(heir -> assign(heir, name));
          claimants.stream().filter(use -> !heirs.contains(use)).forEach(fresh::add);
        });
    return fresh;
  }

  private Optional<String> listedName(Use use) {
    return surface
        .find(use.operation())
        .map(entry -> entry.fields().get(use.field()))
        .flatMap(field -> field.type().input());
  }

  /** Of the claimants of one name, those with the shape it stands for, else the largest group. */
  private static List<Use> heirs(List<Use> claimants, Set<String> listedFields) {
    List<List<Use>> groups = byShape(claimants);
    return groups.stream()
        .filter(group -> fields(group.get(0).schema()).equals(new TreeSet<>(listedFields)))
        .findFirst()
        .orElse(groups.get(0));
  }

  private void nameFresh(String plainName, List<Use> uses) {
    List<List<Use>> groups = byShape(uses);
    for (List<Use> group : groups) {
      Schema holder = types.get(plainName);
      boolean same = holder != null && shape(holder).equals(group.get(0).shape());
      boolean free =
          holder == null && !surface.inputs().containsKey(plainName) && group == groups.get(0);
      for (Use use : group) {
        assign(use, same || free ? plainName : unused(use.prefixedName()));
      }
    }
  }

  private String unused(String name) {
    Set<String> taken = new HashSet<>(types.keySet());
    taken.addAll(surface.inputs().keySet());
    return JavaNames.unique(name, taken);
  }

  private void assign(Use use, String name) {
    assign(use.request(), use.field(), name);
    add(name, use.schema());
  }

  private void assign(String owner, String field, String name) {
    names.computeIfAbsent(owner, key -> new TreeMap<>()).put(field, name);
    places.computeIfAbsent(name, key -> new TreeSet<>()).add(owner + "#" + field);
  }

  private void add(String name, Schema schema) {
    Schema known = types.get(name);
    types.put(name, known == null ? schema : join.two(known, schema).orElse(known));
  }

  /** Objects inside an input type are named after it and their field. */
  private void nameInside(String owner, Schema schema) {
    ((Struct) schema.shape())
        .properties()
        .forEach(
            (field, property) ->
                object(property).ifPresent(object -> nameInside(owner, field, property, object)));
  }

  private void nameInside(String owner, String field, Property property, Schema object) {
    Optional<String> listed =
        surface.field(Optional.empty(), owner, field).flatMap(each -> each.type().input());
    String wish = owner.replaceFirst(SUFFIX + "$", "") + typeName(field, property) + SUFFIX;
    String name = listed.orElseGet(() -> unused(wish));
    assign(owner, field, name);
    add(name, object);
    nameInside(name, object);
  }

  /** Groups of one shape, the largest first; of equal ones the one with the first request. */
  private static List<List<Use>> byShape(List<Use> uses) {
    return uses.stream()
        .collect(Collectors.groupingBy(Use::shape, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .sorted(
            Comparator.comparing((List<Use> group) -> -group.size())
                .thenComparing(group -> group.get(0).request()))
        .toList();
  }

  /** The object that a field holds in the end, if it does. */
  private static Optional<Schema> object(Property property) {
    return property.schema().leaves().filter(each -> each.shape() instanceof Struct).findFirst();
  }

  private static String typeName(String field, Property property) {
    boolean many = property.schema().shape() instanceof Sequence;
    String name = Words.pascal(many ? Words.singular(field) : field);
    return JavaNames.isUsable(name) ? name : "_" + name;
  }

  private static Set<String> fields(Schema schema) {
    return new TreeSet<>(((Struct) schema.shape()).properties().keySet());
  }

  /** What makes two objects the same type: the names and kinds of their fields, and constants. */
  private static String shape(Schema schema) {
    if (schema.shape() instanceof Struct struct) {
      Map<String, String> fields = new TreeMap<>();
      struct.properties().forEach((name, property) -> fields.put(name, shape(property.schema())));
      return fields.toString();
    }
    if (schema.shape() instanceof Sequence sequence) {
      return "[" + shape(sequence.items()) + "]";
    }
    if (schema.shape() instanceof Dictionary dictionary) {
      return "<" + shape(dictionary.values()) + ">";
    }
    if (schema.shape() instanceof Union union) {
      return union.variants().stream().map(InputTypes::shape).toList().toString();
    }
    String constant = schema.facets().constant().map(Literals::plain).orElse("");
    return schema.shape().getClass().getSimpleName() + constant;
  }
}
