package io.github.krea4j.openapi.refresh;

import io.github.krea4j.openapi.GeneratedSurface;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Runs the generator's rules over documents without printing any source. */
final class GeneratorRules {
  static final String STRICT = "krea.spec.strict";

  private final Path surface;
  private final LocalDate day;
  private final boolean strict;

  /**
   * Creates the rules.
   *
   * @param surface the file of what is given to programs so far, which the rules keep
   * @param day against which dates in documents are judged
   * @param strict whether to refuse what the rules cannot express
   */
  GeneratorRules(Path surface, LocalDate day, boolean strict) {
    this.surface = surface;
    this.day = day;
    this.strict = strict;
  }

  /**
   * What the rules make of the next document.
   *
   * @param lost members of generated types that the client had before and has no longer
   * @param warnings what the rules cannot express, one line each
   * @param remarks what the catalog of models leaves out, one line each
   */
  record Outcome(List<String> lost, List<String> warnings, List<String> remarks) {}

  /**
   * Applies the rules to a document and to the one that follows on it.
   *
   * @throws UnusableDocumentException if they fail over the latter
   */
  Outcome compare(SpecDocument current, SpecDocument next) throws UnusableDocumentException {
    GeneratedSurface before = GeneratedSurface.of(current.tree(), surface, day);
    GeneratedSurface after;
    try {
      after = before.next(next.tree());
    } catch (RuntimeException e) {
      throw new UnusableDocumentException("The generator's rules fail over the document: " + e, e);
    }
    if (strict && !after.warnings().isEmpty()) {
      throw new UnusableDocumentException(
          "The generator cannot express: " + String.join("; ", after.warnings()));
    }
    return new Outcome(before.missingIn(after), after.warnings(), after.remarks());
  }
}
