package io.github.krea4j.openapi.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses a document that no usable client could be generated from. */
final class SpecCheck {
  private SpecCheck() {}

  /**
   * Checks what the document holds.
   *
   * @throws UnusableDocumentException naming everything that is wrong
   */
  static void check(SpecDocument document) throws UnusableDocumentException {
    if (document.tree().path("paths").isEmpty() || document.operations().isEmpty()) {
      throw new UnusableDocumentException("The document has no operations under \"paths\"");
    }
    if (document.models().isEmpty()) {
      throw new UnusableDocumentException(
          "The document has no generation operation; is it that of another service?");
    }
    List<String> bodiless = new ArrayList<>();
    for (SpecOperation model : document.models()) {
      if (!hasJsonObject(document, model)) {
        bodiless.add(model.key());
      }
    }
    if (!bodiless.isEmpty()) {
      throw new UnusableDocumentException(
          "Generation operations without a JSON object as body: " + String.join(", ", bodiless));
    }
  }

  private static boolean hasJsonObject(SpecDocument document, SpecOperation model) {
    for (Map.Entry<String, JsonNode> content : document.body(model).path("content").properties()) {
      if (content.getKey().contains("json") && content.getValue().has("schema")) {
        SchemaFacts body =
            new SchemaFactsReader(document.references()).read(content.getValue().path("schema"));
        return body.kinds().equals(Set.of("object"));
      }
    }
    return false;
  }
}
