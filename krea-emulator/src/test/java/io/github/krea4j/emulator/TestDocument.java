package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;

/** The document as plain JSON, and bodies made from it. */
final class TestDocument {
  private static final SchemaSample SAMPLES =
      new SchemaSample(InstantSource.system(), () -> URI.create("https://example.com/a.png"));

  private TestDocument() {}

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
