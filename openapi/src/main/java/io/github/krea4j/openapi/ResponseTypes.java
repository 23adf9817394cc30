package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ResponseType.Field;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Property;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the response models. The document describes each answer anew; here {@code GET /things/{id}}
 * names the thing, whatever looks like it is it, and other answers are named after their operation.
 */
final class ResponseTypes {
  private static final String ERROR = "ErrorResponse";

  private final Surface surface;
  private final JobRule jobs;
  private final SchemaJoin join;
  private final Map<String, Schema> types = new TreeMap<>();
  private final Set<String> resources = new TreeSet<>();
  private final Map<String, String> answers = new TreeMap<>();

  ResponseTypes(Surface surface, JobRule jobs, SpecWarnings warnings) {
    this.surface = surface;
    this.jobs = jobs;
    this.join = new SchemaJoin(warnings);
  }

  /** Names the answers of all operations; afterwards the other methods can be asked. */
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

  /** The type that a call of the operation returns, as Java source: {@code List<Job>}. */
  String answer(Operation operation) {
    if (operation.answer().json().isEmpty() || operation.method().equals("HEAD")) {
      return operation.answer().bytes() && !operation.method().equals("HEAD")
          ? "ResponseBody"
          : "Void";
    }
    Schema schema = operation.answer().json().get();
    return javaType(schema, answers.getOrDefault(operation.key(), "JsonElement"));
  }

  /** All response models, by name. */
  List<ResponseType> make() {
    List<ResponseType> made = new ArrayList<>();
    types.forEach((name, schema) -> made.add(type(name, schema)));
    return made;
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

  private static Optional<String> resourceName(Operation operation) {
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

  private static String newName(NamedOperation named) {
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

  private static String typeName(String wish) {
    if (!JavaNames.isUsable(wish)) {
      return "Resource" + wish;
    }
    return JavaNames.RESERVED_TYPES.contains(wish) ? wish + "Resource" : wish;
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
    types.put(name, known == null ? schema : join.two(known, schema, name).orElse(known));
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
  private Optional<String> resourceLike(Struct struct) {
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

  private ResponseType type(String name, Schema schema) {
    Struct struct = (Struct) schema.shape();
    Set<String> taken = new HashSet<>(JavaNames.RESERVED_TYPES);
    taken.addAll(types.keySet());
    taken.add(name);
    List<EnumType> enums = new ArrayList<>();
    List<ResponseType> nested = new ArrayList<>();
    Map<String, String> innermost = new LinkedHashMap<>();
    struct
        .properties()
        .forEach(
            (field, property) ->
                innermost.put(field, innermost(field, property, taken, enums, nested)));
    String description = schema.facets().description();
    return new ResponseType(name, description, fields(struct, innermost), enums, nested);
  }

  /** The type that a field holds in the end; makes it, if it is nested here. */
  private String innermost(
      String field,
      Property property,
      Set<String> taken,
      List<EnumType> enums,
      List<ResponseType> nested) {
    Schema schema = property.schema().innermost();
    if (JobRule.isJob(schema)) {
      return JobRule.JOB;
    }
    if (schema.shape() instanceof Choice choice) {
      return jobs.isStatus(choice)
          ? JobRule.STATUS
          : enumeration(field, property, choice, taken, enums);
    }
    if (schema.shape() instanceof Struct struct) {
      return resourceLike(struct).orElseGet(() -> record(field, property, schema, taken, nested));
    }
    return scalar(schema.shape());
  }

  private static String enumeration(
      String field, Property property, Choice choice, Set<String> taken, List<EnumType> enums) {
    if (property.schema().innermost().facets().constant().isPresent()) {
      return choice.kind() == Schema.ChoiceKind.TEXT ? "String" : "Number";
    }
    String name = RequestTypes.nestedName(field, property.schema(), taken);
    taken.add(name);
    enums.add(EnumType.open(name, field, choice));
    return name;
  }

  private String record(
      String field,
      Property property,
      Schema schema,
      Set<String> taken,
      List<ResponseType> nested) {
    String name = RequestTypes.nestedName(field, property.schema(), taken);
    taken.add(name);
    nested.add(type(name, schema));
    return name;
  }

  private static List<Field> fields(Struct struct, Map<String, String> innermost) {
    List<Field> fields = new ArrayList<>();
    Set<String> components = new HashSet<>();
    struct
        .properties()
        .forEach(
            (name, property) -> {
              String component = JavaNames.unique(JavaNames.recordComponent(name), components);
              components.add(component);
              String type =
                  javaType(property.schema(), innermost.getOrDefault(name, "JsonElement"));
              fields.add(new Field(name, component, property.schema(), type));
            });
    return fields;
  }

  /** The Java type of a schema whose innermost type has a name. */
  private static String javaType(Schema schema, String innermost) {
    if (schema.shape() instanceof Sequence sequence) {
      return "List<" + javaType(sequence.items(), innermost) + ">";
    }
    if (schema.shape() instanceof Dictionary dictionary) {
      return "Map<String, " + javaType(dictionary.values(), innermost) + ">";
    }
    if (JobRule.isJob(schema)) {
      return JobRule.JOB;
    }
    return schema.shape() instanceof Struct || schema.shape() instanceof Choice
        ? innermost
        : scalar(schema.shape());
  }

  private static String scalar(Shape shape) {
    if (shape instanceof Text text) {
      return text.format().equals("date-time") ? "Instant" : "String";
    }
    if (shape instanceof Numeric numeric) {
      return numeric.integer() ? "Long" : "Number";
    }
    return shape instanceof Flag ? "Boolean" : "JsonElement";
  }
}
