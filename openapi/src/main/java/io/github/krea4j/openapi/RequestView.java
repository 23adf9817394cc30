package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.FieldType.ListOf;
import io.github.krea4j.openapi.FieldType.MapOf;
import io.github.krea4j.openapi.FieldType.Scalar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What the template of a request prints, in the order in which it prints it.
 *
 * @param heritage the extends and implements clauses
 * @param modelId a string literal; empty where the request starts no generation
 * @param required an array initializer with the paths of the required fields; empty where there are
 *     none
 * @param variants an array initializer with the fields of each variant; empty where there are none
 */
record RequestView(
    List<String> imports,
    String doc,
    boolean deprecated,
    String typeName,
    String heritage,
    String modelId,
    String required,
    String variants,
    String constructorDoc,
    List<Constant> constants,
    List<Setter> setters,
    List<EnumView> enums) {

  private static final Collector<CharSequence, ?, String> JOINING =
      Collectors.joining(", ", "{", "}");

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

  /**
   * Words a type.
   *
   * @param inputs the types of the objects inside, for what they require
   * @param date the day against which dates in the document are judged
   */
  static RequestView of(
      RequestType type, Map<String, RequestType> inputs, String jsonPackage, LocalDate date) {
    List<Setter> setters = FieldMethods.of(type, date);
    List<Constant> constants = constants(type);
    return new RequestView(
        imports(type, setters, jsonPackage),
        RequestDocs.type(type).render(0),
        type.operation().filter(Operation::deprecated).isPresent(),
        type.name(),
        heritage(type),
        type.generation() ? Literals.string(ModelId.of(type.operation().orElseThrow())) : "",
        initializer(
            required(type, inputs, new TreeSet<>()).stream().map(Literals::string).toList()),
        initializer(
            type.variants().stream()
                .map(fields -> fields.stream().map(Literals::string).collect(JOINING))
                .toList()),
        RequestDocs.constructor(!constants.isEmpty()).render(2),
        constants,
        setters,
        type.enums().stream().map(each -> EnumView.of(each, 2)).toList());
  }

  private static String heritage(RequestType type) {
    String superclass = "extends RequestModel<" + type.name() + ">";
    return type.generation() ? superclass + "\n    implements GenerationRequest" : superclass;
  }

  /** An array initializer; empty for none. */
  private static String initializer(List<String> elements) {
    return elements.isEmpty() ? "" : "{" + String.join(", ", elements) + "}";
  }

  /**
   * The paths of the required fields, those of objects inside among them: {@code styles[].id}.
   *
   * @param around the types on the way here, so that one that holds itself is entered once
   */
  private static List<String> required(
      RequestType type, Map<String, RequestType> inputs, Set<String> around) {
    List<String> paths = new ArrayList<>();
    type.fields().stream()
        .filter(RequestType.Field::required)
        .forEach(field -> paths.add(field.wireName()));
    if (around.add(type.name())) {
      for (RequestType.Field field : type.fields()) {
        for (FieldType alternative : field.type().alternatives()) {
          String prefix = field.wireName() + (alternative instanceof ListOf ? "[]." : ".");
          itemOrSelf(alternative)
              .input()
              .map(inputs::get)
              .ifPresent(
                  input ->
                      required(input, inputs, around).forEach(path -> paths.add(prefix + path)));
        }
      }
      around.remove(type.name());
    }
    return paths;
  }

  private static FieldType itemOrSelf(FieldType type) {
    FieldType item = type instanceof ListOf list ? list.items() : type;
    // what is deeper than a list of objects is left to the service
    return item instanceof ListOf || item instanceof MapOf ? Scalar.JSON : item;
  }

  private static List<Constant> constants(RequestType type) {
    List<Constant> constants = new ArrayList<>();
    for (RequestType.Field field : type.fields()) {
      Optional<JsonNode> constant = field.schema().facets().constant();
      if (field.required() && constant.isPresent()) {
        String value =
            type.enumOf(field)
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
                            .map(getter -> " @Nullable " + getter.type())
                            .collect(Collectors.joining()))
            .collect(Collectors.joining(" "));
    Imports.addUsed(types, imports);
    return List.copyOf(imports);
  }
}
