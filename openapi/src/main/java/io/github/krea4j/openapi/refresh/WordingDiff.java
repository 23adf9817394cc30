package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whether two documents word the same thing differently. What only one of them holds at
 * all is not compared: that is a difference in facts.
 */
final class WordingDiff {
  private final References before;
  private final References after;

  /** Pairs of references that were followed; without this, recursive schemas would not end. */
  private final Set<String> followed = new HashSet<>();

  private WordingDiff(References before, References after) {
    this.before = before;
    this.after = after;
  }

  static boolean differs(SpecDocument before, JsonNode old, SpecDocument after, JsonNode now) {
    return new WordingDiff(before.references(), after.references()).differs(old, now, false);
  }

  private boolean differs(JsonNode old, JsonNode now, boolean named) {
    String pair = old.path("$ref").asText() + "\n" + now.path("$ref").asText();
    if (old.has("$ref") && now.has("$ref") && !followed.add(pair)) {
      return false;
    }
    JsonNode was = before.resolve(old);
    JsonNode is = after.resolve(now);
    if (was instanceof ArrayNode a && is instanceof ArrayNode b) {
      return elementsDiffer(a, b);
    }
    return was instanceof ObjectNode a && is instanceof ObjectNode b && membersDiffer(a, b, named);
  }

  private boolean membersDiffer(ObjectNode old, ObjectNode now, boolean named) {
    if (!named
        && Wording.PROSE.stream().anyMatch(key -> !prose(old, key).equals(prose(now, key)))) {
      return true;
    }
    for (var member : old.properties()) {
      String key = member.getKey();
      boolean compared = named || !(Wording.isProse(key) || Wording.holdsValue(key));
      if (compared
          && now.has(key)
          && differs(member.getValue(), now.path(key), !named && Wording.holdsNames(key))) {
        return true;
      }
    }
    return false;
  }

  private boolean elementsDiffer(ArrayNode old, ArrayNode now) {
    Map<String, JsonNode> others = byName(now);
    for (Map.Entry<String, JsonNode> element : byName(old).entrySet()) {
      JsonNode other = others.get(element.getKey());
      boolean known = !element.getKey().startsWith("#") || old.size() == now.size();
      if (other != null && known && differs(element.getValue(), other, false)) {
        return true;
      }
    }
    return false;
  }

  /** Parameters, tags and alias rows are known by a name, the elements of other lists by place. */
  private static Map<String, JsonNode> byName(ArrayNode array) {
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode name = array.path(i).path(array.path(i).has("from") ? "from" : "name");
      elements.put(name.isTextual() ? name.asText() : "#" + i, array.path(i));
    }
    return elements;
  }

  private static String prose(ObjectNode node, String key) {
    JsonNode text = node.path(key);
    return text.isTextual() ? Wording.withoutTables(text.asText()) : text.toString();
  }
}
