package io.github.krea4j.openapi.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFileTest {
  @TempDir Path directory;

  @Test
  void documentIsFormattedAsTheRepositoryKeepsIt() throws IOException {
    assertThat(SpecFile.format(Documents.current().tree()))
        .isEqualTo(Files.readString(Documents.FILE));
  }

  @Test
  void emptyMembersStayShortAndNumbersKeepTheirDigits() throws Exception {
    String text =
        """
        {
          "openapi": "3.1.0",
          "a": {},
          "b": [],
          "c": [
            0.80,
            -9007199254740991,
            0.0000001
          ],
          "d": "größer ≥ 1"
        }
        """;
    assertThat(SpecFile.format(SpecDocument.parse(text).tree())).isEqualTo(text);
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("spec.json"), "old");
    SpecFile.replace(file, "new");
    assertThat(file).hasContent("new");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void makesTheDirectory() throws IOException {
    SpecFile.replace(directory.resolve("target/spec-report.md"), "text");
    assertThat(directory.resolve("target/spec-report.md")).hasContent("text");
  }

  @Test
  void failedReplacementLeavesTheFile() throws IOException {
    Path occupied = Files.createDirectories(directory.resolve("spec.json/inside"));
    assertThatThrownBy(() -> SpecFile.replace(occupied.getParent(), "new"))
        .isInstanceOf(IOException.class);
    assertThat(occupied).isDirectory();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(occupied.getParent());
    }
  }
}
