package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param parameters all parameters of the operation, those of its path included, references
 *     resolved
 * @param bodies request schemas by media type, each able to stand alone
 * @param bodyRequired whether a request without a body is refused
 * @param success schema of the first 2xx answer that has JSON content
 */
record Operation(
    String method,
    String path,
    List<String> tags,
    String description,
    List<Parameter> parameters,
    Map<String, JsonNode> bodies,
    boolean bodyRequired,
    Optional<JsonNode> success) {

  private static final String GENERATE = "/generate/";

  /** A query or header parameter with a schema that can stand alone. */
  record Parameter(String name, String in, boolean required, JsonNode schema) {}

  /** For example {@code POST /styles/train}. */
  String name() {
    return method + " " + path;
  }

  /** For example {@code image/bfl/flux-1-dev}; empty unless this is a generation operation. */
  Optional<String> model() {
    return path.startsWith(GENERATE)
        ? Optional.of(path.substring(GENERATE.length()))
        : Optional.empty();
  }

  Optional<JsonNode> jsonBody() {
    return bodies.entrySet().stream()
        .filter(body -> body.getKey().contains("json"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether the answer is a job, by its shape and not by its path. */
  boolean answersWithJob() {
    return success.filter(Operation::isJob).isPresent();
  }

  /** Whether the answer is an array of jobs. */
  boolean answersWithJobs() {
    return success.map(schema -> schema.path("items")).filter(Operation::isJob).isPresent();
  }

  private static boolean isJob(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    return properties.has("job_id") && properties.has("status");
  }
}
