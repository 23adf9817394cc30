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
  record ConstantView(String doc, boolean deprecated, String name, String literal) {}

  static EnumView of(EnumType type, int indent) {
    boolean text = type.kind() == Schema.ChoiceKind.TEXT;
    List<ConstantView> constants = new ArrayList<>();
    for (EnumType.Constant constant : type.constants()) {
      JavadocComment doc = new JavadocComment().add(FieldText.code(constant.value()) + ".");
      if (constant.gone()) {
        doc.deprecated("the service no longer lists this value and refuses it");
      }
      constants.add(
          new ConstantView(
              doc.render(indent + 2),
              constant.gone(),
              constant.name(),
              Literals.java(constant.value())));
    }
    if (type.open()) {
      String doc = "A value that this version of the library does not know.";
      constants.add(
          new ConstantView(
              new JavadocComment().add(doc).render(indent + 2),
              false,
              "UNKNOWN",
              text ? "\"\"" : "0"));
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
