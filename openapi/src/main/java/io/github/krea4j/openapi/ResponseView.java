package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ResponseType.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the template of a response class prints, in the order in which it prints it.
 *
 * @param what the article-less name for error texts, as Java source
 */
record ResponseView(
    List<String> imports,
    String doc,
    String margin,
    String modifiers,
    String name,
    String parseDoc,
    String what,
    List<Accessor> accessors,
    List<EnumView> enums,
    List<ResponseView> nested) {

  /** An accessor; the body is Java source. */
  record Accessor(String doc, boolean deprecated, String type, String name, String body) {}

  static ResponseView of(ResponseType type, String jsonPackage) {
    Set<String> imports = new TreeSet<>();
    imports.add("com.google.gson.JsonObject");
    imports.add("com.google.gson.annotations.JsonAdapter");
    ResponseView view = of(type, "", 0);
    view.addImports(jsonPackage, imports);
    return new ResponseView(
        List.copyOf(imports),
        view.doc,
        view.margin,
        view.modifiers,
        view.name,
        view.parseDoc,
        view.what,
        view.accessors,
        view.enums,
        view.nested);
  }

  private static ResponseView of(ResponseType type, String owner, int indent) {
    String path = owner + type.name();
    return new ResponseView(
        List.of(),
        doc(type).render(indent),
        " ".repeat(indent),
        owner.isEmpty() ? "final" : "static final",
        type.name(),
        parseDoc(path).render(indent + 2),
        Literals.string("a " + path),
        type.fields().stream().map(field -> accessor(type, field, indent + 2)).toList(),
        type.enums().stream().map(each -> EnumView.of(each, indent + 2)).toList(),
        type.nested().stream().map(each -> of(each, path + ".", indent + 2)).toList());
  }

  private static JavadocComment doc(ResponseType type) {
    List<String> text = DocumentText.toHtml(type.description());
    return new JavadocComment()
        .addAll(text.isEmpty() ? List.of(type.name() + ", as the service answers it.") : text)
        .add(
            "Immutable and safe for use by several threads. What the service sent besides is in"
                + " {@link #raw()}.");
  }

  private static JavadocComment parseDoc(String path) {
    return new JavadocComment()
        .add("Reads what the service would answer, as tests need it.")
        .param("json", "an object; whatever it lacks or holds besides is no error")
        .returns("the " + path)
        .throwing("IllegalArgumentException", "if the text is no JSON object");
  }

  private static Accessor accessor(ResponseType type, Field field, int indent) {
    ResponseReader reader = ResponseReader.of(type, field.type());
    String rules = FieldText.rules(field.schema(), false);
    JavadocComment comment =
        new JavadocComment()
            .add(
                FieldText.meaning(field.wireName(), field.schema())
                    + (rules.isEmpty() ? "" : " " + rules))
            .returns(
                reader.meaning()
                    + (field.promised()
                        ? ""
                        : "; an empty <code>Optional</code> if the service sent none"));
    if (field.promised()) {
      comment.throwing(
          "IllegalStateException",
          "if the service sent none, or something else, which {@link #raw()} then holds");
    }
    boolean deprecated = field.schema().facets().deprecated();
    if (deprecated) {
      comment.deprecated("the service has announced the end of this field");
    }
    return new Accessor(
        comment.render(indent),
        deprecated,
        field.promised() ? plain(field.type()) : "Optional<" + field.type() + ">",
        field.accessor(),
        (field.promised() ? "required(" : "optional(")
            + Literals.string(field.wireName())
            + ", "
            + reader.source()
            + ")");
  }

  private static String plain(String type) {
    return switch (type) {
      case "Boolean" -> "boolean";
      case "Long" -> "long";
      default -> type;
    };
  }

  private void addImports(String jsonPackage, Set<String> imports) {
    accessors.forEach(accessor -> Imports.addUsed(accessor.type(), imports));
    if (!enums.isEmpty()) {
      imports.add(jsonPackage + ".WireEnumAdapterFactory");
    }
    nested.forEach(each -> each.addImports(jsonPackage, imports));
  }
}
