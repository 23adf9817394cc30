package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Operation.Encoding;
import java.util.List;
import java.util.Locale;

/**
 * Names operations on resources as a person would: {@code GET /assets} is {@code listAssets},
 * {@code POST /styles/{id}/share/workspace} is {@code shareStyleWorkspace}.
 */
final class ResourceVerbs {
  private ResourceVerbs() {}

  static String name(Operation operation) {
    List<String> segments = operation.segments();
    if (segments.isEmpty()) {
      return "";
    }
    String resource = segments.get(0);
    List<String> rest =
        segments.stream().skip(1).filter(segment -> !Operation.isPlaceholder(segment)).toList();
    if (!rest.isEmpty()) {
      return subresource(operation, Words.singular(resource), rest);
    }
    boolean item = segments.size() > 1;
    return item ? item(operation, resource) : collection(operation, resource);
  }

  private static String subresource(Operation operation, String one, List<String> rest) {
    if (operation.method().equals("POST")) {
      List<String> objects = rest.subList(1, rest.size());
      return Words.camel(rest.get(0) + "-" + one + "-" + String.join("-", objects));
    }
    return Words.camel(verb(operation) + "-" + one + "-" + String.join("-", rest));
  }

  private static String item(Operation operation, String resource) {
    return Words.camel(verb(operation) + "-" + Words.singular(resource));
  }

  private static String collection(Operation operation, String resource) {
    return switch (operation.method()) {
      case "GET" -> Words.camel("list-" + resource);
      case "POST" ->
          Words.camel((isUpload(operation) ? "upload-" : "create-") + Words.singular(resource));
      default -> Words.camel(verb(operation) + "-" + resource);
    };
  }

  private static boolean isUpload(Operation operation) {
    return operation.body().filter(body -> body.encoding() == Encoding.MULTIPART).isPresent();
  }

  private static String verb(Operation operation) {
    return switch (operation.method()) {
      case "PATCH" -> "update";
      case "PUT" -> "replace";
      default -> operation.method().toLowerCase(Locale.ROOT);
    };
  }
}
