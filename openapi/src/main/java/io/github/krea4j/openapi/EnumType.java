package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import java.util.ArrayList;
import java.util.List;

/**
 * An enum to generate, nested in the type that uses it.
 *
 * @param field the document's name of what it is the type of
 * @param open whether the service may send values beyond these
 */
record EnumType(
    String name, String field, ChoiceKind kind, List<Constant> constants, boolean open) {

  /** A constant and the value that goes over the wire. */
  record Constant(String name, JsonNode value) {}

  private static final String UNKNOWN = "UNKNOWN";

  /** An enum of values that requests may take. */
  static EnumType closed(String name, String field, Choice choice) {
    return new EnumType(name, field, choice.kind(), constants(choice), false);
  }

  /** An enum of values that answers hold: it has a constant for those not known yet. */
  static EnumType open(String name, String field, Choice choice) {
    List<Constant> constants = constants(choice);
    boolean hasUnknown = constants.stream().anyMatch(each -> each.name().equals(UNKNOWN));
    return new EnumType(name, field, choice.kind(), constants, !hasUnknown);
  }

  /** The name of the constant for a value. */
  String constantFor(JsonNode value) {
    return constants.stream()
        .filter(constant -> constant.value().equals(value))
        .map(Constant::name)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(value + " is no value of " + name));
  }

  private static List<Constant> constants(Choice choice) {
    List<Constant> constants = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (JsonNode value : choice.values()) {
      String wish = Words.constant(Literals.plain(value));
      String name = wish;
      for (int i = 2; taken.contains(name); i++) {
        name = wish + "_" + i;
      }
      taken.add(name);
      constants.add(new Constant(name, value));
    }
    return constants;
  }
}
