package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house stays small enough to find one's way in. */
class SourceSizeTest {
  private static final Path ROOT = Path.of("src/main/java/io/github/krea4j");
  private static final int LONGEST_CLASS = 300;
  private static final int MOST_IN_THE_ROOT = 34;

  @Test
  void noClassIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources(Integer.MAX_VALUE)) {
      long lines = codeLines(Files.readString(file));
      if (lines > LONGEST_CLASS) {
        tooLong.add(file.getFileName() + ": " + lines);
      }
    }

    assertThat(tooLong).isEmpty();
  }

  @Test
  void theRootHoldsFewTypes() throws IOException {
    assertThat(sources(1)).hasSizeBetween(20, MOST_IN_THE_ROOT);
  }

  /** Counts lines without comments, blanks and imports. */
  private static long codeLines(String source) {
    return source
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("import "))
        .count();
  }

  private static List<Path> sources(int depth) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, depth)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
