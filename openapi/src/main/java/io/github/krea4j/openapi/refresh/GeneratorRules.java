package io.github.krea4j.openapi.refresh;

import io.github.krea4j.openapi.KreaCodegen;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the generator's rules over a document without printing any source. */
final class GeneratorRules {
  static final String STRICT = "krea.spec.strict";

  private final Path surface;
  private final boolean strict;

  /**
   * Creates the rules.
   *
   * @param surface the names given so far, which the rules keep
   * @param strict whether to refuse what the rules cannot express
   */
  GeneratorRules(Path surface, boolean strict) {
    this.surface = surface;
    this.strict = strict;
  }

  /**
   * Applies the rules.
   *
   * @return what they cannot express, one line each
   * @throws UnusableDocumentException if they fail
   */
  List<String> check(SpecDocument document) throws UnusableDocumentException {
    try {
      Path file = Files.createTempFile("krea-api-openapi", ".json");
      try {
        Files.writeString(file, SpecFile.format(document.tree()));
        return check(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UnusableDocumentException("Cannot hand the document to the generator: " + e, e);
    }
  }

  /** In strict mode the generator lists what it cannot express, and fails. */
  private List<String> check(Path file) throws UnusableDocumentException {
    try {
      apply(file, true);
      return List.of();
    } catch (IllegalStateException inexpressible) {
      String message = String.valueOf(inexpressible.getMessage());
      if (strict) {
        throw new UnusableDocumentException(message, inexpressible);
      }
      apply(file, false);
      return message.lines().skip(1).map(String::strip).toList();
    }
  }

  private void apply(Path file, boolean failOnWarnings) throws UnusableDocumentException {
    KreaCodegen generator = new KreaCodegen();
    generator.setInputSpec(file.toString());
    generator.additionalProperties().put("surfaceFile", surface.toString());
    generator.additionalProperties().put(STRICT, failOnWarnings);
    try {
      generator.preprocessOpenAPI(new OpenAPI());
    } catch (RuntimeException e) {
      if (failOnWarnings && e instanceof IllegalStateException) {
        throw e;
      }
      throw new UnusableDocumentException("The generator's rules fail over the document: " + e, e);
    }
  }
}
