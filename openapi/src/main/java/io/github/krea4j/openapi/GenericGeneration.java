package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ApiInterface.Argument;
import io.github.krea4j.openapi.ApiInterface.Method;
import io.github.krea4j.openapi.ApiView.MethodView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one interface that is made of no single operation: a submit to whatever model, those newer
 * than the document too, with fields by name.
 *
 * <p>Its path is the first segment that most generation endpoints share, its header the first one
 * that all of them take. A document without generation endpoints has no such interface.
 */
final class GenericGeneration {
  static final String NAME = "GenerationApi";

  private final List<Method> endpoints;

  GenericGeneration(Collection<ApiInterface> interfaces) {
    List<Method> all = interfaces.stream().flatMap(api -> api.methods().stream()).toList();
    GenerationEndpoints generation =
        new GenerationEndpoints(all.stream().map(Method::operation).toList());
    endpoints = all.stream().filter(method -> generation.contains(method.operation())).toList();
  }

  Optional<ApiView> view(String modelPackage) {
    return endpoints.isEmpty() ? Optional.empty() : Optional.of(make(modelPackage));
  }

  private ApiView make(String modelPackage) {
    Optional<Argument> header = header();
    TreeSet<String> imports =
        new TreeSet<>(
            List.of(
                "com.google.gson.JsonObject",
                modelPackage + "." + JobRule.JOB,
                "retrofit2.Call",
                "retrofit2.http.Body",
                "retrofit2.http.POST",
                "retrofit2.http.Path"));
    List<String> parameters = new ArrayList<>();
    parameters.add("@Path(value = \"model\", encoded = true) String model");
    parameters.add("@Body JsonObject request");
    header.ifPresent(
        argument -> {
          imports.add("org.jspecify.annotations.Nullable");
          imports.add("retrofit2.http.Header");
          parameters.add(argument.annotation() + " @Nullable String " + argument.name());
        });
    MethodView method =
        new MethodView(
            doc(header).render(2),
            List.of("@POST(" + Literals.string(prefix() + "/{model}") + ")"),
            JobRule.JOB,
            "generate",
            parameters.stream()
                .map(parameter -> "\n      " + parameter)
                .collect(Collectors.joining(",")),
            List.of());
    JavadocComment doc =
        new JavadocComment()
            .add("Submits to any generation model, those newer than this library too.");
    return new ApiView(List.copyOf(imports), doc.render(0), NAME, List.of(method));
  }

  private static JavadocComment doc(Optional<Argument> header) {
    JavadocComment comment =
        new JavadocComment()
            .add("Starts a generation.")
            .param("model", "Id of the model as it stands in the path: category, vendor and name.")
            .param("request", "Fields by name, sent as they are.");
    header.ifPresent(
        argument ->
            comment.param(
                argument.name(), DocumentText.inline(argument.description()) + " (null for none)"));
    return comment.returns("the call, to be executed or enqueued");
  }

  private String prefix() {
    return endpoints.stream()
        .map(method -> method.operation().segments().get(0))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  private Optional<Argument> header() {
    return endpoints.get(0).arguments().stream()
        .filter(argument -> argument.wire().startsWith("header ") && !argument.required())
        .filter(
            argument ->
                endpoints.stream()
                    .allMatch(
                        method ->
                            method.arguments().stream()
                                .anyMatch(other -> other.wire().equals(argument.wire()))))
        .min(Comparator.comparingInt(endpoints.get(0).arguments()::indexOf));
  }
}
