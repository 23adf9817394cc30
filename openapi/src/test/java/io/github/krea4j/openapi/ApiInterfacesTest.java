package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.openapi.ApiInterface.Argument;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApiInterfacesTest {
  @Test
  void firstSegmentNamesTheInterface() {
    assertThat(
            names(
                "{/node-apps: {get: {}}, '/3d/{id}': {get: {}}, '/{id}': {get: {}}, /: {get: {}}}"))
        .containsExactly("Api3d", "DefaultApi", "IdApi", "NodeAppsApi");
  }

  @Test
  void secondSegmentNamesTheInterfaceOfAGeneration() {
    assertThat(names("{/generate/audio/acme/one: {post: {}}, /generate/3d/acme/one: {post: {}}}"))
        .containsExactly("Api3d", "AudioApi");
  }

  @Test
  void tagsHaveNoSay() {
    assertThat(names("{/jobs: {get: {tags: [General]}}, '/jobs/{id}': {get: {tags: [Other]}}}"))
        .containsExactly("JobsApi");
  }

  @Test
  void listedOperationKeepsItsInterface() {
    Surface surface = Surface.parse("GET /a -> ImageApi.listA() -> Void");
    ClientModel model =
        Documents.client(Documents.paths("/a: {get: {}}"), surface, new SpecWarnings());
    assertThat(model.interfaces()).extracting(ApiInterface::name).containsExactly("ImageApi");
  }

  @Test
  void interfaceKnowsThePathThatItsOperationsShare() {
    assertThat(
            Documents.model(
                    Documents.paths("{/generate/audio/acme/one: {post: {}}, /jobs: {get: {}}}"))
                .interfaces())
        .extracting(ApiInterface::path)
        .containsExactly("/generate/audio", "/jobs");
  }

  @Nested
  class OfMethods {
    @Test
    void pathThenBodyThenQueryThenHeader() {
      assertThat(
              arguments(
                  """
                  /things/{thing_id}/run:
                    parameters: [{in: path, name: thing_id, required: true, schema: {type: string}}]
                    post:
                      parameters:
                      - {in: header, name: X-Webhook-URL, schema: {type: string}}
                      - {in: query, name: dry_run, schema: {type: boolean}}
                      requestBody: {content: {application/json: {schema: {type: object}}}}
                  """))
          .containsExactly(
              "@Path(\"thingId\") String thingId",
              "@Body JsonObject request",
              "@Query(\"dry_run\") Boolean dryRun?",
              "@Header(\"X-Webhook-URL\") String webhookUrl?");
    }

    @Test
    void placeholderWithoutParameterIsStillAnArgument() {
      assertThat(arguments("/things/{id}: {get: {}}")).containsExactly("@Path(\"id\") String id");
    }

    @Test
    void typesOfQueryParameters() {
      assertThat(
              arguments(
                  """
                  /things:
                    get:
                      parameters:
                      - {in: query, name: limit, schema: {type: integer}}
                      - {in: query, name: scale, schema: {type: number}, required: true}
                      - {in: query, name: since, schema: {type: string, format: date-time}}
                      - {in: query, name: ids, schema: {type: array, items: {type: string}}}
                      - {in: query, name: filter, schema: {enum: [all, mine]}}
                      - {in: query, name: odd, schema: {type: object}}
                  """))
          .containsExactly(
              "@Query(\"limit\") Long limit?",
              "@Query(\"scale\") Number scale",
              "@Query(\"since\") String since?",
              "@Query(\"ids\") String ids?",
              "@Query(\"filter\") String filter?",
              "@Query(\"odd\") String odd?");
    }

    @Test
    void formsAreSentInParts() {
      assertThat(
              arguments(
                  """
                  /assets:
                    post:
                      requestBody:
                        content:
                          multipart/form-data:
                            schema:
                              required: [file]
                              properties:
                                file: {type: string, format: binary}
                                description: {type: string}
                  """))
          .containsExactly(
              "@Part MultipartBody.Part file", "@Part(\"description\") RequestBody description?");
    }

    @Test
    void otherBodiesAreSentAsTheyAre() {
      assertThat(arguments("/a: {put: {requestBody: {content: {text/plain: {}}}}}"))
          .containsExactly("@Body RequestBody request");
      assertThat(
              arguments(
                  "/a: {put: {requestBody: {content: {application/json: {schema: {type: array}}}}}}"))
          .containsExactly("@Body JsonElement request");
    }

    @Test
    void parameterThatIsNotUnderstoodIsLeftOutWithAWarning() {
      SpecWarnings warnings = new SpecWarnings();
      Documents.client(
          Documents.paths("/a: {get: {parameters: [{in: cookie, name: c, schema: {}}]}}"),
          Surface.none(),
          warnings);
      assertThat(warnings.messages())
          .containsExactly("GET /a: parameter \"c\" is not understood; left out");
    }

    private List<String> arguments(String paths) {
      return Documents.model(Documents.paths(paths))
          .interfaces()
          .get(0)
          .methods()
          .get(0)
          .arguments()
          .stream()
          .map(this::text)
          .toList();
    }

    private String text(Argument argument) {
      return argument.annotation()
          + " "
          + argument.type()
          + " "
          + argument.name()
          + (argument.required() ? "" : "?");
    }
  }

  private static List<String> names(String paths) {
    return Documents.model(Documents.paths(paths)).interfaces().stream()
        .map(ApiInterface::name)
        .toList();
  }
}
