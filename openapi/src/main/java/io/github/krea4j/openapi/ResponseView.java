package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the template of a response record prints, in the order in which it prints it. */
record ResponseView(
    List<String> imports,
    String doc,
    String margin,
    String name,
    List<Component> components,
    List<Accessor> accessors,
    List<EnumView> enums,
    List<ResponseView> nested) {

  /** A component; the annotations are Java source with a blank behind. */
  record Component(String annotations, String type, String name) {}

  /** The accessor of a deprecated component: the annotation has no effect on the component. */
  record Accessor(String doc, String type, String name) {}

  static ResponseView of(ResponseType type, String jsonPackage) {
    Set<String> imports = new TreeSet<>();
    imports.add("com.google.gson.JsonObject");
    imports.add("com.google.gson.annotations.JsonAdapter");
    imports.add(jsonPackage + ".RecordAdapterFactory");
    addImports(type, jsonPackage, imports);
    return of(type, List.copyOf(imports), 0);
  }

  private static ResponseView of(ResponseType type, List<String> imports, int indent) {
    List<Component> components = new ArrayList<>();
    type.fields().forEach(field -> components.add(component(field)));
    return new ResponseView(
        imports,
        doc(type).render(indent),
        " ".repeat(indent),
        type.name(),
        components,
        type.fields().stream()
            .filter(field -> field.schema().facets().deprecated())
            .map(field -> accessor(field, indent + 2))
            .toList(),
        type.enums().stream().map(each -> EnumView.of(each, indent + 2)).toList(),
        type.nested().stream().map(each -> of(each, List.of(), indent + 2)).toList());
  }

  private static Component component(ResponseType.Field field) {
    String serialized =
        field.component().equals(field.wireName())
            ? ""
            : "@SerializedName(" + Literals.string(field.wireName()) + ") ";
    return new Component(serialized + nullable(field), field.type(), field.component());
  }

  private static Accessor accessor(ResponseType.Field field, int indent) {
    JavadocComment comment =
        new JavadocComment()
            .add(FieldText.meaning(field.wireName(), field.schema()))
            .returns("the value" + (nullable(field).isEmpty() ? "" : ", or null if absent"))
            .deprecated("the service has announced the end of this field");
    return new Accessor(comment.render(indent), nullable(field) + field.type(), field.component());
  }

  /** An absent list or map is empty; see RecordShape in the generated client. */
  private static String nullable(ResponseType.Field field) {
    return field.type().startsWith("List<") || field.type().startsWith("Map<") ? "" : "@Nullable ";
  }

  private static JavadocComment doc(ResponseType type) {
    JavadocComment comment = new JavadocComment();
    List<String> text = DocumentText.toHtml(type.description());
    comment.addAll(text.isEmpty() ? List.of(type.name() + ", as the service answers it.") : text);
    for (ResponseType.Field field : type.fields()) {
      String rules = FieldText.rules(field.schema(), false);
      String absent = nullable(field).isEmpty() ? " Empty if absent." : " Null if absent.";
      comment.param(
          field.component(),
          FieldText.meaning(field.wireName(), field.schema())
              + (rules.isEmpty() ? "" : " " + rules)
              + absent);
    }
    return comment.param("raw", "the whole object as received, with what this record lacks");
  }

  private static void addImports(ResponseType type, String jsonPackage, Set<String> imports) {
    String source =
        type.fields().stream()
            .map(field -> component(field).annotations() + field.type())
            .collect(Collectors.joining(" "));
    Imports.addUsed(source, imports);
    if (source.contains("@SerializedName")) {
      imports.add("com.google.gson.annotations.SerializedName");
    }
    if (!type.enums().isEmpty()) {
      imports.add(jsonPackage + ".WireEnumAdapterFactory");
    }
    type.nested().forEach(nested -> addImports(nested, jsonPackage, imports));
  }
}
