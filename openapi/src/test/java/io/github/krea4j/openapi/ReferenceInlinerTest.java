package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ReferenceInlinerTest {
  @Test
  void referenceIsReplacedByItsTarget() {
    JsonNode paths =
        inline(
            """
            paths:
              /a: {schema: {$ref: '#/components/schemas/A'}}
            components:
              schemas:
                A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
                B: {type: string}
            """);
    assertThat(paths.at("/~1a/schema/properties/b/type").asText()).isEqualTo("string");
  }

  @Test
  void keywordsBesideAReferenceWin() {
    JsonNode paths =
        inline(
            """
            paths:
              /a: {$ref: '#/components/schemas/A', description: mine}
            components: {schemas: {A: {type: string, description: theirs}}}
            """);
    assertThat(paths.at("/~1a/description").asText()).isEqualTo("mine");
    assertThat(paths.at("/~1a/type").asText()).isEqualTo("string");
    assertThat(paths.at("/~1a").has("$ref")).isFalse();
  }

  @Test
  void referenceIntoItselfEndsWhereItRecurs() {
    JsonNode paths =
        inline(
            """
            paths:
              /a: {$ref: '#/components/schemas/Tree'}
            components:
              schemas:
                Tree: {type: object, properties: {child: {$ref: '#/components/schemas/Tree'}}}
            """);
    assertThat(unresolved(paths.at("/~1a/properties/child")))
        .isEqualTo("recursive reference #/components/schemas/Tree");
  }

  @Test
  void sameReferenceTwiceIsNoRecursion() {
    JsonNode paths =
        inline(
            """
            paths:
              /a: {x: {$ref: '#/components/A'}, y: {$ref: '#/components/A'}}
            components: {A: {type: string}}
            """);
    assertThat(paths.at("/~1a/y/type").asText()).isEqualTo("string");
  }

  @Test
  void danglingAndForeignReferencesSayWhatTheyAre() {
    JsonNode paths =
        inline("paths: {/a: {$ref: '#/nowhere'}, /b: {$ref: 'other.json#/A'}, /c: {$ref: '#x'}}");
    assertThat(unresolved(paths.path("/a"))).isEqualTo("dangling reference #/nowhere");
    assertThat(unresolved(paths.path("/b"))).isEqualTo("foreign reference other.json#/A");
    assertThat(unresolved(paths.path("/c"))).isEqualTo("dangling reference #x");
  }

  @Test
  void pathsInAReferenceAreDecoded() {
    JsonNode paths =
        inline(
            """
            paths:
              /a/{id}: {get: {summary: s}}
              /b: {$ref: '#/paths/~1a~1%7Bid%7D'}
            """);
    assertThat(paths.at("/~1b/get/summary").asText()).isEqualTo("s");
  }

  private static JsonNode inline(String yaml) {
    return ReferenceInliner.inlinePaths(Documents.yaml(yaml));
  }

  private static String unresolved(JsonNode node) {
    return node.path(ReferenceInliner.UNRESOLVED).asText();
  }
}
