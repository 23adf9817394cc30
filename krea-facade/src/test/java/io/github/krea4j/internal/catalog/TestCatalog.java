package io.github.krea4j.internal.catalog;

import com.google.gson.JsonParser;
import java.io.StringReader;
import java.util.stream.Collectors;

/** Catalogs of models that a test describes, as the generator would write them. */
public final class TestCatalog {
  private TestCatalog() {}

  /** Returns a catalog of a JSON list of models, in any layout. */
  public static DocumentCatalog of(String models) {
    String lines =
        JsonParser.parseString(models).getAsJsonArray().asList().stream()
            .map(model -> model + "\n")
            .collect(Collectors.joining());
    return new DocumentCatalog(() -> new StringReader(lines));
  }
}
