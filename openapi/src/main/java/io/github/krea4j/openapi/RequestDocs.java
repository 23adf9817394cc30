package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Operation.FieldAlias;
import java.util.List;

/** Words the documentation comments of request models. */
final class RequestDocs {
  private RequestDocs() {}

  static JavadocComment type(RequestType type) {
    JavadocComment comment = new JavadocComment();
    if (type.operation().isEmpty()) {
      return comment
          .add("An object that requests hold.")
          .addAll(DocumentText.toHtml(type.description()));
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
      comment.deprecated("the service has announced its end");
    }
    return comment;
  }

  static JavadocComment constructor(boolean constants) {
    return new JavadocComment()
        .add(
            constants
                ? "Creates a request with nothing set but the constants that the service requires."
                : "Creates a request with nothing set.");
  }

  static JavadocComment setter(RequestType.Field field, String parameterType) {
    JavadocComment comment =
        new JavadocComment()
            .add(FieldText.meaning(field.wireName(), field.schema()))
            .add(FieldText.requestRules(field.schema(), field.required()))
            .param(field.accessor(), parameter(parameterType))
            .returns("this request");
    return deprecation(comment, field);
  }

  static JavadocComment getter(RequestType.Field field) {
    JavadocComment comment =
        new JavadocComment()
            .add("Returns <code>" + DocumentText.escape(field.wireName()) + "</code> as it is set.")
            .returns("the value, or null if none is set");
    return deprecation(comment, field);
  }

  static JavadocComment aliasSetter(
      FieldAlias alias, String name, RequestType.Field field, String parameterType) {
    String erased = parameterType.replace("@Nullable ", "").replaceAll("<.*>", "");
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
        .param(name, parameter(parameterType))
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

  private static String parameter(String parameterType) {
    return parameterType.startsWith("@Nullable")
        ? "the value, or null to clear the field"
        : "the value";
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
