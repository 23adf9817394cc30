package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * Merges the parts of an {@code allOf} into one schema: the properties and required names of all
 * parts, and the other keywords as long as the parts do not contradict each other.
 */
final class AllOf {
  /** Keywords of which two different values cannot both hold in one plain schema. */
  private static final Set<String> DECISIVE =
      Set.of("type", "items", "enum", "const", "anyOf", "oneOf");

  private AllOf() {}

  /** The one schema that holds what all parts hold; empty if they contradict each other. */
  static Optional<ObjectNode> flatten(ObjectNode schema) {
    if (!schema.path("allOf").isArray()) {
      return Optional.of(schema);
    }
    ObjectNode own = schema.deepCopy();
    own.remove("allOf");
    Optional<ObjectNode> merged = Optional.of(own);
    for (JsonNode part : schema.path("allOf")) {
      if (!(part instanceof ObjectNode object)) {
        return Optional.empty();
      }
      merged = merged.flatMap(sum -> flatten(object).flatMap(flat -> merge(sum, flat)));
    }
    return merged;
  }

  /** Both schemas in one; where both state something harmless, such as a text, the first wins. */
  static Optional<ObjectNode> merge(ObjectNode first, ObjectNode second) {
    ObjectNode merged = first.deepCopy();
    for (var member : second.properties()) {
      String keyword = member.getKey();
      JsonNode theirs = member.getValue();
      JsonNode ours = merged.get(keyword);
      if (ours == null) {
        merged.set(keyword, theirs);
      } else if (keyword.equals("properties") && ours instanceof ObjectNode properties) {
        mergeProperties(properties, theirs);
      } else if (keyword.equals("required") && ours instanceof ArrayNode required) {
        addMissing(required, theirs);
      } else if (DECISIVE.contains(keyword) && !ours.equals(theirs)) {
        return Optional.empty();
      }
    }
    return Optional.of(merged);
  }

  private static void mergeProperties(ObjectNode ours, JsonNode theirs) {
    for (var property : theirs.properties()) {
      JsonNode mine = ours.get(property.getKey());
      if (mine == null || mine.equals(property.getValue())) {
        ours.set(property.getKey(), property.getValue());
      } else {
        ArrayNode both = ours.putObject(property.getKey()).putArray("allOf");
        both.add(mine).add(property.getValue());
      }
    }
  }

  private static void addMissing(ArrayNode ours, JsonNode theirs) {
    for (JsonNode name : theirs) {
      boolean known = false;
      for (JsonNode have : ours) {
        known |= have.equals(name);
      }
      if (!known) {
        ours.add(name);
      }
    }
  }
}
