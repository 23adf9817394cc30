package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ApiInterface.Argument;
import io.github.krea4j.openapi.ApiInterface.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the generated surface as the text file that {@link Surface} reads. */
final class SurfaceText {
  private static final String HEADER =
      """
      # The surface generated from krea-api-openapi.json: what is listed here keeps its name.
      # A test compares it with the document; to rewrite it:
      #   mvn -q -pl openapi test -Dtest=GeneratedSurfaceTest -Dkrea.surface.update
      """;

  private SurfaceText() {}

  static String of(ClientModel model) {
    Map<String, String> operations = new TreeMap<>();
    for (ApiInterface api : model.interfaces()) {
      for (Method method : api.methods()) {
        if (method.operation().retired().isEmpty()) {
          operations.put(byPath(method.operation()), operation(api, method));
        }
      }
    }
    StringBuilder text = new StringBuilder(HEADER);
    operations.values().forEach(block -> text.append('\n').append(block));
    for (RequestType request : model.requests()) {
      if (request.operation().isEmpty()) {
        text.append("\ninput ").append(request.name()).append('\n').append(fields(request));
      }
    }
    model.responses().forEach(response -> text.append('\n').append(ResponseSurface.text(response)));
    return text.append(retired(model)).toString();
  }

  private static String byPath(Operation operation) {
    return operation.path() + " " + operation.method();
  }

  private static String operation(ApiInterface api, Method method) {
    StringBuilder block = new StringBuilder(method.operation().key());
    block.append(" -> ").append(api.name()).append('.').append(method.name()).append('(');
    block.append(method.request().map(RequestType::name).orElse("")).append(") -> ");
    block.append(compact(method.answer())).append('\n');
    method.operation().retired().ifPresent(since -> block.append(since).append('\n'));
    for (Argument argument : method.arguments()) {
      if (!argument.wire().isEmpty()) {
        block.append("  ").append(argument.wire()).append(": ");
        block.append(compact(argument.type()));
        block.append(argument.required() ? " required" : "");
        block.append(argument.added() ? Surface.ADDED : "").append('\n');
      }
    }
    method.request().ifPresent(request -> block.append(fields(request)));
    return block.toString();
  }

  private static String fields(RequestType request) {
    StringBuilder lines = new StringBuilder();
    for (RequestType.Field field : request.fields()) {
      Schema.Facets facets = field.schema().facets();
      lines.append("  ").append(field.wireName()).append(": ").append(field.accessor());
      lines.append('(').append(field.type()).append(')');
      lines.append(request.enumOf(field).map(SurfaceText::constants).orElse(""));
      lines.append(facets.constant().isPresent() ? " const" : "");
      lines.append(field.required() ? " required" : "");
      lines.append(facets.deprecated() ? " deprecated" : "").append('\n');
    }
    return lines.toString();
  }

  /** The constants of an enum, as they are listed behind its type. */
  static String constants(EnumType type) {
    return type.constants().stream()
        .map(each -> (each.gone() ? Surface.GONE : "") + each.name() + "=" + each.value())
        .collect(Collectors.joining(", ", " {", "}"));
  }

  private static String compact(String javaType) {
    return javaType.replace("Map<String, ", "Map<");
  }

  private static String retired(ClientModel model) {
    Map<String, String> blocks = new TreeMap<>();
    Set<String> present = new HashSet<>();
    for (ApiInterface api : model.interfaces()) {
      for (Method method : api.methods()) {
        present.add(method.operation().key());
        if (method.operation().retired().isPresent()) {
          blocks.put(method.operation().key(), operation(api, method));
        }
      }
    }
    model
        .surface()
        .all()
        .forEach(
            (key, entry) -> {
              if (!present.contains(key)) {
                blocks.put(key, head(key, entry));
              }
            });
    return blocks.isEmpty()
        ? ""
        : "\n"
            + Surface.RETIRED
            + " what the document no longer holds\n"
            + String.join("", blocks.values());
  }

  private static String head(String key, Surface.Entry entry) {
    return String.format(
        "%s -> %s.%s(%s) -> %s\n",
        key, entry.api(), entry.method(), entry.request(), entry.answer());
  }
}
