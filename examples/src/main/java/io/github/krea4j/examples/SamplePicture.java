package io.github.krea4j.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The picture that comes with the examples: a lighthouse at dusk, 768 by 512. */
final class SamplePicture {
  private static final String NAME = "lighthouse.png";

  private SamplePicture() {}

  /** Puts the picture into a folder and returns the file. */
  static Path in(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(NAME);
    try (InputStream in = SamplePicture.class.getResourceAsStream(NAME)) {
      Files.copy(Objects.requireNonNull(in, NAME), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
