package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An enum to generate, nested in the type that uses it.
 *
 * @param field the document's name of what it is the type of
 * @param open whether the service may send values beyond these
 */
record EnumType(
    String name, String field, ChoiceKind kind, List<Constant> constants, boolean open) {

  /**
   * A constant and the value that goes over the wire.
   *
   * @param gone whether the document listed the value once and does so no longer
   */
  record Constant(String name, JsonNode value, boolean gone) {}

  private static final String UNKNOWN = "UNKNOWN";

  /**
   * An enum of values that requests may take. A value that was listed before keeps its constant,
   * whatever else is listed now; one that is listed no longer keeps it too, so that no other value
   * ever gets it.
   *
   * @param choice the values listed now; empty where the service has come to take any
   * @param listed the constants so far
   */
  static EnumType closed(
      String name, String field, Optional<Choice> choice, List<Constant> listed) {
    List<JsonNode> values = choice.map(Choice::values).orElse(List.of());
    Set<String> taken = new HashSet<>();
    listed.forEach(constant -> taken.add(constant.name()));
    List<Constant> constants = new ArrayList<>();
    for (JsonNode value : values) {
      String given =
          listed.stream()
              .filter(constant -> constant.value().equals(value))
              .map(Constant::name)
              .findFirst()
              .orElseGet(() -> newName(value, field, taken));
      taken.add(given);
      constants.add(new Constant(given, value, false));
    }
    for (Constant constant : listed) {
      if (!values.contains(constant.value())) {
        constants.add(new Constant(constant.name(), constant.value(), choice.isPresent()));
      }
    }
    ChoiceKind kind =
        choice
            .map(Choice::kind)
            .orElseGet(
                () -> listed.get(0).value().isTextual() ? ChoiceKind.TEXT : ChoiceKind.NUMBER);
    return new EnumType(name, field, kind, constants, false);
  }

  /**
   * An enum of values that answers hold: like one for requests, with a constant more for values not
   * known yet.
   */
  static EnumType open(String name, String field, Optional<Choice> choice, List<Constant> listed) {
    EnumType closed = closed(name, field, choice, listed);
    boolean hasUnknown = closed.constants().stream().anyMatch(each -> each.name().equals(UNKNOWN));
    return new EnumType(name, field, closed.kind(), closed.constants(), !hasUnknown);
  }

  /** The name of the constant for a value. */
  String constantFor(JsonNode value) {
    return constants.stream()
        .filter(constant -> constant.value().equals(value))
        .map(Constant::name)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(value + " is no value of " + name));
  }

  private static String newName(JsonNode value, String field, Set<String> taken) {
    String wish = Words.constant(Literals.plain(value), field);
    String name = wish;
    for (int i = 2; taken.contains(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }
}
