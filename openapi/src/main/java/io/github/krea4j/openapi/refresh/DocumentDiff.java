package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The facts in which two documents differ.
 *
 * @param added operations of the new document only
 * @param removed operations of the old document only
 * @param changed operations of both that differ
 * @param general what belongs to no operation, such as tags and servers
 * @param reworded how many operations differ in wording, whether or not in facts
 */
record DocumentDiff(
    SpecDocument before,
    SpecDocument after,
    List<SpecOperation> added,
    List<SpecOperation> removed,
    List<ChangedOperation> changed,
    List<Change> general,
    int reworded) {

  /** An operation with its differences. */
  record ChangedOperation(SpecOperation operation, List<Change> changes) {}

  static DocumentDiff of(SpecDocument before, SpecDocument after) {
    List<SpecOperation> added = new ArrayList<>();
    List<ChangedOperation> changed = new ArrayList<>();
    int reworded = 0;
    for (SpecOperation now : after.operations().values()) {
      SpecOperation old = before.operations().get(now.key());
      if (old == null) {
        added.add(now);
        continue;
      }
      List<Change> changes = OperationDiff.of(before, old, after, now);
      if (!changes.isEmpty()) {
        changed.add(new ChangedOperation(now, changes));
      }
      if (WordingDiff.differs(before, prose(old), after, prose(now))) {
        reworded++;
      }
    }
    List<SpecOperation> removed =
        before.operations().values().stream()
            .filter(old -> !after.operations().containsKey(old.key()))
            .toList();
    return new DocumentDiff(
        before, after, added, removed, changed, general(before, after), reworded);
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && general.isEmpty();
  }

  /** The title of a model is a fact. */
  private static JsonNode prose(SpecOperation operation) {
    ObjectNode node = operation.node().deepCopy();
    if (operation.model()) {
      node.remove("summary");
    }
    return node;
  }

  private static List<Change> general(SpecDocument before, SpecDocument after) {
    List<Change> changes = new ArrayList<>();
    text(changes, "openapi", before.tree().path("openapi"), after.tree().path("openapi"));
    text(
        changes,
        "info.version",
        before.tree().path("info").path("version"),
        after.tree().path("info").path("version"));
    tags(changes, names(before), names(after));
    Map<String, JsonNode> old = otherMembers(before);
    Map<String, JsonNode> now = otherMembers(after);
    Set<String> members = new TreeSet<>(old.keySet());
    members.addAll(now.keySet());
    for (String member : members) {
      if (!Objects.equals(old.get(member), now.get(member))) {
        String how =
            !old.containsKey(member) ? "added" : now.containsKey(member) ? "changed" : "removed";
        changes.add(new Change(member, how, Severity.CHANGED));
      }
    }
    return changes;
  }

  private static void text(List<Change> changes, String place, JsonNode old, JsonNode now) {
    if (!old.equals(now)) {
      String what = old.asText("none") + " -> " + now.asText("none");
      changes.add(new Change(place, what, Severity.CHANGED));
    }
  }

  private static void tags(List<Change> changes, Set<String> old, Set<String> now) {
    for (String tag : old) {
      if (!now.contains(tag)) {
        changes.add(new Change("tag " + tag, "removed", Severity.CHANGED));
      }
    }
    for (String tag : now) {
      if (!old.contains(tag)) {
        changes.add(new Change("tag " + tag, "added", Severity.NEW));
      }
    }
  }

  private static Set<String> names(SpecDocument document) {
    Set<String> names = new LinkedHashSet<>();
    document.tree().path("tags").forEach(tag -> names.add(tag.path("name").asText()));
    return names;
  }

  /** Compared as a whole each; named schemas count where an operation refers to them. */
  private static Map<String, JsonNode> otherMembers(SpecDocument document) {
    Map<String, JsonNode> members = new TreeMap<>();
    ObjectNode facts = (ObjectNode) Wording.removed(document.tree());
    if (facts.path("components").has("securitySchemes")) {
      members.put("securitySchemes", facts.path("components").path("securitySchemes"));
    }
    facts.remove(Set.of("openapi", "info", "tags", "paths", "components"));
    facts.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }
}
