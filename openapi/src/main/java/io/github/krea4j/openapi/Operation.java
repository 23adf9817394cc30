package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the document, with its schemas read.
 *
 * @param method the HTTP method in upper case
 * @param path the path as the document prints it, with a slash in front
 * @param answer what a success answers
 * @param errors the bodies of other answers, as far as they are JSON
 * @param pricing what {@link #PRICING} holds; missing where the document has none
 * @param retired since when the document holds it no longer, where that is so
 */
record Operation(
    String method,
    String path,
    String summary,
    String description,
    boolean deprecated,
    List<Parameter> parameters,
    Optional<Body> body,
    Answer answer,
    List<Schema> errors,
    List<FieldAlias> aliases,
    JsonNode pricing,
    Optional<Retirement> retired) {
  /** The extension that lists what requests cost. */
  static final String PRICING = "x-krea-pricing";

  /** A parameter in the path, the query or a header. */
  record Parameter(Location in, String name, boolean required, String description, Schema schema) {}

  enum Location {
    PATH,
    QUERY,
    HEADER
  }

  /** A request body. */
  record Body(Encoding encoding, Schema schema) {}

  enum Encoding {
    JSON,
    MULTIPART,
    FORM,
    OTHER
  }

  /**
   * The body of a successful answer.
   *
   * @param json its schema, where it is JSON
   * @param bytes whether it has a body that is not JSON
   */
  record Answer(Optional<Schema> json, boolean bytes) {}

  /**
   * An old field name that the service accepts for a while.
   *
   * @param sunset the last day of the old name, empty where none is given
   */
  record FieldAlias(String from, String to, String sunset, String migrationUrl) {}

  /** How the operation is spelled in the surface file: {@code POST /styles/train}. */
  String key() {
    return method + " " + path;
  }

  /** The parts of the path between slashes. */
  List<String> segments() {
    return Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  static boolean isPlaceholder(String segment) {
    return segment.startsWith("{");
  }
}
