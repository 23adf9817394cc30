package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation as a document writes it.
 *
 * @param model whether it generates something: what users know as a model
 * @param node the operation's members
 * @param shared the parameters of all operations at its path
 */
record SpecOperation(String method, String path, boolean model, JsonNode node, JsonNode shared) {
  /** {@code POST /styles/train}. */
  String key() {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  /** How a report calls it: a model by its id, others by method and path. */
  String name() {
    return model ? path.substring(path.indexOf('/', 1) + 1) : key();
  }

  String title() {
    return node.path("summary").asText().strip();
  }

  /** All parameters, those of the path first; references not followed. */
  List<JsonNode> parameters() {
    List<JsonNode> parameters = new ArrayList<>();
    shared.forEach(parameters::add);
    node.path("parameters").forEach(parameters::add);
    return parameters;
  }
}
