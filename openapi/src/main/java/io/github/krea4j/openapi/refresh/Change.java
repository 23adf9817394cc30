package io.github.krea4j.openapi.refresh;

/**
 * One fact that differs between two documents.
 *
 * @param place where, inside its operation: {@code request.styles[].id}
 * @param what how it differs: {@code maximum 2368 -> 2048}
 */
record Change(String place, String what, Severity severity) {
  @Override
  public String toString() {
    return "[" + severity.label() + "] " + place + ": " + what;
  }
}
