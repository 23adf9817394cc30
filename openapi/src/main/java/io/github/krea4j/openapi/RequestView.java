package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Operation.FieldAlias;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Free;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the template of a request prints, in the order in which it prints it.
 *
 * @param heritage the extends and implements clauses
 * @param modelId a string literal; empty where the request starts no generation
 * @param required an array initializer with the required fields; empty where there are none
 */
record RequestView(
    List<String> imports,
    String doc,
    boolean deprecated,
    String typeName,
    String heritage,
    String modelId,
    String required,
    String constructorDoc,
    List<Constant> constants,
    List<Setter> setters,
    List<EnumView> enums) {

  /** A field that the constructor sets. */
  record Constant(String field, String value) {}

  /** A method; {@code getter} holds the one that follows the last setter of a field. */
  record Setter(
      String doc,
      boolean deprecated,
      String name,
      String parameterType,
      String body,
      List<Getter> getter) {}

  /** A method that reads a field. */
  record Getter(String doc, boolean deprecated, String type, String name, String body) {}

  static RequestView of(RequestType type, String jsonPackage) {
    List<Setter> setters = new ArrayList<>();
    type.fields().forEach(field -> setters.addAll(setters(field)));
    type.operation().ifPresent(operation -> setters.addAll(aliasSetters(type, operation)));
    List<Constant> constants = constants(type);
    return new RequestView(
        imports(type, setters, jsonPackage),
        RequestDocs.type(type).render(0),
        type.operation().filter(Operation::deprecated).isPresent(),
        type.name(),
        heritage(type),
        type.generation() ? Literals.string(ModelId.of(type.operation().orElseThrow())) : "",
        required(type),
        RequestDocs.constructor(!constants.isEmpty()).render(2),
        constants,
        setters,
        type.enums().stream().map(each -> EnumView.of(each, 2)).toList());
  }

  private static String heritage(RequestType type) {
    String superclass = "extends RequestModel<" + type.name() + ">";
    return type.generation() ? superclass + "\n    implements GenerationRequest" : superclass;
  }

  private static String required(RequestType type) {
    String names =
        type.fields().stream()
            .filter(RequestType.Field::required)
            .map(field -> Literals.string(field.wireName()))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "{" + names + "}";
  }

  private static List<Constant> constants(RequestType type) {
    List<Constant> constants = new ArrayList<>();
    for (RequestType.Field field : type.fields()) {
      Optional<JsonNode> constant = field.schema().facets().constant();
      if (field.required() && constant.isPresent()) {
        String value =
            type.enumNamed(field.nested())
                .map(owner -> owner.name() + "." + owner.constantFor(constant.get()))
                .orElseGet(() -> Literals.java(constant.get()));
        constants.add(new Constant(Literals.string(field.wireName()), value));
      }
    }
    return constants;
  }

  private static List<Setter> setters(RequestType.Field field) {
    List<Setter> setters = new ArrayList<>();
    List<String> parameterTypes = parameterTypes(field);
    for (String parameterType : parameterTypes) {
      boolean last = setters.size() == parameterTypes.size() - 1;
      String body = "set(" + Literals.string(field.wireName()) + ", " + field.accessor() + ")";
      setters.add(
          new Setter(
              RequestDocs.setter(field, parameterType).render(2),
              field.schema().facets().deprecated(),
              field.accessor(),
              parameterType,
              body,
              last ? List.of(getter(field)) : List.of()));
    }
    return setters;
  }

  private static Getter getter(RequestType.Field field) {
    String[] typeAndReader = reader(field.schema(), field.nested());
    String arguments =
        Literals.string(field.wireName())
            + (typeAndReader[2].isEmpty() ? "" : ", " + typeAndReader[2] + ".class");
    return new Getter(
        RequestDocs.getter(field).render(2),
        field.schema().facets().deprecated(),
        typeAndReader[0],
        field.accessor(),
        typeAndReader[1] + "(" + arguments + ")");
  }

  /** What may be given to the setter: numbers stay as the caller wrote them. */
  private static List<String> parameterTypes(RequestType.Field field) {
    Schema schema = field.schema();
    if (schema.shape() instanceof Numeric numeric && numeric.integer()) {
      return List.of("long");
    }
    if (schema.shape() instanceof Flag) {
      return List.of("boolean");
    }
    String type = "@Nullable " + javaType(schema, field.nested());
    return schema.shape() instanceof Choice choice && choice.kind() != ChoiceKind.TEXT
        ? List.of(type, "@Nullable Number")
        : List.of(type);
  }

  /** The type of a value that callers hand in. */
  private static String javaType(Schema schema, String nested) {
    if (schema.shape() instanceof Sequence sequence) {
      Schema items = sequence.items();
      return items.shape() instanceof Free ? "List<?>" : "List<" + javaType(items, nested) + ">";
    }
    if (schema.shape() instanceof Dictionary dictionary) {
      Schema values = dictionary.values();
      return values.shape() instanceof Free
          ? "Map<String, ?>"
          : "Map<String, " + javaType(values, nested) + ">";
    }
    return scalar(schema, nested, "Object");
  }

  private static String scalar(Schema schema, String nested, String free) {
    if (!nested.isEmpty()) {
      return nested;
    }
    if (schema.shape() instanceof Text) {
      return "String";
    }
    if (schema.shape() instanceof Numeric numeric) {
      return numeric.integer() ? "Long" : "Number";
    }
    return schema.shape() instanceof Flag ? "Boolean" : free;
  }

  /** The getter's type, the inherited method that reads it, and the class that one needs. */
  private static String[] reader(Schema schema, String nested) {
    if (schema.shape() instanceof Sequence sequence) {
      Schema items = sequence.items();
      boolean structured = items.shape() instanceof Sequence || items.shape() instanceof Dictionary;
      String item = structured ? "JsonElement" : scalar(items, nested, "JsonElement");
      return new String[] {"List<" + item + ">", "list", item};
    }
    if (schema.shape() instanceof Struct) {
      return new String[] {nested, "object", nested};
    }
    if (schema.shape() instanceof Choice) {
      return new String[] {nested, "enumeration", nested};
    }
    String type = scalar(schema, "", "JsonElement");
    String method =
        switch (type) {
          case "String" -> "string";
          case "Number" -> "number";
          case "Long" -> "integer";
          case "Boolean" -> "bool";
          default -> "json";
        };
    return new String[] {type, method, ""};
  }

  /** Setters under old names, where an old name is more than another spelling of the new one. */
  private static List<Setter> aliasSetters(RequestType type, Operation operation) {
    Set<String> taken = new TreeSet<>();
    type.fields().forEach(field -> taken.add(field.accessor()));
    List<Setter> setters = new ArrayList<>();
    for (FieldAlias alias : operation.aliases()) {
      Optional<RequestType.Field> field =
          type.fields().stream().filter(each -> each.wireName().equals(alias.to())).findFirst();
      String name = JavaNames.requestAccessor(alias.from());
      boolean spelling = Words.key(alias.from()).equals(Words.key(alias.to()));
      if (field.isPresent() && !spelling && taken.add(name)) {
        setters.addAll(aliasSetters(alias, name, field.get()));
      }
    }
    return setters;
  }

  private static List<Setter> aliasSetters(FieldAlias alias, String name, RequestType.Field field) {
    return parameterTypes(field).stream()
        .map(
            parameterType ->
                new Setter(
                    RequestDocs.aliasSetter(alias, name, field, parameterType).render(2),
                    true,
                    name,
                    parameterType,
                    field.accessor() + "(" + name + ")",
                    List.of()))
        .toList();
  }

  private static List<String> imports(RequestType type, List<Setter> setters, String jsonPackage) {
    Set<String> imports = new TreeSet<>();
    imports.add("com.google.gson.annotations.JsonAdapter");
    imports.add(jsonPackage + ".RequestAdapterFactory");
    if (!type.enums().isEmpty()) {
      imports.add(jsonPackage + ".WireEnumAdapterFactory");
    }
    String types =
        setters.stream()
            .map(
                setter ->
                    setter.parameterType()
                        + setter.getter().stream()
                            .map(getter -> "@Nullable " + getter.type())
                            .collect(Collectors.joining()))
            .collect(Collectors.joining(" "));
    Imports.addUsed(types, imports);
    return List.copyOf(imports);
  }
}
