package io.github.krea4j.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * An early document of this project, for tests that name what is in it: it stays when the one in
 * the module is replaced.
 */
public final class FrozenDocument {
  /** The document as a file, formatted as the repository keeps it; no surface file is beside it. */
  public static final Path FILE = unpack();

  private FrozenDocument() {}

  private static Path unpack() {
    try (InputStream packed = FrozenDocument.class.getResourceAsStream("document.json.gz");
        InputStream text = new GZIPInputStream(Objects.requireNonNull(packed))) {
      Path file = Path.of("target/frozen-document/krea-api-openapi.json");
      Files.createDirectories(file.getParent());
      Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
