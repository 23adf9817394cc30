package io.github.krea4j.openapi.refresh;

import io.github.krea4j.openapi.refresh.SpecReport.Entry;
import io.github.krea4j.openapi.refresh.SpecReport.Section;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts a report into Markdown for a pull request. Whatever stems from the document is shown as
 * code, so that it can neither mention people nor bring markup of its own.
 */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(SpecReport report) {
    StringBuilder text = new StringBuilder("# The next OpenAPI document\n\n");
    report.summary().forEach(line -> text.append("- ").append(summary(line)).append('\n'));
    report
        .breaks()
        .forEach(
            (label, names) ->
                text.append("- ").append(label).append(": ").append(names(names)).append('\n'));
    for (Section section : report.sections()) {
      text.append("\n## ").append(section.title()).append("\n\n");
      section.entries().forEach(entry -> entry(text, entry));
    }
    report.notes().forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  private static String summary(String line) {
    String prefix = "Document: ";
    return line.startsWith(prefix) ? prefix + code(line.substring(prefix.length())) : line;
  }

  private static String names(List<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().map(MarkdownReport::code).collect(Collectors.joining(", "));
  }

  private static void entry(StringBuilder text, Entry entry) {
    text.append("- ");
    if (!entry.label().isEmpty()) {
      text.append(label(entry.label())).append(' ');
    }
    text.append(code(entry.name()));
    if (!entry.detail().isEmpty()) {
      text.append(": ").append(code(entry.detail()));
    }
    text.append('\n');
    for (Change change : entry.changes()) {
      text.append("  - ")
          .append(label(change.severity().label()))
          .append(' ')
          .append(code(change.place()))
          .append(": ")
          .append(code(change.what()))
          .append('\n');
    }
  }

  private static String label(String label) {
    return label.startsWith("breaks") ? "**" + label + "**" : label;
  }

  /**
   * A code span that the text cannot end: it is fenced by more backticks than it holds in a row.
   */
  private static String code(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return fence + space + line + space + fence;
  }
}
