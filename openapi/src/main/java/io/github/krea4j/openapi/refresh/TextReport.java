package io.github.krea4j.openapi.refresh;

import io.github.krea4j.openapi.refresh.SpecReport.Entry;
import io.github.krea4j.openapi.refresh.SpecReport.Section;
import java.util.ArrayList;
import java.util.List;

/** Puts a report into plain text for a terminal. */
final class TextReport {
  private TextReport() {}

  static String of(SpecReport report) {
    List<String> lines = new ArrayList<>(report.summary());
    report
        .breaks()
        .forEach(
            (label, names) ->
                lines.add(label + ": " + (names.isEmpty() ? "none" : String.join(", ", names))));
    for (Section section : report.sections()) {
      lines.add("");
      lines.add(section.title());
      section.entries().forEach(entry -> entry(lines, entry));
    }
    if (!report.notes().isEmpty()) {
      lines.add("");
      lines.addAll(report.notes());
    }
    StringBuilder text = new StringBuilder();
    // a name in the document must not be able to steer the terminal
    lines.forEach(line -> text.append(line.replaceAll("\\p{Cntrl}", "?")).append('\n'));
    return text.toString();
  }

  private static void entry(List<String> lines, Entry entry) {
    lines.add(
        "  "
            + (entry.label().isEmpty() ? "" : "[" + entry.label() + "] ")
            + entry.name()
            + (entry.detail().isEmpty() ? "" : ": " + entry.detail()));
    entry.changes().forEach(change -> lines.add("    " + change));
  }
}
