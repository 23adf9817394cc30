package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells what a document merely puts into words from what it states. Names of fields, paths and the
 * like are told from keywords, so a field called {@code description} is a fact.
 */
final class Wording {
  static final Set<String> PROSE =
      Set.of(
          "description",
          "summary",
          "title",
          "example",
          "examples",
          "externalDocs",
          "reason",
          "$comment");

  /** Members whose own members are names. */
  private static final Set<String> NAMED =
      Set.of(
          "paths",
          "properties",
          "patternProperties",
          "dependentSchemas",
          "$defs",
          "responses",
          "content",
          "headers",
          "schemas",
          "securitySchemes",
          "callbacks");

  /** Members whose content is a value, no part of the document's own language. */
  private static final Set<String> VALUES = Set.of("default", "const", "enum");

  private Wording() {}

  /** Whether a keyword only carries words. */
  static boolean isProse(String keyword) {
    return PROSE.contains(keyword);
  }

  /** Whether the members of this member are names, no keywords. */
  static boolean holdsNames(String keyword) {
    return NAMED.contains(keyword);
  }

  /** Whether this member holds a value, in which nothing is a keyword. */
  static boolean holdsValue(String keyword) {
    return VALUES.contains(keyword);
  }

  /** The node without any wording. */
  static JsonNode removed(JsonNode node) {
    JsonNode copy = node.deepCopy();
    remove(copy, false);
    return copy;
  }

  private static void remove(JsonNode node, boolean named) {
    if (node instanceof ArrayNode array) {
      array.forEach(element -> remove(element, false));
    } else if (node instanceof ObjectNode object) {
      if (!named) {
        object.remove(PROSE);
      }
      for (var member : object.properties()) {
        if (named || !holdsValue(member.getKey())) {
          remove(member.getValue(), !named && holdsNames(member.getKey()));
        }
      }
    }
  }

  /** The rows of Markdown tables in a text, without the lines under headings; they state facts. */
  static Set<String> tableRows(String text) {
    return text.lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .filter(line -> line.startsWith("|") && !line.matches("\\|[-| :]+\\|"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A text without its tables and empty lines. */
  static String withoutTables(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("|") && !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
