package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentLoaderTest {
  @Test
  void jsonAndYamlGiveTheSameTree() throws IOException {
    assertThat(DocumentLoader.parse("openapi: 3.1.0\npaths:\n  /jobs: {}\n"))
        .isEqualTo(DocumentLoader.parse("{\"openapi\": \"3.1.0\", \"paths\": {\"/jobs\": {}}}"));
  }

  @Test
  void numbersKeepTheirDigits() throws IOException {
    var seed =
        DocumentLoader.parse("{\"paths\": {}, \"seed\": 0.12345678901234567890}").path("seed");
    assertThat(seed.decimalValue().toPlainString()).isEqualTo("0.12345678901234567890");
  }

  @Test
  void textThatIsNoDocumentIsRefused() {
    assertThatThrownBy(() -> DocumentLoader.parse("<html>not found</html>"))
        .isInstanceOf(IOException.class)
        .hasMessage("not an OpenAPI document: there is no object \"paths\" at its top");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> DocumentLoader.load(Path.of("no-such-file.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read the OpenAPI document no-such-file.json");
  }
}
