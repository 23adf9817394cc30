package io.github.krea4j.openapi;

import java.util.List;

/**
 * A record to generate for what the service answers.
 *
 * @param nested records for the objects inside it that have no name of their own
 */
record ResponseType(
    String name,
    String description,
    List<Field> fields,
    List<EnumType> enums,
    List<ResponseType> nested) {

  /**
   * A component.
   *
   * @param type its Java type
   */
  record Field(String wireName, String component, Schema schema, String type) {}
}
