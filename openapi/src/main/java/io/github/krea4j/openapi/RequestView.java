package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
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
    List<Setter> setters = FieldMethods.of(type);
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
