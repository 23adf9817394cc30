package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Operation.FieldAlias;
import java.util.ArrayList;
import java.util.List;

/** Words the documentation comments of request models. */
final class RequestDocs {
  private RequestDocs() {}

  private static final int SHOWN = 3;

  static JavadocComment type(RequestType type) {
    JavadocComment comment = new JavadocComment();
    if (type.operation().isEmpty()) {
      return comment.addAll(DocumentText.toHtml(type.description())).add(places(type));
    }
    Operation operation = type.operation().get();
    String title = DocumentText.inline(operation.summary());
    if (type.generation()) {
      comment.add(
          (title.isEmpty() ? "A generation" : "A generation with " + title)
              + ": the model <code>"
              + DocumentText.escape(ModelId.of(operation))
              + "</code>.");
    } else {
      comment.add(
          title.isEmpty() ? "The body of a request." : title + ": the body of the request.");
    }
    comment.addAll(DocumentText.toHtml(operation.description()));
    AverageDuration.seconds(operation.description())
        .ifPresent(seconds -> comment.add("Average duration: about " + seconds + " seconds."));
    if (operation.deprecated()) {
      comment.deprecated(end(operation));
    }
    return comment;
  }

  /** Why an operation should not be used in new code. */
  static String end(Operation operation) {
    return operation
        .retired()
        .map(
            retired ->
                "the service has withdrawn this model: a request is answered with 410"
                    + retired
                        .replacement()
                        .map(model -> "; use <code>" + DocumentText.escape(model) + "</code>")
                        .orElse(""))
        .orElse("the service has announced its end");
  }

  /** Where objects of a type go: the request types and fields that hold them. */
  private static String places(RequestType type) {
    List<String> places = new ArrayList<>();
    for (String place : type.places()) {
      int hash = place.indexOf('#');
      places.add(
          "<code>"
              + DocumentText.escape(place.substring(hash + 1))
              + "</code> of {@link "
              + place.substring(0, hash)
              + "}");
    }
    int more = places.size() - SHOWN;
    String shown = String.join(", ", places.subList(0, Math.min(SHOWN, places.size())));
    return "Goes into the field "
        + shown
        + (more <= 0 ? "." : " and " + more + (more == 1 ? " other." : " others."));
  }

  static JavadocComment constructor(boolean constants) {
    return new JavadocComment()
        .add(
            constants
                ? "Creates a request with nothing set but the constants that the service requires."
                : "Creates a request with nothing set.");
  }

  /** The comment of a field's first setter, which says all there is to say about the field. */
  static JavadocComment setter(RequestType.Field field, String parameter, FieldType type) {
    JavadocComment comment =
        new JavadocComment()
            .add(FieldText.meaning(field.wireName(), field.schema()))
            .add(FieldText.requestRules(field.schema(), field.required()))
            .param(field.accessor(), accepted(parameter, type, takesUrls(field)))
            .returns("this request");
    return deprecation(comment, field);
  }

  /** The comment of a further setter of the same field. */
  static JavadocComment otherSetter(
      RequestType.Field field, String first, String parameter, FieldType type) {
    String link =
        "{@link #"
            + field.accessor()
            + "("
            + FieldMethods.erased(first).replace("...", "[]")
            + ")}";
    boolean constants = field.type().constants().isPresent();
    boolean listed =
        constants && (parameter.startsWith("String") || parameter.startsWith("Number"));
    JavadocComment comment =
        new JavadocComment()
            .add(
                "As "
                    + link
                    + (listed ? ", also for values that this library does not know." : "."))
            .param(field.accessor(), accepted(parameter, type, takesUrls(field)))
            .returns("this request");
    return deprecation(comment, field);
  }

  static JavadocComment getter(RequestType.Field field, String type) {
    String name = DocumentText.escape(field.wireName());
    JavadocComment comment =
        new JavadocComment().add("Returns <code>" + name + "</code> as it is set.");
    boolean nested = field.type().input().isPresent() || type.startsWith("List<");
    comment.returns((nested ? "a copy of what is set" : "what is set") + "; null if nothing is");
    if (!type.equals("JsonElement")) {
      comment.throwing(
          "IllegalStateException",
          "if the field holds a value of another type, which {@link #raw} reads");
    }
    return deprecation(comment, field);
  }

  static JavadocComment aliasSetter(
      FieldAlias alias, String name, RequestType.Field field, String parameterType) {
    String erased = FieldMethods.erased(parameterType);
    String until = alias.sunset().isEmpty() ? "" : " until " + DocumentText.escape(alias.sunset());
    String link = "{@link #" + field.accessor() + "(" + erased + ")}";
    String migration =
        alias.migrationUrl().matches("https?://.*")
            ? " See <a href=\""
                + DocumentText.escape(alias.migrationUrl())
                + "\">the service's notice</a>."
            : "";
    return new JavadocComment()
        .add("Sets <code>" + DocumentText.escape(alias.to()) + "</code> by its old name.")
        .param(name, "as for <code>" + DocumentText.escape(alias.to()) + "</code>")
        .returns("this request")
        .deprecated(
            "the service took the old name <code>"
                + DocumentText.escape(alias.from())
                + "</code>"
                + until
                + "; use "
                + link
                + "."
                + migration);
  }

  private static boolean takesUrls(RequestType.Field field) {
    return field.type().alternatives().contains(FieldType.Scalar.URI);
  }

  /** What a setter takes, in words. */
  private static String accepted(String parameter, FieldType type, boolean url) {
    if (type instanceof FieldType.ListOf) {
      return parameter.endsWith("...")
          ? "the elements, in order; they replace those set before"
          : "the elements, in order; copied";
    }
    if (type instanceof FieldType.Constants) {
      return "one of the listed values";
    }
    if (type instanceof FieldType.Input) {
      return "the object; copied";
    }
    if (type instanceof FieldType.MapOf) {
      return "values by name; copied";
    }
    return switch (type instanceof FieldType.Scalar scalar ? scalar : FieldType.Scalar.JSON) {
      case STRING -> url ? "a URL" : "a text";
      case URI -> "a URL";
      case NUMBER -> "a number, sent as it is written";
      case BOOLEAN -> "true or false";
      case OBJECT -> "an object, as a map; copied";
      case JSON -> "any JSON; copied";
    };
  }

  private static JavadocComment deprecation(JavadocComment comment, RequestType.Field field) {
    return field.schema().facets().deprecated()
        ? comment.deprecated("the service has announced the end of this field")
        : comment;
  }

  /** The sentences of a summary and a description, the summary first. */
  static List<String> summaryAndDescription(Operation operation) {
    return DocumentText.toHtml(operation.summary() + "\n\n" + operation.description());
  }
}
