package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.Optional;

/**
 * How a getter reads its field.
 *
 * @param type what it returns
 * @param method the inherited method that reads it
 * @param token the class that this method wants besides the field's name; empty if none
 */
record FieldReader(String type, String method, String token) {
  private static final String FREE = "JsonElement";

  static FieldReader of(Schema schema, String nested) {
    if (schema.shape() instanceof Sequence sequence) {
      String item = scalar(sequence.items(), nested).orElse(FREE);
      return new FieldReader("List<" + item + ">", "list", item);
    }
    if (schema.shape() instanceof Struct) {
      return new FieldReader(nested, "object", nested);
    }
    if (schema.shape() instanceof Choice) {
      return new FieldReader(nested, "enumeration", nested);
    }
    if (schema.shape() instanceof Text) {
      return new FieldReader("String", "string", "");
    }
    if (schema.shape() instanceof Numeric numeric) {
      return numeric.integer()
          ? new FieldReader("Long", "integer", "")
          : new FieldReader("Number", "number", "");
    }
    return schema.shape() instanceof Flag
        ? new FieldReader("Boolean", "bool", "")
        : new FieldReader(FREE, "json", "");
  }

  /** The call of the inherited method for a field, whose name is given as Java source. */
  String call(String field) {
    return method + "(" + field + (token.isEmpty() ? "" : ", " + token + ".class") + ")";
  }

  /** The class of a value that is neither list nor map; empty for those and for free JSON. */
  static Optional<String> scalar(Schema schema, String nested) {
    if (schema.shape() instanceof Struct || schema.shape() instanceof Choice) {
      return Optional.of(nested);
    }
    if (schema.shape() instanceof Text) {
      return Optional.of("String");
    }
    if (schema.shape() instanceof Numeric numeric) {
      return Optional.of(numeric.integer() ? "Long" : "Number");
    }
    return schema.shape() instanceof Flag ? Optional.of("Boolean") : Optional.empty();
  }
}
