package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;

/** The bundled document as plain JSON, one that stays, and bodies made from either. */
final class TestDocument {
  private static final SchemaSample SAMPLES =
      new SchemaSample(InstantSource.system(), () -> URI.create("https://example.com/a.png"));

  /** An early document as a file, for tests that count on what is in it. */
  static final Path FROZEN = unpack();

  private TestDocument() {}

  private static Path unpack() {
    try (InputStream packed = TestDocument.class.getResourceAsStream("document.json.gz");
        InputStream text = new GZIPInputStream(packed)) {
      Path file = Path.of("target/frozen-document/krea-api-openapi.json").toAbsolutePath();
      Files.createDirectories(file.getParent());
      Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode bundled() throws IOException {
    try (InputStream stream = TestDocument.class.getResourceAsStream("krea-api-openapi.json")) {
      return Json.MAPPER.readTree(stream);
    }
  }

  /** A body with the required fields only. */
  static ObjectNode smallestBody(Operation operation) {
    JsonNode schema = operation.jsonBody().orElseThrow();
    ObjectNode all = (ObjectNode) SAMPLES.of(schema);
    ObjectNode body = Json.object();
    schema.path("required").forEach(name -> body.set(name.asText(), all.get(name.asText())));
    return body;
  }
}
