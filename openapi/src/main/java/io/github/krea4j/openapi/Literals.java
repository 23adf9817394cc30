package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Values of the document as people read them and as Java source has them. */
final class Literals {
  private static final BigDecimal INT_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

  private Literals() {}

  /** The value as text: numbers without exponent or trailing zeros, texts without quotes. */
  static String plain(JsonNode value) {
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      return number.toPlainString();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  /** A Java expression for the value: a string, number or boolean literal. */
  static String java(JsonNode value) {
    if (!value.isNumber()) {
      return value.isTextual() ? string(value.asText()) : value.toString();
    }
    BigDecimal number = value.decimalValue();
    if (number.stripTrailingZeros().scale() > 0) {
      return Double.toString(number.doubleValue());
    }
    boolean fitsInt = number.compareTo(INT_MIN) >= 0 && number.compareTo(INT_MAX) <= 0;
    if (!fitsInt && number.toBigInteger().bitLength() > 63) {
      return "new java.math.BigInteger(\"" + plain(value) + "\")";
    }
    return plain(value) + (fitsInt ? "" : "L");
  }

  /** A Java string literal. */
  static String string(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            literal.append(String.format("\\%03o", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return literal.append('"').toString();
  }
}
