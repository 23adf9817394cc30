package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationEndpointsTest {
  @Test
  void postsToFixedPathsBelowASegmentOfTheirOwnAreGenerations() {
    assertThat(
            generations(
                """
                /generate/image/acme/one: {post: {}}
                /generate/3d/acme/two: {post: {}}
                /produce/audio/three: {post: {}}
                """))
        .containsExactly(
            "POST /generate/3d/acme/two",
            "POST /generate/image/acme/one",
            "POST /produce/audio/three");
  }

  @Test
  void resourcesAreNot() {
    assertThat(
            generations(
                """
                /styles: {get: {}}
                /styles/a/b/train: {post: {}}
                /node-apps/{id}/execute: {post: {}}
                /export/3d: {post: {}}
                """))
        .isEmpty();
  }

  @Test
  void uploadIsNot() {
    assertThat(
            generations(
                """
                /files/image/acme:
                  post: {requestBody: {content: {multipart/form-data: {schema: {type: object}}}}}
                """))
        .isEmpty();
  }

  private static List<String> generations(String paths) {
    List<Operation> operations =
        new OperationReader(new SpecWarnings()).read(Documents.paths(paths));
    GenerationEndpoints generation = new GenerationEndpoints(operations);
    return operations.stream().filter(generation::contains).map(Operation::key).toList();
  }
}
