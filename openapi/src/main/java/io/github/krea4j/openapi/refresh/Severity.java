package io.github.krea4j.openapi.refresh;

/**
 * What a change means on the wire for programs that were written against the document before. What
 * it means for compiling and linking them is told by the two generated surfaces, not here.
 */
enum Severity {
  /** They send what the service now refuses, or no longer receive what they read. */
  WIRE("breaks wire"),
  /** Something that no existing program can miss or trip over. */
  NEW("new"),
  /** A fact that differs, yet neither breaks nor adds anything. */
  CHANGED("changed");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The severity of what breaks the wire, or {@code harmless} if it does not. */
  static Severity of(boolean breaksWire, Severity harmless) {
    return breaksWire ? WIRE : harmless;
  }

  String label() {
    return label;
  }

  boolean breaksWire() {
    return this == WIRE;
  }
}
