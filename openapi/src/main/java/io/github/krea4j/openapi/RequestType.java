package io.github.krea4j.openapi;

import io.github.krea4j.openapi.Schema.Property;
import java.util.List;
import java.util.Optional;

/**
 * A request model to generate: the body of an operation, or an object inside such bodies.
 *
 * @param operation whose body it is; empty for an object that requests hold
 * @param generation whether it starts a generation
 */
record RequestType(
    String name,
    Optional<Operation> operation,
    boolean generation,
    String description,
    List<Field> fields,
    List<EnumType> enums) {

  /**
   * A field.
   *
   * @param accessor the name of its setter and getter
   * @param nested the type of the object or enum that it holds in the end; empty if it holds none
   */
  record Field(String wireName, String accessor, Property property, String nested) {
    Schema schema() {
      return property.schema();
    }

    boolean required() {
      return property.required();
    }
  }

  Optional<EnumType> enumNamed(String nested) {
    return enums.stream().filter(each -> each.name().equals(nested)).findFirst();
  }
}
