package io.github.krea4j.internal.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The generated catalog: every model of the document with its fields and deprecated names. */
public final class CatalogResource {
  private static final String NAME = "catalog.jsonl";

  private CatalogResource() {}

  /**
   * Opens the catalog, JSON Lines in UTF-8: a model a line, each beginning with its {@code id}.
   *
   * @return the text; the caller closes it
   * @throws UncheckedIOException if this library was built or repackaged without it
   */
  public static Reader open() {
    InputStream in = CatalogResource.class.getResourceAsStream(NAME);
    if (in == null) {
      throw new UncheckedIOException(
          new IOException(
              NAME
                  + " is missing beside "
                  + CatalogResource.class.getName()
                  + "; keep the resources of krea-generated-client when repackaging it"));
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
