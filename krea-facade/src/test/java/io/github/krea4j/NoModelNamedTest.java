package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.internal.catalog.DocumentCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models come and go monthly: what is true of one must follow from the document. */
class NoModelNamedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"src/main/java", "../generated-client/src/main/java", "../openapi/src/main/java"})
  void handWrittenCodeNamesNoModel(String folder) throws IOException {
    List<String> named = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
        for (ModelInfo model : DocumentCatalog.SHARED.all()) {
          String name = model.id().substring(model.id().lastIndexOf('/') + 1);
          String type = model.requestType().getSimpleName();
          if (code.contains("/" + name) || code.contains("\"" + name) || code.contains(type)) {
            named.add(file + ": " + model.id());
          }
        }
      }
    }
    assertThat(named).isEmpty();
  }
}
