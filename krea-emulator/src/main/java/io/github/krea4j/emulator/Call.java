package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was found in the document and holds to it.
 *
 * @param query query parameters by name, decoded
 * @param body the JSON body; a missing node if there is none
 * @param parts the parts of a multipart body; empty for any other
 */
record Call(
    RecordedRequest request,
    Operation operation,
    Map<String, String> pathParameters,
    Map<String, String> query,
    JsonNode body,
    List<Multipart.Part> parts,
    Script.Settings script) {
  static final String WEBHOOK_HEADER = "X-Webhook-URL";

  /** What the service would have done and the emulator will not. */
  static final String WARNING_HEADER = "X-Emulator-Warning";

  /** The value of the path's only parameter, whatever it is called. */
  String id() {
    return pathParameters.values().stream().findFirst().orElse("");
  }

  Optional<Multipart.Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /** Where to send the job; what is no URL is left alone where the document does not forbid it. */
  Optional<URI> webhookUrl() {
    try {
      return request.header(WEBHOOK_HEADER).map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
