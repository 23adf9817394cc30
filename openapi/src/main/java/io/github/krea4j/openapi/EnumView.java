package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.List;

/**
 * What the template of an enum prints.
 *
 * @param margin blanks in front of every line
 * @param valueType the Java type of the values
 */
record EnumView(
    String doc, String margin, String name, String valueType, List<ConstantView> constants) {

  /** A constant; the literal is Java source. */
  record ConstantView(String doc, String name, String literal) {}

  static EnumView of(EnumType type, int indent) {
    boolean text = type.kind() == Schema.ChoiceKind.TEXT;
    List<ConstantView> constants = new ArrayList<>();
    for (EnumType.Constant constant : type.constants()) {
      String doc = "The value " + FieldText.code(constant.value()) + ".";
      constants.add(
          new ConstantView(
              new JavadocComment().add(doc).render(indent + 2),
              constant.name(),
              Literals.java(constant.value())));
    }
    if (type.open()) {
      String doc = "A value that this version of the library does not know.";
      constants.add(
          new ConstantView(
              new JavadocComment().add(doc).render(indent + 2), "UNKNOWN", text ? "\"\"" : "0"));
    }
    String doc = "Values of <code>" + DocumentText.escape(type.field()) + "</code>.";
    return new EnumView(
        new JavadocComment().add(doc).render(indent),
        " ".repeat(indent),
        type.name(),
        text ? "String" : "Number",
        constants);
  }
}
