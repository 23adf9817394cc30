package io.github.krea4j.internal.catalog;

import io.github.krea4j.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalog. Its line is taken apart when somebody first asks what it says: a program
 * that uses one model does not wait for the seventy others.
 */
final class KnownModel {
  /** What a line says; the rules for its price are null if the document lists none. */
  record Content(ModelInfo info, @Nullable PriceRules prices) {}

  private final String line;
  private volatile @Nullable Content content;

  KnownModel(String line) {
    this.line = line;
  }

  ModelInfo info() {
    return content().info();
  }

  @Nullable PriceRules prices() {
    return content().prices();
  }

  // Two threads may read it at the same time: both then say the same of the model.
  private Content content() {
    Content known = content;
    if (known == null) {
      known = CatalogReader.content(line);
      content = known;
    }
    return known;
  }
}
