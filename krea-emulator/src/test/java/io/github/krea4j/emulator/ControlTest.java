package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static io.github.krea4j.emulator.TestClient.VEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlTest {
  private static final String PATH = "/_emulator/control/";
  private static final String SECRET = "a-secret";
  private static final String BODY = "{\"prompt\": \"a fox\"}";
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK).control(SECRET));

  private TestClient client;
  private TestClient control;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
    control = new TestClient(emulator).with("Authorization", "Bearer " + SECRET);
  }

  private TestClient.Answer script(String query, String json) throws Exception {
    TestClient.Answer answer = control.post(PATH + "script" + query, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private TestClient.Answer put(String what, String json) throws Exception {
    return control.send(
        "PUT", PATH + what, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isNotThereUnlessAskedFor() throws Exception {
    try (KreaEmulator closed = KreaEmulator.start()) {
      TestClient.Answer answer =
          new TestClient(closed)
              .with("Authorization", "Bearer " + closed.apiKey())
              .post(PATH + "reset", "{}");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("content-type")).startsWith("text/html");
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"Bearer", "Bearer a-secre", "Bearer a-secret2", "a-secret", "Basic x"})
  void onlyWhoKnowsTheSecretIsHeard(String authorization) throws Exception {
    control.with("Authorization", authorization);

    for (String what : new String[] {"reset", "script", "slots", "nothing"}) {
      assertThat(control.post(PATH + what, "{}").status()).isEqualTo(401);
    }
  }

  @Test
  void theApisKeyIsNotTheSecret() throws Exception {
    assertThat(client.post(PATH + "reset", "{}").status()).isEqualTo(401);
  }

  @Test
  void resetForgetsEverythingAndGoesOn() throws Exception {
    String id = client.submit();
    script("", "{\"reply\": {\"status\": 500}}");

    assertThat(control.post(PATH + "reset", "{}").json().path("success").asBoolean()).isTrue();

    assertThat(client.get("/jobs/" + id).status()).isEqualTo(404);
    assertThat(client.submit()).isNotEmpty();
  }

  @Test
  void statesAndTimesAreScripted() throws Exception {
    script(
        "?operation=image/bfl/flux-1-dev",
        "{\"states\": [\"scheduled\", \"odd\", \"completed\"], \"duration\": \"PT10S\","
            + " \"state_durations\": {\"scheduled\": 9000}}");
    String id = client.submit();
    String other = client.submit(VEO, BODY);

    assertThat(client.status(id)).isEqualTo("scheduled");
    assertThat(client.status(other)).isEqualTo("queued");
    CLOCK.advance(Duration.ofMillis(9500));
    assertThat(client.status(id)).isEqualTo("odd");
    CLOCK.advance(Duration.ofMillis(500));
    assertThat(client.status(id)).isEqualTo("completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"fail": {"code": "nsfw", "message": "No"}}  | failed | {"code":"nsfw","message":"No"} | {}
          {"fail": {"code": "nsfw", "message": "No", "inside_result": true}} | failed | | {"error":{"code":"nsfw","message":"No"}}
          {"fail": {}}                                 | failed    |  | {}
          {"empty_result": true}                       | completed |  | {}
          {"result": {"odd": [1]}}                     | completed |  | {"odd":[1]}
          {"result": null}                             | completed |  | null
          {"outputs": 0}                               | completed |  | {"urls":[]}
          """)
  void endsAreScripted(String json, String status, String error, String result) throws Exception {
    script("", json);
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode job = client.job(id);

    assertThat(job.path("status").asText()).isEqualTo(status);
    assertThat(job.path("error").toString()).isEqualTo(error == null ? "" : error);
    assertThat(job.path("result").toString()).isEqualTo(result);
  }

  @Test
  void modelAndPreviewIsScripted() throws Exception {
    script("", "{\"model_and_preview\": true}");
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(client.job(id).at("/result/urls").findValuesAsText("type"))
        .containsExactly("preview", "model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind": "unauthorized"}                  | 401 | {"message":"Unauthorized"}
          {"kind": "insufficient_balance"}          | 402 | Insufficient API balance
          {"kind": "plan_required"}                 | 402 | requires a higher plan
          {"kind": "concurrency_limit_reached"}     | 429 | CONCURRENCY_LIMIT_REACHED
          {"kind": "model_unavailable", "sunset": "2026-05-13"} | 410 | "sunset_date":"2026-05-13"
          {"kind": "model_unavailable", "sunset": "2026-05-13", "replacement": "a/b/c"} | 410 | "replacement":"a/b/c"
          {"kind": "edge_error", "status": 524}     | 524 | <h1>Error 524</h1>
          {"kind": "blocked_by_edge"}               | 403 | Error 1010
          {"kind": "error", "status": 422, "message": "bad"} | 422 | {"error":"bad"}
          {"status": 200, "json": {"a": null}}      | 200 | {"a":null}
          {"status": 200, "json_text": "{half"}     | 200 | {half
          {"status": 502, "html": "<p>"}            | 502 | <p>
          {"status": 503, "headers": {"Retry-After": "5"}} | 503 |
          """)
  void repliesAreScripted(String json, int status, String text) throws Exception {
    script("?operation=GET%20/jobs", "{\"reply\": " + json + "}");

    TestClient.Answer answer = client.get("/jobs");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains(text == null ? "" : text);
    assertThat(answer.header("retry-after")).isEqualTo(status == 503 ? "5" : null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection_reset", "connection_closed", "broken_body"})
  void breaksAreScripted(String kind) throws Exception {
    script("", "{\"reply_once\": {\"kind\": \"" + kind + "\"}}");

    // Java's own client would ask twice with GET.
    assertThatThrownBy(() -> client.post(FLUX, BODY)).isInstanceOf(IOException.class);
    assertThat(client.post(FLUX, BODY).status()).isEqualTo(200);
  }

  @Test
  void severalRepliesForOnceComeInOrder() throws Exception {
    script(
        "", "{\"reply_once\": [{\"status\": 502}, {\"status\": 524, \"after_processing\": true}]}");

    assertThat(client.post(FLUX, BODY).status()).isEqualTo(502);
    assertThat(client.post(FLUX, BODY).status()).isEqualTo(524);
    assertThat(client.get("/jobs").json().path("items")).hasSize(1);
  }

  @Test
  void latencyAndDelayAreScripted() throws Exception {
    script("", "{\"latency\": 100, \"reply_once\": [{\"status\": 200, \"delay\": \"PT0.1S\"}]}");
    long start = System.nanoTime();

    client.get("/jobs");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void deprecationIsScripted() throws Exception {
    script("", "{\"deprecated\": {\"sunset\": \"2026-12-01\", \"link\": \"https://a.example/\"}}");

    assertThat(client.get("/jobs").header("sunset")).isEqualTo("Tue, 1 Dec 2026 00:00:00 GMT");
  }

  @Test
  void downloadsAreScriptedAndForgotten() throws Exception {
    script("", "{\"states\": [\"completed\"]}");
    script("?operation=downloads", "{\"reply\": {\"status\": 403}}");
    String url = client.job(client.submit()).at("/result/urls/0").asText();
    assertThat(TestClient.download(url).status()).isEqualTo(403);

    control.delete(PATH + "script?operation=downloads");

    assertThat(TestClient.download(url).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sates": ["a"]}                 | sates: unknown field
          {"states": []}                   | Give at least one state
          {"states": [1]}                  | states: must be an array of texts
          {"duration": "long"}             | duration: must be milliseconds or an ISO duration such as PT2.5S
          {"duration": -1}                 | A duration cannot be negative: PT-0.001S
          {"outputs": 1.5}                 | outputs: must be a whole number
          {"result": [1]}                  | A result is a JSON object or null, not [1]
          {"fail": {"kode": "x"}}          | fail.kode: unknown field
          {"reply": {"kind": "odd"}}       | kind: there is no reply "odd"
          {"reply": {}}                    | reply.status: is required
          {"reply": {"status": 99}}        | status: must be from 200 to 599
          {"reply": {"status": 200, "json": 1, "html": ""}} | give one of json, json_text, html
          {"reply_once": [{"status": 200, "delay": "x"}]}   | reply_once.0.delay: must be milliseconds or an ISO duration such as PT2.5S
          {"deprecated": {"sunset": "May", "link": "x"}}    | deprecated.sunset: must be a date such as 2026-12-01
          {"deprecated": {"sunset": "2026-05-13"}}          | deprecated.link: is required
          []                               | body: must be an object
          {                                | body: is not valid JSON
          """)
  void mistakesAreNamed(String json, String error) throws Exception {
    TestClient.Answer answer = control.post(PATH + "script", json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(error);
  }

  @Test
  void aScriptThatIsWrongDoesNothing() throws Exception {
    control.post(PATH + "script", "{\"reply\": {\"status\": 500}, \"outputs\": -1}");

    assertThat(client.get("/jobs").status()).isEqualTo(200);
  }

  @Test
  void unknownOperationIsNamed() throws Exception {
    assertThat(control.post(PATH + "script?operation=image/a/b", "{}").error())
        .startsWith("The document has no operation \"image/a/b\"");
  }

  @Test
  void timeIsScaled() throws Exception {
    assertThat(put("time-scale", "{\"scale\": 10}").json().path("scale").asDouble()).isEqualTo(10);
    String id = client.submit();
    CLOCK.advance(Duration.ofSeconds(3));

    assertThat(client.status(id)).isNotEqualTo("completed");
    assertThat(control.get(PATH + "time-scale").json().path("scale").asDouble()).isEqualTo(10);
    assertThat(put("time-scale", "{\"scale\": -1}").error()).isEqualTo("No time scale: -1.0");
    assertThat(put("time-scale", "{}").error()).isEqualTo("scale: is required");
  }

  @Test
  void slotsAreSetAndShown() throws Exception {
    JsonNode set =
        put(
                "slots",
                "{\"running\": 2, \"backlog\": 1, \"occupied\": 1, \"types\": {\"videoV2\": 0}}")
            .json();
    client.submit();
    String second = client.submit();

    assertThat(set.path("limits").toString())
        .isEqualTo("{\"running\":2,\"backlog\":1,\"types\":{\"videoV2\":0}}");
    assertThat(client.status(second)).isEqualTo("backlogged");
    assertThat(client.post(FLUX, BODY).status()).isEqualTo(429);
    assertThat(client.post(VEO, BODY).status()).isEqualTo(429);
    JsonNode standing = control.get(PATH + "slots").json();
    assertThat(standing.path("running").asInt()).isEqualTo(1);
    assertThat(standing.path("backlogged").asInt()).isEqualTo(1);

    JsonNode freed = put("slots", "{\"running\": null, \"occupied\": 0}").json();

    assertThat(freed.path("limits").toString())
        .isEqualTo("{\"running\":null,\"backlog\":1,\"types\":{\"videoV2\":0}}");
    assertThat(client.status(second)).isEqualTo("queued");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"running": -1}             | running: must be a whole number from 0 on, or null
          {"types": {"videoV2": "x"}} | types.videoV2: must be a whole number from 0 on, or null
          {"occupied": null}          | occupied: must be a number
          {"slots": 1}                | slots: unknown field
          """)
  void slotsThatMakeNoSenseAreRefused(String json, String error) throws Exception {
    assertThat(put("slots", json).error()).isEqualTo(error);
  }

  @Test
  void requestsAreShownWithoutTheKey() throws Exception {
    client.post(FLUX, BODY);
    client.get("/jobs?limit=5");

    JsonNode all = control.get(PATH + "requests").json();
    JsonNode submits = control.get(PATH + "requests?operation=image/bfl/flux-1-dev").json();

    assertThat(all.path("total").asInt()).isEqualTo(2);
    assertThat(all.at("/items/1/query").asText()).isEqualTo("limit=5");
    assertThat(submits.path("items")).hasSize(1);
    JsonNode submit = submits.at("/items/0");
    assertThat(submit.path("body").asText()).isEqualTo(BODY);
    assertThat(submit.path("status").asInt()).isEqualTo(200);
    assertThat(submit.at("/headers/Authorization/0").asText()).isEqualTo("[hidden]");
    assertThat(all.toString()).doesNotContain(KREA.emulator().apiKey());
    assertThat(control.get(PATH + "requests?limit=1").json().path("items")).hasSize(1);
    assertThat(control.get(PATH + "requests?limit=x").error())
        .isEqualTo("limit: must be a number up to 10000");
  }

  @Test
  void webhooksAreShown() throws Exception {
    client.with("X-Webhook-URL", "https://example.com/hook").submit();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode call = control.get(PATH + "webhooks").json().at("/items/0");

    assertThat(call.path("url").asText()).isEqualTo("https://example.com/hook");
    assertThat(call.path("status").isNull()).isTrue();
    assertThat(call.at("/body/status").asText()).isEqualTo("completed");
  }

  @Test
  void wrongMethodsAndPathsAreRefused() throws Exception {
    assertThat(control.get(PATH + "reset").status()).isEqualTo(405);
    assertThat(control.get(PATH + "nothing").status()).isEqualTo(404);
  }

  @Test
  void everyWordOfAScriptHasItsField() {
    Set<String> fields =
        Set.of(
            "states",
            "duration",
            "state_durations",
            "fail",
            "empty_result",
            "model_and_preview",
            "outputs",
            "result",
            "reply",
            "reply_once",
            "latency",
            "deprecated");

    Set<String> words =
        Arrays.stream(Script.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .map(name -> name.equals("state_duration") ? "state_durations" : name)
            // Three ways to fail are one field; reset is DELETE.
            .map(name -> name.startsWith("fail") ? "fail" : name)
            .filter(name -> !name.equals("reset"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(words).isEqualTo(new TreeSet<>(fields));
  }
}
