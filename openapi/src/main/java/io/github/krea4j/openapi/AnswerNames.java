package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Schema.Struct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names the objects that operations answer. The document describes each answer anew; here {@code
 * GET /things/{id}} names the thing, whatever looks like it is it, and other answers are named
 * after their operation. An answer that the surface lists keeps its name.
 */
final class AnswerNames {
  private static final String ERROR = "ErrorResponse";

  private final Surface surface;
  private final SchemaJoin join;
  private final Map<String, Schema> types = new TreeMap<>();
  private final Set<String> resources = new TreeSet<>();
  private final Map<String, String> answers = new TreeMap<>();

  AnswerNames(Surface surface) {
    this.surface = surface;
    this.join = new SchemaJoin();
  }

  /** Names the answers of all operations; afterwards the others can be asked. */
  void name(Collection<NamedOperation> operations) {
    List<NamedOperation> unnamed = new ArrayList<>();
    for (NamedOperation named : operations) {
      Operation operation = named.operation();
      Optional<String> name = listedName(operation).or(() -> resourceName(operation));
      if (structOf(operation).isEmpty()) {
        continue;
      }
      name.ifPresentOrElse(known -> assign(operation, known), () -> unnamed.add(named));
      if (resourceName(operation).isPresent()) {
        resources.add(name.orElseThrow());
      }
    }
    for (NamedOperation named : unnamed) {
      Struct struct = structOf(named.operation()).orElseThrow();
      assign(named.operation(), resourceLike(struct).orElseGet(() -> unused(newName(named))));
    }
    nameErrors(operations);
  }

  /** The named objects, each joined from all places that describe it. */
  Map<String, Schema> types() {
    return Collections.unmodifiableMap(types);
  }

  /** The name of the object that an operation answers, by itself or in a list. */
  Optional<String> find(Operation operation) {
    return Optional.ofNullable(answers.get(operation.key()));
  }

  private Optional<Struct> structOf(Operation operation) {
    return operation
        .answer()
        .json()
        .map(Schema::innermost)
        .filter(schema -> !JobRule.isJob(schema))
        .filter(schema -> schema.shape() instanceof Struct)
        .map(schema -> (Struct) schema.shape());
  }

  private Optional<String> listedName(Operation operation) {
    return surface
        .find(operation)
        .map(entry -> Surface.innermost(entry.answer()))
        .filter(name -> !JavaNames.RESERVED_TYPES.contains(name) && JavaNames.isUsable(name));
  }

  private Optional<String> resourceName(Operation operation) {
    List<String> segments = operation.segments();
    boolean resource =
        operation.method().equals("GET")
            && segments.size() == 2
            && !Operation.isPlaceholder(segments.get(0))
            && Operation.isPlaceholder(segments.get(1));
    return resource
        ? Optional.of(typeName(Words.pascal(Words.singular(segments.get(0)))))
        : Optional.empty();
  }

  private String newName(NamedOperation named) {
    Operation operation = named.operation();
    List<String> segments = operation.segments();
    boolean list =
        operation.method().equals("GET")
            && segments.size() == 1
            && !Operation.isPlaceholder(segments.get(0));
    if (!list) {
      return Words.pascal(named.method()) + "Response";
    }
    boolean page = operation.answer().json().orElseThrow().shape() instanceof Struct;
    String thing = Words.pascal(Words.singular(segments.get(0)));
    return typeName(page ? thing + "Page" : thing);
  }

  private String typeName(String wish) {
    if (!JavaNames.isUsable(wish)) {
      return "Resource" + wish;
    }
    boolean given = JavaNames.RESERVED_TYPES.contains(wish) || surface.responses().hasNested(wish);
    return given ? wish + "Resource" : wish;
  }

  private String unused(String wish) {
    return JavaNames.unique(wish, types.keySet());
  }

  private void assign(Operation operation, String name) {
    answers.put(operation.key(), name);
    add(name, operation.answer().json().orElseThrow().innermost());
  }

  private void add(String name, Schema schema) {
    Schema known = types.get(name);
    types.put(name, known == null ? schema : join.two(known, schema).orElse(known));
  }

  /** Error bodies are one type with the fields of all. */
  private void nameErrors(Collection<NamedOperation> operations) {
    for (NamedOperation named : operations) {
      for (Schema error : named.operation().errors()) {
        if (error.shape() instanceof Struct) {
          add(ERROR, error);
        }
      }
    }
  }

  /**
   * The resource that an object is: it has the same fields, or one of the two lacks some while both
   * require two or more others.
   */
  Optional<String> resourceLike(Struct struct) {
    return types.entrySet().stream()
        .filter(type -> resources.contains(type.getKey()))
        .filter(type -> alike((Struct) type.getValue().shape(), struct))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean alike(Struct a, Struct b) {
    Set<String> fieldsOfA = a.properties().keySet();
    Set<String> fieldsOfB = b.properties().keySet();
    if (fieldsOfA.equals(fieldsOfB)) {
      return true;
    }
    boolean nested = fieldsOfA.containsAll(fieldsOfB) || fieldsOfB.containsAll(fieldsOfA);
    Set<String> required = required(a);
    required.retainAll(required(b));
    return nested && required.size() >= 2;
  }

  private static Set<String> required(Struct struct) {
    Set<String> required = new HashSet<>();
    struct
        .properties()
        .forEach(
            (name, property) -> {
              if (property.required()) {
                required.add(name);
              }
            });
    return required;
  }
}
