package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what a document holds that the generator cannot express, so that one odd construct does
 * not stop a refresh. In strict mode the collected warnings become one error.
 */
final class SpecWarnings {
  private static final Logger logger = LoggerFactory.getLogger(SpecWarnings.class);

  private final Set<String> messages = new LinkedHashSet<>();
  private final Set<String> remarks = new LinkedHashSet<>();

  /** Notes that the generator had to give up something at a place of the document. */
  void add(String place, String what) {
    if (messages.add(place + ": " + what)) {
      logger.warn("{}: {}", place, what);
    }
  }

  /** Notes what is left out of the catalog; it takes nothing from the generated types. */
  void remark(String place, String what) {
    if (remarks.add(place + ": " + what)) {
      logger.warn("{}: {}", place, what);
    }
  }

  /** The remarks so far, each once; they are no error in strict mode. */
  List<String> remarks() {
    return new ArrayList<>(remarks);
  }

  /** The warnings so far, each once, in the order in which they came up. */
  List<String> messages() {
    return new ArrayList<>(messages);
  }

  /**
   * Ends a strict generation that met anything odd.
   *
   * @throws IllegalStateException listing every warning, if there is any
   */
  void failIfAny() {
    if (!messages.isEmpty()) {
      throw new IllegalStateException(
          "The document holds "
              + messages.size()
              + " construct(s) that the generator cannot express (krea.spec.strict is set):\n  "
              + String.join("\n  ", messages));
    }
  }
}
