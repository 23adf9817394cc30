package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.openapi.ApiView.MethodView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiViewTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "/jobs: {get: {}} ~ @GET(\"jobs\")",
        "/jobs/{job_id}: {patch: {}} ~ @PATCH(\"jobs/{jobId}\")",
        "/jobs: {delete: {requestBody: {content: {application/json: {}}}}}"
            + " ~ @HTTP(method = \"DELETE\", path = \"jobs\", hasBody = true)",
      })
  void methodIsAnnotatedWithItsRelativePath(String paths, String annotation) {
    assertThat(only(paths).annotations()).containsExactly(annotation);
  }

  @Test
  void formsAreMarked() {
    assertThat(
            only("/a: {post: {requestBody: {content: {multipart/form-data: {schema:"
                    + " {properties: {f: {type: string, format: binary}}}}}}}}")
                .annotations())
        .containsExactly("@Multipart", "@POST(\"a\")");
  }

  @Test
  void deprecatedOperationIsMarkedAndSaysSo() {
    MethodView method = only("/a: {get: {deprecated: true, summary: Old}}");
    assertThat(method.annotations()).startsWith("@Deprecated");
    assertThat(method.doc()).contains(" * Old.").contains(" * @deprecated ");
  }

  @Test
  void optionalParametersMayBeNull() {
    assertThat(
            only("/a/{id}: {get: {parameters: [{in: query, name: q, schema: {type: string}}]}}")
                .parameters())
        .isEqualTo("\n      @Path(\"id\") String id,\n      @Query(\"q\") @Nullable String q");
  }

  @Test
  void onlyWhatIsUsedIsImported() {
    ApiView view = view("/jobs: {get: {}}");
    assertThat(view.imports()).containsExactly("retrofit2.Call", "retrofit2.http.GET");
  }

  private static MethodView only(String paths) {
    return view(paths).methods().get(0);
  }

  private static ApiView view(String paths) {
    return ApiView.of(Documents.model(Documents.paths(paths)).interfaces().get(0), "model");
  }
}
