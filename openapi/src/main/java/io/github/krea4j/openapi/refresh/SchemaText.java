package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Puts schemas and values into the few words of a report. */
final class SchemaText {
  private SchemaText() {}

  /** {@code string or null}, {@code array of integer}, {@code union of 2 objects}. */
  static String type(SchemaFacts facts) {
    if (facts.types().isEmpty()) {
      return facts.variants().isEmpty() ? "any" : union(facts);
    }
    List<String> names = new ArrayList<>();
    for (String kind : facts.kinds()) {
      names.add(
          kind.equals("array") && facts.items().isPresent()
              ? "array of " + type(facts.items().get())
              : kind);
    }
    if (!facts.variants().isEmpty() && facts.kinds().size() == 1) {
      names.set(0, union(facts));
    }
    if (facts.nullable()) {
      names.add("null");
    }
    return String.join(" or ", names);
  }

  private static String union(SchemaFacts facts) {
    String what = facts.kinds().size() == 1 ? facts.kinds().iterator().next() + "s" : "types";
    return "union of " + facts.variants().size() + " " + what;
  }

  /** The type with everything that limits it: {@code integer, minimum 1, maximum 100}. */
  static String describe(SchemaFacts facts) {
    List<String> parts = new ArrayList<>();
    parts.add(type(facts));
    if (!facts.values().isEmpty()) {
      parts.add((facts.constant() ? "const " : "one of ") + values(facts.values()));
    }
    if (!facts.fields().isEmpty()) {
      parts.add("with " + String.join(", ", facts.fields().keySet()));
    }
    facts.bounds().forEach((keyword, bound) -> parts.add(keyword + " " + value(bound)));
    facts.serverDefault().ifPresent(value -> parts.add("default " + value(value)));
    parts.addAll(facts.flags());
    return String.join(", ", parts);
  }

  static String values(Collection<JsonNode> values) {
    return values.stream().map(SchemaText::value).collect(Collectors.joining(", "));
  }

  static String value(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
  }
}
