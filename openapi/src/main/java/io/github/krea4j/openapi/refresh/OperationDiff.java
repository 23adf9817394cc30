package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares one operation in two documents: parameters, bodies, answers, aliases, extensions. */
final class OperationDiff {
  private static final Set<String> HANDLED =
      Set.of(
          "tags", "summary", "description", "deprecated", "parameters", "requestBody", "responses");

  private final SpecDocument before;
  private final SpecDocument after;
  private final List<Change> changes = new ArrayList<>();

  private OperationDiff(SpecDocument before, SpecDocument after) {
    this.before = before;
    this.after = after;
  }

  /** The differences, those that break something first. */
  static List<Change> of(
      SpecDocument before, SpecOperation old, SpecDocument after, SpecOperation now) {
    OperationDiff diff = new OperationDiff(before, after);
    diff.compare(old, now);
    diff.changes.sort(Comparator.comparing(Change::severity));
    return diff.changes;
  }

  private void compare(SpecOperation old, SpecOperation now) {
    about(old, now);
    parameters(old, now);
    requestBody(before.body(old), after.body(now));
    responses(old.node().path("responses"), now.node().path("responses"));
    changes.addAll(AliasDiff.of(old.node(), now.node()));
    ExtensionDiff.of(old.node(), now.node()).ifPresent(changes::add);
    others(old.node(), now.node());
  }

  private void about(SpecOperation old, SpecOperation now) {
    text("tag", tag(old), tag(now));
    if (old.model() && now.model()) {
      text("title", old.title(), now.title());
    }
    if (old.model() != now.model()) {
      changes.add(
          new Change("kind", now.model() ? "now a model" : "no longer a model", Severity.CHANGED));
    }
    boolean deprecated = now.node().path("deprecated").asBoolean();
    if (old.node().path("deprecated").asBoolean() != deprecated) {
      changes.add(
          new Change(
              "operation",
              deprecated ? "now deprecated" : "no longer deprecated",
              Severity.CHANGED));
    }
    Set<String> oldRows = Wording.tableRows(old.node().path("description").asText());
    Set<String> newRows = Wording.tableRows(now.node().path("description").asText());
    for (String row : oldRows) {
      if (!newRows.contains(row)) {
        changes.add(new Change("table", "row removed: " + row, Severity.CHANGED));
      }
    }
    for (String row : newRows) {
      if (!oldRows.contains(row)) {
        changes.add(new Change("table", "row added: " + row, Severity.CHANGED));
      }
    }
  }

  private static String tag(SpecOperation operation) {
    return operation.node().path("tags").path(0).asText("none");
  }

  private void text(String what, String old, String now) {
    if (!old.equals(now)) {
      changes.add(new Change(what, old + " -> " + now, Severity.CHANGED));
    }
  }

  private void parameters(SpecOperation old, SpecOperation now) {
    Map<String, JsonNode> theirs = parameters(before, old);
    Map<String, JsonNode> ours = parameters(after, now);
    for (String name : union(theirs, ours)) {
      JsonNode was = theirs.get(name);
      JsonNode is = ours.get(name);
      if (is == null) {
        changes.add(new Change(name, "removed", Severity.CHANGED));
      } else if (was == null) {
        String type = SchemaText.describe(read(after, is));
        boolean required = is.path("required").asBoolean();
        changes.add(
            new Change(
                name,
                "added, " + (required ? "required " : "optional ") + type,
                Severity.of(required, Severity.NEW)));
      } else {
        SchemaDiff diff = new SchemaDiff(Direction.REQUEST, changes::add);
        diff.required(name, was.path("required").asBoolean(), is.path("required").asBoolean());
        diff.compare(name, read(before, was), read(after, is));
      }
    }
  }

  private static Map<String, JsonNode> parameters(SpecDocument document, SpecOperation operation) {
    Map<String, JsonNode> parameters = new TreeMap<>();
    for (JsonNode written : operation.parameters()) {
      JsonNode parameter = document.references().resolve(written);
      String name = parameter.path("in").asText() + " " + parameter.path("name").asText();
      parameters.put(name, parameter);
    }
    return parameters;
  }

  private void requestBody(JsonNode old, JsonNode now) {
    boolean was = !old.path("content").isEmpty();
    boolean is = !now.path("content").isEmpty();
    if (was && is) {
      new SchemaDiff(Direction.REQUEST, changes::add)
          .required("request", old.path("required").asBoolean(), now.path("required").asBoolean());
    }
    content("request", Direction.REQUEST, true, old, now);
  }

  private void responses(JsonNode old, JsonNode now) {
    for (String status : union(members(old), members(now))) {
      String place = "response " + status;
      boolean success = status.startsWith("2");
      if (!now.has(status)) {
        changes.add(new Change(place, "removed", Severity.of(success, Severity.CHANGED)));
      } else if (!old.has(status)) {
        changes.add(new Change(place, "added", Severity.NEW));
      } else {
        content(
            place,
            Direction.RESPONSE,
            success,
            before.references().resolve(old.path(status)),
            after.references().resolve(now.path(status)));
      }
    }
  }

  /**
   * Compares bodies by media type.
   *
   * @param typed whether programs send or read the body; those of errors they do not
   */
  private void content(
      String place, Direction direction, boolean typed, JsonNode old, JsonNode now) {
    Map<String, JsonNode> theirs = members(old.path("content"));
    Map<String, JsonNode> ours = members(now.path("content"));
    for (String type : union(theirs, ours)) {
      JsonNode was = theirs.get(type);
      JsonNode is = ours.get(type);
      if (is == null) {
        changes.add(
            new Change(
                place, "body of " + type + " removed", Severity.of(typed, Severity.CHANGED)));
      } else if (was == null) {
        changes.add(new Change(place, "body of " + type + " added", Severity.NEW));
      } else {
        new SchemaDiff(direction, changes::add).compare(place, read(before, was), read(after, is));
      }
    }
  }

  /** What the specification allows beside the members that are compared in detail. */
  private void others(JsonNode old, JsonNode now) {
    Map<String, JsonNode> theirs = members(Wording.removed(old));
    Map<String, JsonNode> ours = members(Wording.removed(now));
    for (String member : union(theirs, ours)) {
      if (!HANDLED.contains(member) && !member.startsWith("x-")) {
        @Nullable JsonNode was = theirs.get(member);
        @Nullable JsonNode is = ours.get(member);
        if (!Objects.equals(was, is)) {
          String how = was == null ? "added" : is == null ? "removed" : "changed";
          changes.add(new Change(member, how, Severity.CHANGED));
        }
      }
    }
  }

  private static SchemaFacts read(SpecDocument document, JsonNode holder) {
    JsonNode schema = holder.path("schema");
    if (schema.isMissingNode() && !holder.path("content").isEmpty()) {
      schema = holder.path("content").iterator().next().path("schema");
    }
    return new SchemaFactsReader(document.references())
        .read(schema.isMissingNode() ? JsonNodeFactory.instance.objectNode() : schema);
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static Set<String> union(Map<String, ?> a, Map<String, ?> b) {
    Set<String> union = new TreeSet<>(a.keySet());
    union.addAll(b.keySet());
    return union;
  }
}
