package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.openapi.ApiView.MethodView;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenericGenerationTest {
  private static final String HOOK =
      "parameters: [{in: header, name: X-Hook-URL, schema: {type: string}}]";

  @Test
  void pathAndHeaderAreThoseOfTheEndpoints() {
    MethodView method =
        view("""
                /make/image/acme/one: {post: {%s}}
                /make/image/acme/two: {post: {%s}}
                /jobs: {get: {}}
                """
                .formatted(HOOK, HOOK))
            .orElseThrow()
            .methods()
            .get(0);

    assertThat(method.annotations()).containsExactly("@POST(\"make/{model}\")");
    assertThat(method.name()).isEqualTo("generate");
    assertThat(method.parameters())
        .isEqualTo(
            "\n      @Path(value = \"model\", encoded = true) String model,"
                + "\n      @Body JsonObject request,"
                + "\n      @Header(\"X-Hook-URL\") @Nullable String hookUrl");
  }

  @Test
  void aHeaderOfSomeEndpointsOnlyIsLeftOut() {
    ApiView view =
        view("""
                /make/image/acme/one: {post: {%s}}
                /make/image/acme/two: {post: {}}
                """
                .formatted(HOOK))
            .orElseThrow();

    assertThat(view.methods().get(0).parameters()).doesNotContain("@Header");
    assertThat(view.imports()).doesNotContain("retrofit2.http.Header");
  }

  @Test
  void aDocumentWithoutGenerationsHasNone() {
    assertThat(view("/jobs: {get: {}}")).isEmpty();
  }

  private static Optional<ApiView> view(String paths) {
    ClientModel model = Documents.model(Documents.paths(paths));
    return new GenericGeneration(model.interfaces()).view("com.example");
  }
}
