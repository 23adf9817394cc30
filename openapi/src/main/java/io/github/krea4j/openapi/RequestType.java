package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Schema.Property;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request model to generate: the body of an operation, or an object inside such bodies.
 *
 * @param operation whose body it is; empty for an object that requests hold
 * @param generation whether it starts a generation
 * @param places the fields that hold it, as owner and name in JSON, for an object inside bodies
 * @param variants the fields of each variant, where only those of one may be set; else empty
 */
record RequestType(
    String name,
    Optional<Operation> operation,
    boolean generation,
    String description,
    Set<String> places,
    List<Set<String>> variants,
    List<Field> fields,
    List<EnumType> enums) {

  /**
   * A field.
   *
   * @param accessor the name of its setters and its getter
   * @param type what it takes
   */
  record Field(String wireName, String accessor, FieldType type, Property property) {
    Schema schema() {
      return property.schema();
    }

    boolean required() {
      return property.required();
    }
  }

  /** The enum that a field holds in the end, if any. */
  Optional<EnumType> enumOf(Field field) {
    return field
        .type()
        .constants()
        .flatMap(name -> enums.stream().filter(each -> each.name().equals(name)).findFirst());
  }

  /** Since when it is retired, if it is. */
  Optional<Retirement> retired() {
    return operation.flatMap(Operation::retired);
  }
}
