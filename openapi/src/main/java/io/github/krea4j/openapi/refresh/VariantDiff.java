package io.github.krea4j.openapi.refresh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Compares the alternatives of two unions. They have no names, so they are paired: first those that
 * are equal, then those that share a value of a field that tells variants apart, then the rest in
 * order.
 */
final class VariantDiff {
  /** Compares two schemas at a place. */
  interface Comparison {
    void compare(String place, SchemaFacts before, SchemaFacts after);
  }

  /** Takes what was found. */
  interface Findings {
    void add(String place, String what, Severity severity);
  }

  private final Comparison comparison;
  private final Findings findings;
  private final Direction direction;

  VariantDiff(Comparison comparison, Findings findings, Direction direction) {
    this.comparison = comparison;
    this.findings = findings;
    this.direction = direction;
  }

  void compare(String place, List<SchemaFacts> before, List<SchemaFacts> after) {
    List<SchemaFacts> old = new ArrayList<>(before);
    List<SchemaFacts> now = new ArrayList<>(after);
    pair(place, old, now, Objects::equals);
    pair(place, old, now, VariantDiff::sameKind);
    pair(place, old, now, (a, b) -> a.kinds().equals(b.kinds()));
    boolean request = direction == Direction.REQUEST;
    for (SchemaFacts gone : old) {
      findings.add(place + name(gone), "variant removed", Severity.of(request, Severity.CHANGED));
    }
    for (SchemaFacts come : now) {
      findings.add(place + name(come), "variant added, " + SchemaText.describe(come), Severity.NEW);
    }
  }

  private void pair(
      String place,
      List<SchemaFacts> before,
      List<SchemaFacts> after,
      BiPredicate<SchemaFacts, SchemaFacts> matches) {
    for (Iterator<SchemaFacts> rest = before.iterator(); rest.hasNext(); ) {
      SchemaFacts old = rest.next();
      Optional<SchemaFacts> match =
          after.stream().filter(now -> matches.test(old, now)).findFirst();
      if (match.isPresent()) {
        rest.remove();
        after.remove(match.get());
        comparison.compare(place + name(old), old, match.get());
      }
    }
  }

  private static boolean sameKind(SchemaFacts before, SchemaFacts after) {
    Optional<String> field = tellingField(before);
    return field.isPresent()
        && !Collections.disjoint(before.valuesOf(field.get()), after.valuesOf(field.get()));
  }

  private static Optional<String> tellingField(SchemaFacts variant) {
    return variant.fields().keySet().stream()
        .filter(field -> !variant.valuesOf(field).isEmpty())
        .findFirst();
  }

  /** {@code <simple>}: the first value of the field that tells variants apart, else the type. */
  private static String name(SchemaFacts variant) {
    return "<"
        + tellingField(variant)
            .map(field -> variant.valuesOf(field).get(0).asText())
            .orElseGet(() -> SchemaText.type(variant))
        + ">";
  }
}
