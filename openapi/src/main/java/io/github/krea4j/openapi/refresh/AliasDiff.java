package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the rows of old field names that an operation accepts for a while. */
final class AliasDiff {
  static final String ALIASES = "x-krea-deprecated-field-aliases";

  private AliasDiff() {}

  static List<Change> of(JsonNode before, JsonNode after) {
    Map<String, JsonNode> old = rows(before);
    Map<String, JsonNode> now = rows(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    for (String from : names) {
      JsonNode was = old.get(from);
      JsonNode is = now.get(from);
      if (was == null && is != null) {
        String sunset = is.path("sunset_date").asText();
        String until = sunset.isEmpty() ? "" : ", sunset " + sunset;
        changes.add(new Change(place(is), "added" + until, Severity.NEW));
      } else if (was != null && is == null) {
        changes.add(new Change(place(was), "removed", Severity.WIRE));
      } else if (was != null && is != null) {
        changes.addAll(differences(place(was), was, is));
      }
    }
    return changes;
  }

  private static List<Change> differences(String place, JsonNode before, JsonNode after) {
    JsonNode old = Wording.removed(before);
    JsonNode now = Wording.removed(after);
    Set<String> members = new TreeSet<>();
    old.fieldNames().forEachRemaining(members::add);
    now.fieldNames().forEachRemaining(members::add);
    List<Change> changes = new ArrayList<>();
    for (String member : members) {
      if (!old.path(member).equals(now.path(member))) {
        String what = member + " " + text(old.path(member)) + " -> " + text(now.path(member));
        changes.add(new Change(place, what, Severity.CHANGED));
      }
    }
    return changes;
  }

  private static String place(JsonNode row) {
    return "alias " + row.path("from").asText() + " -> " + row.path("to").asText();
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "none" : value.asText();
  }

  private static Map<String, JsonNode> rows(JsonNode operation) {
    Map<String, JsonNode> rows = new TreeMap<>();
    operation.path(ALIASES).forEach(row -> rows.put(row.path("from").asText(), row));
    return rows;
  }
}
