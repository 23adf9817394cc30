package io.github.krea4j.openapi;

import io.github.krea4j.openapi.ApiInterface.Argument;
import io.github.krea4j.openapi.ApiInterface.Method;
import io.github.krea4j.openapi.Schema.Dictionary;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        operations.put(byPath(method.operation()), operation(api, method));
      }
    }
    StringBuilder text = new StringBuilder(HEADER);
    operations.values().forEach(block -> text.append('\n').append(block));
    for (RequestType request : model.requests()) {
      if (request.operation().isEmpty()) {
        text.append("\ninput ").append(request.name()).append('\n').append(fields(request));
      }
    }
    model.responses().forEach(response -> text.append('\n').append(response("", response)));
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
    for (Argument argument : method.arguments()) {
      if (!argument.wire().isEmpty()) {
        block.append("  ").append(argument.wire()).append(": ");
        block.append(compact(argument.type()));
        block.append(argument.required() ? " required" : "").append('\n');
      }
    }
    method.request().ifPresent(request -> block.append(fields(request)));
    return block.toString();
  }

  private static String fields(RequestType request) {
    StringBuilder lines = new StringBuilder();
    for (RequestType.Field field : request.fields()) {
      Schema schema = field.schema();
      lines.append("  ").append(field.wireName()).append(": ");
      lines.append(type(schema, field.nested())).append(schema.nullable() ? "?" : "");
      lines.append(request.enumNamed(field.nested()).map(SurfaceText::values).orElse(""));
      lines.append(schema.facets().constant().isPresent() ? " const" : "");
      lines.append(field.required() ? " required" : "");
      lines.append(schema.facets().deprecated() ? " deprecated" : "").append('\n');
    }
    return lines.toString();
  }

  private static String response(String owner, ResponseType type) {
    StringBuilder block = new StringBuilder("response ");
    block.append(owner).append(type.name()).append('\n');
    for (ResponseType.Field field : type.fields()) {
      String values =
          type.enums().stream()
              .filter(each -> each.name().equals(Surface.innermost(field.type())))
              .map(SurfaceText::values)
              .findFirst()
              .orElse("");
      block.append("  ").append(field.wireName()).append(": ").append(compact(field.type()));
      block.append(values).append('\n');
    }
    type.nested().forEach(each -> block.append(response(owner + type.name() + ".", each)));
    return block.toString();
  }

  private static String type(Schema schema, String nested) {
    if (schema.shape() instanceof Sequence sequence) {
      return "List<" + type(sequence.items(), nested) + ">";
    }
    if (schema.shape() instanceof Dictionary dictionary) {
      return "Map<" + type(dictionary.values(), nested) + ">";
    }
    if (!nested.isEmpty()) {
      return nested;
    }
    if (schema.shape() instanceof Numeric numeric) {
      return numeric.integer() ? "Long" : "Number";
    }
    if (schema.shape() instanceof Flag) {
      return "Boolean";
    }
    return schema.shape() instanceof Text ? "String" : "Json";
  }

  private static String compact(String javaType) {
    return javaType.replace("Map<String, ", "Map<");
  }

  private static String values(EnumType type) {
    return type.constants().stream()
        .map(constant -> constant.value().toString())
        .collect(Collectors.joining(", ", " {", "}"));
  }

  private static String retired(ClientModel model) {
    Map<String, Surface.Entry> lost = new TreeMap<>(model.surface().all());
    for (ApiInterface api : model.interfaces()) {
      api.methods().forEach(method -> lost.remove(method.operation().key()));
    }
    List<String> lines = new ArrayList<>();
    lost.forEach((key, entry) -> lines.add(line(key, entry)));
    return lines.isEmpty()
        ? ""
        : "\n"
            + Surface.RETIRED
            + " names of operations that the document no longer holds\n"
            + String.join("", lines);
  }

  private static String line(String key, Surface.Entry entry) {
    return String.format(
        "%s -> %s.%s(%s) -> %s\n",
        key, entry.api(), entry.method(), entry.request(), entry.answer());
  }
}
