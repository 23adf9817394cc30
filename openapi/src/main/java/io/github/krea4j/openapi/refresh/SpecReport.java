package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.refresh.DocumentDiff.ChangedOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What there is to say about a new document, in order, before it is put into text or Markdown.
 *
 * @param summary lines at the top
 * @param breaks who is affected by what breaks: label to names
 * @param notes lines at the end
 */
record SpecReport(
    List<String> summary,
    Map<String, List<String>> breaks,
    List<Section> sections,
    List<String> notes) {

  /** A heading with what stands below it. */
  record Section(String title, List<Entry> entries) {}

  /**
   * One operation, or one change that many operations share.
   *
   * @param label what it means, empty where the changes below say it
   */
  record Entry(String name, String detail, String label, List<Change> changes) {}

  /** A change that more operations than these share is said once, with all of them. */
  private static final int SHARED = 3;

  /**
   * Arranges the differences.
   *
   * @param source where the new document came from
   * @param outcome what the generator's rules make of the new document
   */
  static SpecReport of(DocumentDiff diff, String source, GeneratorRules.Outcome outcome) {
    List<String> lost = outcome.lost();
    Map<Change, List<String>> shared = shared(diff.changed());
    List<Section> sections = new ArrayList<>();
    section(sections, "What programs no longer find", lost(lost));
    for (boolean model : new boolean[] {true, false}) {
      String what = model ? "Models " : "Operations ";
      Predicate<SpecOperation> wanted = operation -> operation.model() == model;
      section(sections, what + "removed", removed(diff, wanted));
      section(sections, what + "added", added(diff, wanted));
      section(sections, what + "changed", changed(diff, wanted, shared.keySet()));
    }
    section(sections, "Changed alike in several operations", alike(shared));
    section(sections, "The document as a whole", general(diff));
    section(sections, "What the generator cannot express", plain(outcome.warnings()));
    section(sections, "What the catalog of models leaves out", plain(outcome.remarks()));
    return new SpecReport(summary(diff, source), breaks(diff, lost), sections, notes(diff));
  }

  private static List<String> summary(DocumentDiff diff, String source) {
    List<String> lines = new ArrayList<>();
    lines.add("Document: " + source);
    lines.add("Before: " + size(diff.before()) + ". Now: " + size(diff.after()) + ".");
    if (diff.isEmpty()) {
      lines.add("No difference in facts.");
    }
    return lines;
  }

  private static String size(SpecDocument document) {
    return document.operations().size()
        + " operations, "
        + document.models().size()
        + " of them models";
  }

  private static Map<String, List<String>> breaks(DocumentDiff diff, List<String> lost) {
    Set<String> source = new TreeSet<>();
    lost.forEach(member -> source.add(typeOf(member)));
    Set<String> wire = new LinkedHashSet<>();
    for (SpecOperation gone : diff.removed()) {
      wire.add(gone.name());
    }
    for (ChangedOperation changed : diff.changed()) {
      for (Change change : changed.changes()) {
        if (change.severity().breaksWire()) {
          wire.add(changed.operation().name());
        }
      }
    }
    Map<String, List<String>> breaks = new LinkedHashMap<>();
    breaks.put("Breaks source compatibility", List.copyOf(source));
    breaks.put("Breaks wire compatibility", List.copyOf(wire));
    return breaks;
  }

  /** {@code Flux1DevRequest} for {@code Number Flux1DevRequest.width()}. */
  private static String typeOf(String member) {
    return member.replaceFirst("\\(.*| = .*", "").replaceFirst(".* ", "").replaceFirst("\\..*", "");
  }

  private static List<Entry> lost(List<String> members) {
    return members.stream()
        .map(member -> new Entry(member, "", "breaks source", List.of()))
        .toList();
  }

  private static List<String> notes(DocumentDiff diff) {
    return diff.reworded() == 0
        ? List.of()
        : List.of(
            "Wording alone (descriptions, summaries, examples) differs in "
                + count(diff.reworded(), "operation")
                + " and is not listed.");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static Map<Change, List<String>> shared(List<ChangedOperation> changed) {
    Map<Change, List<String>> operations = new LinkedHashMap<>();
    for (ChangedOperation operation : changed) {
      for (Change change : new LinkedHashSet<>(operation.changes())) {
        operations
            .computeIfAbsent(change, unknown -> new ArrayList<>())
            .add(operation.operation().name());
      }
    }
    operations.values().removeIf(names -> names.size() <= SHARED);
    return operations;
  }

  private static void section(List<Section> sections, String title, List<Entry> entries) {
    if (!entries.isEmpty()) {
      sections.add(new Section(title + " (" + entries.size() + ")", entries));
    }
  }

  private static List<Entry> removed(DocumentDiff diff, Predicate<SpecOperation> wanted) {
    return diff.removed().stream()
        .filter(wanted)
        .map(
            operation ->
                new Entry(operation.name(), operation.title(), Severity.WIRE.label(), List.of()))
        .toList();
  }

  private static List<Entry> added(DocumentDiff diff, Predicate<SpecOperation> wanted) {
    return diff.added().stream()
        .filter(wanted)
        .map(
            operation ->
                new Entry(
                    operation.name(),
                    about(diff.after(), operation),
                    Severity.NEW.label(),
                    List.of()))
        .toList();
  }

  /** The title and the fields of the body. */
  private static String about(SpecDocument document, SpecOperation operation) {
    List<String> fields = new ArrayList<>();
    for (JsonNode content : document.body(operation).path("content")) {
      SchemaFacts body = new SchemaFactsReader(document.references()).read(content.path("schema"));
      for (String field : body.fields().keySet()) {
        fields.add(field + (body.isRequired(field) ? " (required)" : ""));
      }
    }
    return operation.title() + (fields.isEmpty() ? "" : "; fields " + String.join(", ", fields));
  }

  private static List<Entry> changed(
      DocumentDiff diff, Predicate<SpecOperation> wanted, Collection<Change> elsewhere) {
    List<Entry> entries = new ArrayList<>();
    for (ChangedOperation changed : diff.changed()) {
      List<Change> own = new ArrayList<>(changed.changes());
      own.removeAll(elsewhere);
      if (wanted.test(changed.operation()) && !own.isEmpty()) {
        entries.add(new Entry(changed.operation().name(), "", "", own));
      }
    }
    return entries;
  }

  private static List<Entry> alike(Map<Change, List<String>> shared) {
    List<Entry> entries = new ArrayList<>();
    shared.forEach(
        (change, operations) ->
            entries.add(
                new Entry(
                    count(operations.size(), "operation"),
                    String.join(", ", operations),
                    "",
                    List.of(change))));
    return entries;
  }

  private static List<Entry> general(DocumentDiff diff) {
    return diff.general().stream()
        .map(
            change ->
                new Entry(change.place(), change.what(), change.severity().label(), List.of()))
        .toList();
  }

  private static List<Entry> plain(List<String> lines) {
    return lines.stream().map(line -> new Entry(line, "", "", List.of())).toList();
  }
}
