package io.github.krea4j.openapi.refresh;

/**
 * What a change means for programs that were written against the document before.
 *
 * <p>Source compatibility is broken where such a program may not compile with a client generated
 * from the new document. Wire compatibility is broken where it sends what the service now refuses,
 * or no longer receives what it reads.
 */
enum Severity {
  BOTH("breaks source and wire", true, true),
  SOURCE("breaks source", true, false),
  WIRE("breaks wire", false, true),
  /** Something that no existing program can miss or trip over. */
  NEW("new", false, false),
  /** A fact that differs, yet neither breaks nor adds anything. */
  CHANGED("changed", false, false);

  private final String label;
  private final boolean breaksSource;
  private final boolean breaksWire;

  Severity(String label, boolean breaksSource, boolean breaksWire) {
    this.label = label;
    this.breaksSource = breaksSource;
    this.breaksWire = breaksWire;
  }

  /** The severity of what breaks one or the other, or {@code harmless} if it breaks neither. */
  static Severity of(boolean breaksSource, boolean breaksWire, Severity harmless) {
    if (breaksSource) {
      return breaksWire ? BOTH : SOURCE;
    }
    return breaksWire ? WIRE : harmless;
  }

  String label() {
    return label;
  }

  boolean breaksSource() {
    return breaksSource;
  }

  boolean breaksWire() {
    return breaksWire;
  }

  boolean breaksAnything() {
    return breaksSource || breaksWire;
  }
}
