package io.github.krea4j.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Replaces every {@code $ref} by a copy of what it points to, so that the rules see one kind of
 * document whether or not it uses {@code components}. Keywords beside a reference win over those of
 * its target, as OpenAPI 3.1 has it.
 *
 * <p>A reference that leads back into itself, out of the document or nowhere becomes an object with
 * the single keyword {@link #UNRESOLVED}, which the schema rules turn into free JSON.
 */
final class ReferenceInliner {
  /** Stands where a reference could not be followed; its value says why. */
  static final String UNRESOLVED = "x-krea4j-unresolved";

  private final JsonNode document;
  private final Deque<String> open = new ArrayDeque<>();

  private ReferenceInliner(JsonNode document) {
    this.document = document;
  }

  /** The document's {@code paths} without references. */
  static JsonNode inlinePaths(JsonNode document) {
    return new ReferenceInliner(document).inline(document.path("paths"));
  }

  private JsonNode inline(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> copy.add(inline(element)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      return object.path("$ref").isTextual() ? follow(object) : inlineMembers(object);
    }
    return node;
  }

  private ObjectNode inlineMembers(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(member -> copy.set(member.getKey(), inline(member.getValue())));
    return copy;
  }

  private JsonNode follow(ObjectNode referring) {
    String reference = referring.path("$ref").asText();
    if (!reference.startsWith("#")) {
      return unresolved("foreign reference " + reference);
    }
    if (open.contains(reference)) {
      return unresolved("recursive reference " + reference);
    }
    JsonNode target = at(reference.substring(1));
    if (target.isMissingNode()) {
      return unresolved("dangling reference " + reference);
    }
    open.push(reference);
    JsonNode inlined = inline(target);
    open.pop();
    if (!(inlined instanceof ObjectNode resolved)) {
      return inlined;
    }
    ObjectNode siblings = inlineMembers(referring);
    siblings.remove("$ref");
    ObjectNode merged = resolved.deepCopy();
    merged.setAll(siblings);
    return merged;
  }

  private JsonNode at(String pointer) {
    try {
      return document.at(JsonPointer.compile(URLDecoder.decode(pointer, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException notAPointer) {
      return MissingNode.getInstance();
    }
  }

  private static ObjectNode unresolved(String why) {
    return JsonNodeFactory.instance.objectNode().put(UNRESOLVED, why);
  }
}
