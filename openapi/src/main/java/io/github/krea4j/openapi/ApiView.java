package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ApiInterface.Argument;
import io.github.krea4j.openapi.ApiInterface.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template of a Retrofit interface prints, in the order in which it prints it. */
record ApiView(List<String> imports, String doc, String name, List<MethodView> methods) {

  /** A method; the annotations are Java source. */
  record MethodView(
      String doc,
      List<String> annotations,
      String answer,
      String name,
      String parameters,
      List<Earlier> earlier) {}

  /** The method as it was before it was given more parameters: it calls the one of today. */
  record Earlier(String doc, boolean deprecated, String parameters, String arguments) {}

  static ApiView of(ApiInterface api, String modelPackage) {
    List<MethodView> methods = api.methods().stream().map(ApiView::method).toList();
    return new ApiView(
        imports(api, methods, modelPackage), doc(api).render(0), api.name(), methods);
  }

  private static JavadocComment doc(ApiInterface api) {
    return new JavadocComment()
        .add(
            "The service's operations below <code>" + DocumentText.escape(api.path()) + "</code>.");
  }

  private static MethodView method(Method method) {
    List<String> annotations = new ArrayList<>();
    if (method.operation().deprecated()) {
      annotations.add("@Deprecated");
    }
    if (has(method, "@Part")) {
      annotations.add("@Multipart");
    }
    if (has(method, "@Field")) {
      annotations.add("@FormUrlEncoded");
    }
    annotations.add(http(method));
    return new MethodView(
        doc(method).render(2),
        annotations,
        method.answer(),
        method.name(),
        parameters(
            method.arguments().stream()
                .map(argument -> argument.annotation() + " " + parameter(argument))
                .toList()),
        earlier(method));
  }

  private static String parameter(Argument argument) {
    return (argument.required() ? "" : "@Nullable ") + argument.type() + " " + argument.name();
  }

  private static String parameters(List<String> parameters) {
    return parameters.stream()
        .map(parameter -> parameters.size() > 1 ? "\n      " + parameter : parameter)
        .collect(Collectors.joining(","));
  }

  private static List<Earlier> earlier(Method method) {
    List<Earlier> earlier = new ArrayList<>();
    List<Argument> arguments = method.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).added()) {
        List<Argument> known = arguments.subList(0, i);
        Stream<String> names = known.stream().map(Argument::name);
        Stream<String> nulls = arguments.subList(i, arguments.size()).stream().map(each -> "null");
        earlier.add(
            new Earlier(
                earlierDoc(method, known).render(2),
                method.operation().deprecated(),
                parameters(known.stream().map(ApiView::parameter).toList()),
                Stream.concat(names, nulls).collect(Collectors.joining(", "))));
      }
    }
    return earlier;
  }

  private static JavadocComment earlierDoc(Method method, List<Argument> known) {
    JavadocComment comment =
        new JavadocComment()
            .add("Calls <code>" + method.name() + "</code> without what it came to take later.");
    parameterDocs(known, comment);
    comment.returns("the call, to be executed or enqueued");
    return method.operation().deprecated()
        ? comment.deprecated(RequestDocs.end(method.operation()))
        : comment;
  }

  private static boolean has(Method method, String annotation) {
    return method.arguments().stream()
        .anyMatch(argument -> argument.annotation().startsWith(annotation));
  }

  /** Retrofit's annotation for the HTTP method; its own for DELETE refuses a body. */
  private static String http(Method method) {
    String verb = method.operation().method();
    String path = Literals.string(Arguments.relativePath(method.operation()));
    boolean body = has(method, "@Body");
    return body && !Set.of("POST", "PUT", "PATCH").contains(verb)
        ? "@HTTP(method = \"" + verb + "\", path = " + path + ", hasBody = true)"
        : "@" + verb + "(" + path + ")";
  }

  private static JavadocComment doc(Method method) {
    Operation operation = method.operation();
    List<String> text = RequestDocs.summaryAndDescription(operation);
    JavadocComment comment = new JavadocComment();
    comment.addAll(
        text.isEmpty() ? List.of(DocumentText.inline(operation.key()) + ".") : withPeriod(text));
    parameterDocs(method.arguments(), comment);
    comment.returns("the call, to be executed or enqueued");
    return operation.deprecated() ? comment.deprecated(RequestDocs.end(operation)) : comment;
  }

  private static void parameterDocs(List<Argument> arguments, JavadocComment comment) {
    for (Argument argument : arguments) {
      String description = DocumentText.inline(argument.description());
      comment.param(
          argument.name(),
          (description.isEmpty() ? DocumentText.escape(argument.wire()) : description)
              + (argument.required() ? "" : " (null for none)"));
    }
  }

  private static List<String> withPeriod(List<String> text) {
    List<String> sentences = new ArrayList<>(text);
    if (!sentences.get(0).endsWith(">") && !sentences.get(0).endsWith(".")) {
      sentences.set(0, sentences.get(0) + ".");
    }
    return sentences;
  }

  private static List<String> imports(
      ApiInterface api, List<MethodView> methods, String modelPackage) {
    Set<String> imports = new TreeSet<>();
    imports.add("retrofit2.Call");
    for (Method method : api.methods()) {
      addModel(method.answer(), modelPackage, imports);
      method.arguments().forEach(each -> addModel(each.type(), modelPackage, imports));
    }
    for (MethodView method : methods) {
      Imports.addUsed(method.answer() + " " + method.parameters(), imports);
      method.annotations().forEach(annotation -> addAnnotation(annotation, imports));
      for (String name : List.of("Body", "Field", "Header", "Part", "Path", "Query")) {
        if (method.parameters().contains("@" + name)) {
          imports.add("retrofit2.http." + name);
        }
      }
    }
    return List.copyOf(imports);
  }

  private static void addAnnotation(String annotation, Set<String> imports) {
    String name = annotation.replaceAll("^@|\\(.*$", "");
    if (!name.equals("Deprecated")) {
      imports.add("retrofit2.http." + name);
    }
  }

  private static void addModel(String type, String modelPackage, Set<String> imports) {
    String name = Surface.innermost(type.replace("Map<String, ", "Map<"));
    boolean ours = !JavaNames.RESERVED_TYPES.contains(name) || name.equals(JobRule.JOB);
    if (ours && !name.contains(".")) {
      imports.add(modelPackage + "." + name);
    }
  }
}
