package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in a text of the document.
 *
 * @param headings the cells of its first line
 * @param rows the cells of the lines below the rule; a row may have fewer or more than the headings
 */
record MarkdownTable(List<String> headings, List<List<String>> rows) {
  /** Returns the tables of a text, in order. */
  static List<MarkdownTable> in(String markdown) {
    List<MarkdownTable> tables = new ArrayList<>();
    MarkdownTable current = null;
    for (String line : markdown.lines().map(String::strip).toList()) {
      if (!line.startsWith("|")) {
        current = null;
      } else if (current == null) {
        current = new MarkdownTable(cells(line), new ArrayList<>());
        tables.add(current);
      } else if (!line.matches("[-:| ]+")) {
        current.rows.add(cells(line));
      }
    }
    return tables;
  }

  private static List<String> cells(String line) {
    String inner =
        line.substring(1, line.length() - (line.length() > 1 && line.endsWith("|") ? 1 : 0));
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }
}
