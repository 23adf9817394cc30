package io.github.krea4j.openapi.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpecDocumentTest {
  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> SpecCheck.check(SpecDocument.parse(text)))
        .isInstanceOf(UnusableDocumentException.class)
        .hasMessageContaining(message);
  }

  private static String document(String paths) {
    return "{\"openapi\": \"3.1.0\", \"paths\": " + paths + "}";
  }

  @Test
  void readsYaml() throws UnusableDocumentException {
    SpecDocument document =
        SpecDocument.parse(
            """
            openapi: 3.1.0
            paths:
              /generate/image/acme/one:
                post:
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object}
              /jobs:
                get: {}
            """);
    SpecCheck.check(document);
    assertThat(document.operations().keySet())
        .containsExactly("POST /generate/image/acme/one", "GET /jobs");
    assertThat(document.models()).extracting(SpecOperation::name).containsExactly("image/acme/one");
  }

  @Test
  void modelsAreTheGenerationEndpoints() {
    assertThat(Documents.current().models()).hasSize(56);
    assertThat(Documents.current().models())
        .allMatch(model -> model.path().startsWith("/generate/"));
  }

  @Test
  void htmlIsRefused() {
    assertRefused(
        "\n<!DOCTYPE html><html></html>",
        "This is a page of HTML or XML, no OpenAPI document; is the address right?");
  }

  @Test
  void truncatedJsonIsRefused() {
    assertRefused("{\"openapi\": \"3.1.0\", \"paths\": {\"/jobs\"", "This is no valid JSON: ");
  }

  @Test
  void whatFollowsTheDocumentIsRefused() {
    assertRefused(document("{}") + "{", "This is no valid JSON: ");
  }

  @Test
  void brokenYamlIsRefused() {
    assertRefused("openapi: [3.1.0", "This is no valid YAML: ");
  }

  @Test
  void otherJsonIsRefused() {
    String message = "This is no OpenAPI 3 document: there is no \"openapi\": \"3.…\" at its top";
    assertRefused("{\"error\": \"gone\"}", message);
    assertRefused("[]", message);
    assertRefused("", message);
    assertRefused("Not found", message);
    assertRefused("{\"openapi\": \"2.0\", \"paths\": {}}", message);
  }

  @Test
  void emptyPathsAreRefused() {
    assertRefused(document("{}"), "The document has no operations under \"paths\"");
    assertRefused(document("{\"/jobs\": {}}"), "The document has no operations under \"paths\"");
  }

  @Test
  void documentOfAnotherServiceIsRefused() {
    assertRefused(
        document("{\"/pets\": {\"get\": {}}}"), "The document has no generation operation");
  }

  @Test
  void modelsWithoutAnObjectAsBodyAreRefusedByName() {
    assertRefused(
        document(
            """
            {"/generate/image/acme/one": {"post": {}},
             "/generate/image/acme/two": {"post": {"requestBody": {"content":
               {"application/json": {"schema": {"type": "string"}}}}}}}
            """),
        "Generation operations without a JSON object as body:"
            + " POST /generate/image/acme/one, POST /generate/image/acme/two");
  }

  @Test
  void bodiesBehindReferencesAndUnionsOfObjectsAreFine() throws UnusableDocumentException {
    SpecCheck.check(
        SpecDocument.parse(
            """
            {"openapi": "3.1.0",
             "paths": {"/generate/image/acme/one": {"post":
               {"requestBody": {"$ref": "#/components/requestBodies/One"}}}},
             "components": {
               "requestBodies": {"One": {"content": {"application/json": {"schema":
                 {"oneOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"b": {}}}]}}}}},
               "schemas": {"A": {"type": "object", "properties": {"a": {}}}}}}
            """));
  }
}
