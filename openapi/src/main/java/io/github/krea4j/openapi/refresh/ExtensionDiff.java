package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the vendor extensions of an operation, wherever in it they stand. What they mean is not
 * known here, so a name is said to be new, gone or different, all in one line.
 */
final class ExtensionDiff {
  private ExtensionDiff() {}

  static Optional<Change> of(JsonNode before, JsonNode after) {
    Map<String, Map<String, JsonNode>> old = extensions(before);
    Map<String, Map<String, JsonNode>> now = extensions(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      if (!old.containsKey(name)) {
        differences.add(name + " added");
      } else if (!now.containsKey(name)) {
        differences.add(name + " removed");
      } else if (!old.get(name).equals(now.get(name))) {
        differences.add(name + " changed");
      }
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(new Change("extensions", String.join(", ", differences), Severity.CHANGED));
  }

  /** By name, then by place. */
  private static Map<String, Map<String, JsonNode>> extensions(JsonNode operation) {
    Map<String, Map<String, JsonNode>> found = new TreeMap<>();
    collect(operation, "", found);
    found.remove(AliasDiff.ALIASES);
    return found;
  }

  private static void collect(
      JsonNode node, String place, Map<String, Map<String, JsonNode>> found) {
    for (var member : node.properties()) {
      String name = member.getKey();
      boolean named = place.endsWith("/properties") || place.endsWith("/headers");
      if (name.startsWith("x-") && !named) {
        found
            .computeIfAbsent(name, unknown -> new TreeMap<>())
            .put(place, Wording.removed(member.getValue()));
      } else {
        collect(member.getValue(), place + "/" + name, found);
      }
    }
    if (node.isArray()) {
      int index = 0;
      for (JsonNode element : node) {
        collect(element, place + "/" + index++, found);
      }
    }
  }
}
