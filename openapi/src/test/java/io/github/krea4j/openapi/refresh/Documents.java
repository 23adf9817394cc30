package io.github.krea4j.openapi.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.FrozenDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A whole document, and what becomes of it by a patch. */
final class Documents {
  static final Path FILE = FrozenDocument.FILE;

  private static final SpecDocument current = read();

  private Documents() {}

  static SpecDocument current() {
    return current;
  }

  private static SpecDocument read() {
    try {
      return SpecDocument.parse(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnusableDocumentException e) {
      throw new AssertionError(e);
    }
  }

  static SpecDocument patched(Consumer<ObjectNode> patch) {
    ObjectNode tree = current().tree().deepCopy();
    patch.accept(tree);
    assertThat(tree).as("the patch changes something").isNotEqualTo(current().tree());
    return new SpecDocument(tree);
  }

  static DocumentDiff diff(Consumer<ObjectNode> patch) {
    return DocumentDiff.of(current(), patched(patch));
  }

  /** Everything a diff holds, a line each. */
  static List<String> lines(DocumentDiff diff) {
    List<String> lines = new ArrayList<>();
    diff.removed().forEach(operation -> lines.add("removed " + operation.name()));
    diff.added().forEach(operation -> lines.add("added " + operation.name()));
    diff.changed()
        .forEach(
            changed ->
                changed
                    .changes()
                    .forEach(change -> lines.add(changed.operation().name() + " " + change)));
    diff.general().forEach(change -> lines.add(change.toString()));
    if (diff.reworded() > 0) {
      lines.add("reworded " + diff.reworded());
    }
    return lines;
  }

  static ObjectNode paths(ObjectNode tree) {
    return (ObjectNode) tree.get("paths");
  }

  /** The operation of a model by its id. */
  static ObjectNode model(ObjectNode tree, String id) {
    return operation(tree, "post", "/generate/" + id);
  }

  static ObjectNode operation(ObjectNode tree, String method, String path) {
    return (ObjectNode) tree.get("paths").get(path).get(method);
  }

  static ObjectNode body(ObjectNode operation) {
    return at(operation, "/requestBody/content/application~1json/schema");
  }

  static ObjectNode field(ObjectNode tree, String model, String field) {
    return at(body(model(tree, model)), "/properties/" + field);
  }

  static ObjectNode answer(ObjectNode operation) {
    return at(operation, "/responses/200/content/application~1json/schema");
  }

  static ObjectNode at(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    assertThat(found.isObject()).as(pointer).isTrue();
    return (ObjectNode) found;
  }

  static ArrayNode list(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    assertThat(found.isArray()).as(pointer).isTrue();
    return (ArrayNode) found;
  }

  /** Takes the element out that has this text, itself or as its name. */
  static void drop(ArrayNode array, String text) {
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      if (List.of(element.asText(), element.path("name").asText(), element.path("from").asText())
          .contains(text)) {
        array.remove(i);
        return;
      }
    }
    throw new AssertionError(text + " is not in " + array);
  }
}
