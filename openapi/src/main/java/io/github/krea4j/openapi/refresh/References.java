package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Follows the {@code $ref}s of one document. */
final class References {
  private final JsonNode document;

  References(JsonNode document) {
    this.document = document;
  }

  /** What a reference points to; empty if that is another document, or nothing. */
  Optional<JsonNode> find(String reference) {
    if (!reference.startsWith("#")) {
      return Optional.empty();
    }
    try {
      String pointer = URI.create(reference).getFragment();
      return Optional.of(document.at(JsonPointer.compile(pointer)))
          .filter(target -> !target.isMissingNode());
    } catch (IllegalArgumentException notAPointer) {
      return Optional.empty();
    }
  }

  /** The node itself, or what stands at the end of its references: parameters, bodies, answers. */
  JsonNode resolve(JsonNode node) {
    Set<String> seen = new HashSet<>();
    JsonNode resolved = node;
    while (resolved instanceof ObjectNode object && object.path("$ref").isTextual()) {
      String reference = object.path("$ref").asText();
      Optional<JsonNode> target = find(reference);
      if (target.isEmpty() || !seen.add(reference)) {
        return resolved;
      }
      resolved = target.get();
    }
    return resolved;
  }
}
