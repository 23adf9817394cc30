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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the response models out of the named answers. */
final class ResponseTypes {
  private final AnswerNames names;
  private final JobRule jobs;

  ResponseTypes(AnswerNames names, JobRule jobs) {
    this.names = names;
    this.jobs = jobs;
  }

  /** The type that a call of the operation returns, as Java source: {@code List<Job>}. */
  String answer(Operation operation) {
    if (operation.answer().json().isEmpty() || operation.method().equals("HEAD")) {
      return operation.answer().bytes() && !operation.method().equals("HEAD")
          ? "ResponseBody"
          : "Void";
    }
    Schema schema = operation.answer().json().get();
    return javaType(schema, names.find(operation).orElse("JsonElement"));
  }

  /** All response models, by name. */
  List<ResponseType> make() {
    List<ResponseType> made = new ArrayList<>();
    names.types().forEach((name, schema) -> made.add(type(name, schema)));
    return made;
  }

  private ResponseType type(String name, Schema schema) {
    Struct struct = (Struct) schema.shape();
    Set<String> taken = new HashSet<>(JavaNames.RESERVED_TYPES);
    taken.addAll(names.types().keySet());
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
      return names
          .resourceLike(struct)
          .orElseGet(() -> record(field, property, schema, taken, nested));
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
