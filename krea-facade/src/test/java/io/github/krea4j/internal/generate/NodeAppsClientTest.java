package io.github.krea4j.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ApiTest;
import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.PermissionDeniedException;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobOutput;
import io.github.krea4j.model.NodeApp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAppsClientTest extends ApiTest {
  private static final String APP =
      """
      {"id":"app-1","name":"Scene","version":3.0,"input_openapi_schema":{"type":"object",
        "required":["describe_la_escena"],
        "properties":{
          "describe_la_escena":{"type":"string","minLength":2,"maxLength":10},
          "foto":{"type":["string","null"],"format":"uri","x-krea-wire-type":"image"},
          "mode":{"type":"string","enum":["fast","good"]},
          "count":{"type":"integer","minimum":1,"maximum":4},
          "strength":{"type":"number"},
          "flag":{"type":"boolean","nullable":true},
          "tags":{"type":"array","maxItems":2,"items":{"type":"string"}},
          "camera":{"type":"object","required":["x"],"additionalProperties":true,
            "properties":{"x":{"type":"number"}}},
          "free":{}}}}
      """;

  private static NodeApp app() {
    return NodeApp.parse(APP);
  }

  @Test
  void appIsReadByItsVersion() {
    KreaClient client = client();
    answer(APP);
    assertThat(client.nodeApps().get("version-1").name()).isEqualTo("Scene");
    assertThat(request().getTarget()).isEqualTo("/node-apps/version-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"job_id\":\"a\",\"status\":\"queued\"},{\"job_id\":\"b\",\"status\":\"queued\"}]|a b",
        "[{\"job_id\":\"a\",\"status\":\"queued\"},null,{}]|a",
        "{\"job_id\":\"a\",\"status\":\"processing\"}|a"
      })
  void everyJobOfTheAnswerGetsAHandle(String answer, String ids) {
    KreaClient client = client();
    answer(answer);
    Map<String, Object> input = new HashMap<>();
    input.put("describe_la_escena", null);
    List<JobHandle> handles = client.nodeApps().execute("version-1", input);
    assertThat(handles).extracting(JobHandle::id).containsExactly(ids.split(" "));
    RecordedRequest request = request();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("POST /node-apps/version-1/execute");
    assertThat(body(request)).isEqualTo("{\"describe_la_escena\":null}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "{}", "null", "<html>"})
  void answerWithoutAJobIsUncertain(String answer) {
    KreaClient client = client();
    answer(answer);
    assertThatThrownBy(() -> client.nodeApps().execute("version-1", Map.of()))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("node-apps/version-1/execute");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void appThatTheApiMayNotUseIsDenied() {
    KreaClient client = client();
    answer(403, "{\"error\":\"Node app is not available over the API\"}");
    assertThatThrownBy(() -> client.nodeApps().execute("version-1", Map.of()))
        .isInstanceOf(PermissionDeniedException.class);
  }

  @Test
  void inputThatCannotBeSentIsRefused() {
    KreaClient client = client();
    assertThatThrownBy(() -> client.nodeApps().execute("version-1", Map.of("a", Double.NaN)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The input for the node app cannot be sent: field \"a\" is NaN; JSON has finite numbers"
                + " only.");
    assertThatThrownBy(() -> client.nodeApps().execute("..", Map.of()))
        .hasMessage("'..' is no node app version id. Give it as the service returned it.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void inputThatFitsPassesTheCheck() {
    KreaClient client = client();
    Map<String, Object> input = new HashMap<>();
    input.put("describe_la_escena", "un zorro");
    input.put("foto", null);
    input.put("mode", "good");
    input.put("count", 4.0);
    input.put("strength", 0.5);
    input.put("flag", null);
    input.put("tags", List.of("a", "b"));
    input.put("camera", Map.of("x", 1, "unknown", true));
    input.put("free", Arrays.asList(1, null));
    assertThatCode(() -> client.nodeApps().check(app(), input)).doesNotThrowAnyException();
  }

  @Test
  void checkListsAllThatDoesNotFit() {
    KreaClient client = client();
    Map<String, Object> input = new HashMap<>();
    input.put("mode", "best");
    input.put("count", 5);
    input.put("strength", "high");
    input.put("flag", 1);
    input.put("tags", List.of("a", 2, "c"));
    input.put("camera", Map.of("y", 1));
    assertThatThrownBy(() -> client.nodeApps().check(app(), input))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.fields())
                    .containsExactlyInAnyOrder(
                        "describe_la_escena",
                        "mode",
                        "count",
                        "strength",
                        "flag",
                        "tags",
                        "tags.1",
                        "camera.x"))
        .hasMessageStartingWith(
            "The input does not fit the node app: describe_la_escena is required; ")
        .hasMessageContaining("mode must be one of [\"fast\",\"good\"]")
        .hasMessageContaining("count must be at most 4")
        .hasMessageContaining("strength must be of type number, not string")
        .hasMessageContaining("flag must be of type boolean, not integer")
        .hasMessageContaining("tags must be at most 2 items")
        .hasMessageContaining("tags.1 must be of type string, not integer")
        .hasMessageContaining("camera.x is required");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void checkNamesTheInputsThereAre() {
    KreaClient client = client();
    assertThatThrownBy(
            () -> client.nodeApps().check(app(), Map.of("describe_la_escena", "x", "prompt", 1)))
        .hasMessageContaining("describe_la_escena must be at least 2 characters")
        .hasMessageContaining(
            "prompt is no input of it; it has describe_la_escena, foto, mode, count, strength,"
                + " flag, tags, camera, free");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"input_openapi_schema\":null}", "{\"input_openapi_schema\":{}}"})
  void appWithoutASchemaTakesAnything(String app) {
    KreaClient client = client();
    NodeApp open = NodeApp.parse(app);
    assertThatCode(() -> client.nodeApps().check(open, Map.of("a", 1))).doesNotThrowAnyException();
  }

  @Test
  void outputsAreFoundByName() {
    Job job =
        Job.parse(
            """
            {"job_id":"1","status":"completed","result":{"workflow_id":"w","urls":{
              "imagen":"https://gen.krea.ai/a.png",
              "all":["https://gen.krea.ai/b.png","https://gen.krea.ai/c.png"]}}}
            """);
    Map<String, List<JobOutput>> outputs = client().nodeApps().outputs(job);
    assertThat(outputs.keySet()).containsExactly("imagen", "all");
    assertThat(outputs.get("all")).hasSize(2);
  }
}
