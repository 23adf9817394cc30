package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an OpenAPI document, JSON or YAML, as the plain tree that it is. */
final class DocumentLoader {
  private static final ObjectMapper json = exact(new ObjectMapper());
  private static final ObjectMapper yaml = exact(new ObjectMapper(new YAMLFactory()));

  private DocumentLoader() {}

  static ObjectNode load(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the OpenAPI document " + file, e);
    }
  }

  static ObjectNode parse(String text) throws IOException {
    ObjectMapper mapper = text.stripLeading().startsWith("{") ? json : yaml;
    JsonNode tree = mapper.readTree(text);
    if (tree instanceof ObjectNode document && document.path("paths").isObject()) {
      return document;
    }
    throw new IOException("not an OpenAPI document: there is no object \"paths\" at its top");
  }

  /** Numbers keep the digits that the document prints: a seed of 17 digits is no double. */
  private static ObjectMapper exact(ObjectMapper mapper) {
    return mapper
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
  }
}
