package io.github.krea4j.openapi;

import java.util.List;

/**
 * A class to generate for what the service answers.
 *
 * @param nested classes for the objects inside it that have no name of their own
 */
record ResponseType(
    String name,
    String description,
    List<Field> fields,
    List<EnumType> enums,
    List<ResponseType> nested) {

  /**
   * A member of the object.
   *
   * @param type its Java type, where it is there: {@code List<Job>}, {@code Boolean}
   * @param promised whether the accessor returns that type, and not an {@code Optional} of it
   */
  record Field(String wireName, String accessor, Schema schema, String type, boolean promised) {}

  /** Whether a type, freed of its containers, is an enum. */
  boolean isEnum(String innermost) {
    return innermost.equals(JobRule.STATUS)
        || enums.stream().anyMatch(each -> each.name().equals(innermost));
  }
}
