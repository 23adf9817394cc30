package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Documents for tests: the one in the module, the frozen one, and small ones in YAML. */
final class Documents {
  static final Path OURS = Path.of("krea-api-openapi.json");
  static final Path SURFACE = Path.of("generated-surface.txt");
  static final Release RELEASE = Release.of("1.2.0-SNAPSHOT", "2026-11-25");

  private Documents() {}

  static ObjectNode ours() {
    return DocumentLoader.load(OURS);
  }

  /** The committed names, with which a refresh would start. */
  static Surface ourSurface() {
    return Surface.read(SURFACE);
  }

  /** The document for tests that count on what is in it. */
  static ObjectNode frozen() {
    return DocumentLoader.load(FrozenDocument.FILE);
  }

  /** The names of a client as the history of the next one, as once they are committed. */
  static Surface surfaceOf(ClientModel model) {
    return Surface.parse(SurfaceText.of(model));
  }

  static ObjectNode yaml(String text) {
    try {
      return DocumentLoader.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document with the given members of {@code paths}, in YAML. */
  static ObjectNode paths(String text) {
    return yaml("openapi: 3.1.0\npaths:\n" + text.indent(2));
  }

  /** A schema in YAML. */
  static JsonNode schema(String text) {
    return yaml("paths: {}\nschema:\n" + text.indent(2)).path("schema");
  }

  /** The client of a document without history; warnings are left aside. */
  static ClientModel model(JsonNode document) {
    return client(document, Surface.none(), new SpecWarnings());
  }

  /** The client of a document that follows on another one. */
  static ClientModel client(JsonNode document, Surface surface, SpecWarnings warnings) {
    return ClientModel.of(document, surface, RELEASE, warnings);
  }

  /** The surface file of a document that follows on another one. */
  static String surfaceAfter(String before, JsonNode document) {
    return SurfaceText.of(client(document, Surface.parse(before), new SpecWarnings()));
  }

  /** The request type of a client, by name. */
  static RequestType request(ClientModel model, String name) {
    return model.requests().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no request " + name));
  }
}
