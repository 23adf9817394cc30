package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares what two schemas state, field by field, and weighs each difference. */
final class SchemaDiff {
  private static final Set<String> LOWER =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

  private final Direction direction;
  private final Consumer<Change> changes;

  SchemaDiff(Direction direction, Consumer<Change> changes) {
    this.direction = direction;
    this.changes = changes;
  }

  void compare(String place, SchemaFacts before, SchemaFacts after) {
    if (before.equals(after)) {
      return;
    }
    types(place, before, after);
    if (!comparable(before, after)) {
      return;
    }
    values(place, before, after);
    bounds(place, before, after);
    serverDefault(place, before, after);
    flags(place, before, after);
    fields(place, before, after);
    nested(place + "[]", "items", before.items(), after.items());
    closedness(place, before, after);
    nested(place + ".*", "other fields", before.others(), after.others());
    if (!before.variants().isEmpty()) {
      new VariantDiff(this::compare, this::add, direction)
          .compare(place, before.variants(), after.variants());
    }
    rest(place, before, after);
  }

  /** Whether the rest of the facts is about the same thing still. */
  private static boolean comparable(SchemaFacts before, SchemaFacts after) {
    if (before.variants().isEmpty() != after.variants().isEmpty()) {
      return false;
    }
    return before.kinds().equals(after.kinds())
        || before.acceptsTypesOf(after)
        || after.acceptsTypesOf(before);
  }

  private void types(String place, SchemaFacts before, SchemaFacts after) {
    boolean union = before.variants().isEmpty() != after.variants().isEmpty();
    boolean kinds = union || !before.kinds().equals(after.kinds());
    if (!kinds && before.nullable() == after.nullable()) {
      return;
    }
    boolean accepted =
        isRequest() ? after.acceptsTypesOf(before) : before.acceptsTypesOf(after) || !kinds;
    String what = "type " + SchemaText.type(before) + " -> " + SchemaText.type(after);
    add(place, what, Severity.of(!accepted, isRequest() ? Severity.NEW : Severity.CHANGED));
  }

  private void values(String place, SchemaFacts before, SchemaFacts after) {
    List<JsonNode> gone = without(before.values(), after.values());
    List<JsonNode> come = without(after.values(), before.values());
    if (before.values().isEmpty() && !come.isEmpty()) {
      String what = (after.constant() ? "const " : "enum of ") + SchemaText.values(come) + " added";
      add(place, what, Severity.of(isRequest(), Severity.CHANGED));
    } else if (after.values().isEmpty() && !gone.isEmpty()) {
      String what = (before.constant() ? "const " : "enum of ") + SchemaText.values(gone);
      add(place, what + " removed", Severity.NEW);
    } else if (before.constant() && after.constant() && !gone.isEmpty()) {
      String what = "const " + SchemaText.values(gone) + " -> " + SchemaText.values(come);
      add(place, what, Severity.of(isRequest(), Severity.CHANGED));
    } else {
      if (!gone.isEmpty()) {
        String what = enumValues(gone) + " removed";
        add(place, what, Severity.of(isRequest(), Severity.CHANGED));
      }
      if (!come.isEmpty()) {
        add(place, enumValues(come) + " added", Severity.NEW);
      }
    }
  }

  private static String enumValues(List<JsonNode> values) {
    return "enum value" + (values.size() > 1 ? "s " : " ") + SchemaText.values(values);
  }

  private void bounds(String place, SchemaFacts before, SchemaFacts after) {
    for (String keyword : union(before.bounds().keySet(), after.bounds().keySet())) {
      JsonNode old = before.bounds().get(keyword);
      JsonNode now = after.bounds().get(keyword);
      if (!Objects.equals(old, now)) {
        add(place, difference(keyword, old, now), boundSeverity(keyword, old, now));
      }
    }
  }

  private Severity boundSeverity(String keyword, @Nullable JsonNode old, @Nullable JsonNode now) {
    return isRequest() ? Severity.of(narrows(keyword, old, now), Severity.NEW) : Severity.CHANGED;
  }

  private static boolean narrows(String keyword, @Nullable JsonNode old, @Nullable JsonNode now) {
    if (old == null || now == null) {
      return old == null;
    }
    if (!old.isNumber() || !now.isNumber()) {
      return true;
    }
    BigDecimal from = old.decimalValue();
    BigDecimal to = now.decimalValue();
    if (LOWER.contains(keyword)) {
      return to.compareTo(from) > 0;
    }
    return !UPPER.contains(keyword) || to.compareTo(from) < 0;
  }

  private void serverDefault(String place, SchemaFacts before, SchemaFacts after) {
    JsonNode old = before.serverDefault().orElse(null);
    JsonNode now = after.serverDefault().orElse(null);
    if (!Objects.equals(old, now)) {
      add(place, difference("default", old, now), Severity.CHANGED);
    }
  }

  private void flags(String place, SchemaFacts before, SchemaFacts after) {
    for (String flag : union(before.flags(), after.flags())) {
      if (before.flags().contains(flag) != after.flags().contains(flag)) {
        String what = after.flags().contains(flag) ? "now " + flag : "no longer " + flag;
        add(place, what, Severity.CHANGED);
      }
    }
  }

  private void fields(String place, SchemaFacts before, SchemaFacts after) {
    for (String name : union(before.fields().keySet(), after.fields().keySet())) {
      SchemaFacts old = before.fields().get(name);
      SchemaFacts now = after.fields().get(name);
      String field = place + "." + name;
      if (now == null) {
        boolean taken = isRequest() && !after.closed();
        add(field, "removed", Severity.of(!taken, Severity.CHANGED));
      } else if (old == null) {
        boolean required = after.isRequired(name);
        add(
            field,
            "added, " + (required ? "required " : "optional ") + SchemaText.describe(now),
            Severity.of(required && isRequest(), Severity.NEW));
      } else {
        required(field, before.isRequired(name), after.isRequired(name));
        compare(field, old, now);
      }
    }
  }

  /** Reports that something must be given now, or need not be any more. */
  void required(String place, boolean before, boolean after) {
    if (before != after) {
      Severity severity = after ? Severity.WIRE : Severity.NEW;
      add(
          place,
          after ? "now required" : "no longer required",
          isRequest() ? severity : Severity.CHANGED);
    }
  }

  private void nested(
      String place, String what, Optional<SchemaFacts> before, Optional<SchemaFacts> after) {
    if (before.isPresent() && after.isPresent()) {
      compare(place, before.get(), after.get());
    } else if (after.isPresent()) {
      String type = SchemaText.describe(after.get());
      add(place, "type of " + what + " any -> " + type, Severity.of(isRequest(), Severity.NEW));
    } else if (before.isPresent()) {
      String type = SchemaText.describe(before.get());
      add(
          place,
          "type of " + what + " " + type + " -> any",
          isRequest() ? Severity.NEW : Severity.CHANGED);
    }
  }

  private void closedness(String place, SchemaFacts before, SchemaFacts after) {
    if (before.closed() != after.closed()) {
      Severity severity = after.closed() ? Severity.WIRE : Severity.NEW;
      add(
          place,
          after.closed() ? "now refuses unknown fields" : "now accepts unknown fields",
          isRequest() ? severity : Severity.CHANGED);
    }
  }

  private void rest(String place, SchemaFacts before, SchemaFacts after) {
    for (String keyword : union(before.rest().keySet(), after.rest().keySet())) {
      JsonNode old = before.rest().get(keyword);
      JsonNode now = after.rest().get(keyword);
      if (!Objects.equals(old, now)) {
        String how = old == null ? "added" : now == null ? "removed" : "changed";
        add(place, "keyword " + keyword + " " + how, Severity.CHANGED);
      }
    }
  }

  private static String difference(
      String keyword, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null) {
      return keyword + " " + (after == null ? "" : SchemaText.value(after)) + " added";
    }
    return after == null
        ? keyword + " " + SchemaText.value(before) + " removed"
        : keyword + " " + SchemaText.value(before) + " -> " + SchemaText.value(after);
  }

  private static List<JsonNode> without(List<JsonNode> values, List<JsonNode> others) {
    List<JsonNode> left = new ArrayList<>(values);
    left.removeAll(others);
    return left;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  private boolean isRequest() {
    return direction == Direction.REQUEST;
  }

  private void add(String place, String what, Severity severity) {
    changes.accept(new Change(place, what, severity));
  }
}
