package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.BadRequestException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.JobStatus;
import io.github.krea4j.model.PictureRequest;
import io.github.krea4j.model.RequestModel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest extends ApiTest {
  private static final String FLUX = "image/bfl/flux-1-dev";

  @ParameterizedTest
  @EnumSource
  void typedRequestSendsWhatWasSetAndNothingElse(Twin twin) {
    KreaClient client = client();
    answer(JOB);
    PictureRequest request = new PictureRequest(FLUX).prompt("a red fox").width(1024);
    JobHandle handle =
        twin.call(() -> client.generate(request), () -> client.generateAsync(request));
    assertThat(handle.id()).isEqualTo("job-1");
    assertThat(handle.job().status()).isEqualTo(JobStatus.QUEUED);
    RecordedRequest sent = request();
    assertThat(sent.getMethod()).isEqualTo("POST");
    assertThat(sent.getTarget()).isEqualTo("/generate/image/bfl/flux-1-dev");
    assertThat(sent.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent.getHeaders().names())
        .doesNotContain("X-Webhook-URL", "X-Api-Zero-Data-Retention");
    assertThat(body(sent)).isEqualTo("{\"prompt\":\"a red fox\",\"width\":1024}");
  }

  @ParameterizedTest
  @MethodSource("models")
  void generatedRequestGoesToItsModel(ModelInfo info) throws Exception {
    KreaClient client = client();
    answer(JOB);
    GenerationRequest request = info.requestType().getConstructor().newInstance();
    RequestModel<?> fields = (RequestModel<?>) request;
    fields.missingFields().forEach(field -> fields.put(field, "any"));
    client.generate(request);
    RecordedRequest sent = request();
    assertThat(sent.getTarget()).isEqualTo("/generate/" + info.id());
    assertThat(body(sent)).isEqualTo(fields.toJson().toString());
  }

  static List<ModelInfo> models() {
    return DocumentCatalog.SHARED.all();
  }

  @ParameterizedTest
  @EnumSource
  void mapIsSentAsWritten(Twin twin) {
    KreaClient client = client();
    answer(JOB);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("prompt", "<ü> & \"quotes\"");
    input.put("seed", 3317551338L);
    input.put("strength", 0.8);
    input.put("image_url", null);
    input.put("styles", List.of(Map.of("id", "abc")));
    twin.call(() -> client.generate(FLUX, input), () -> client.generateAsync(FLUX, input));
    assertThat(body(request()))
        .isEqualTo(
            "{\"prompt\":\"<ü> & \\\"quotes\\\"\",\"seed\":3317551338,\"strength\":0.8,"
                + "\"image_url\":null,\"styles\":[{\"id\":\"abc\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backlogged", "queued", "scheduled", "processing", "newer"})
  void acceptedJobMayBeginInAnyState(String status) {
    KreaClient client = client();
    String job = "{\"job_id\":\"job-1\",\"status\":\"" + status + "\"";
    answer(job + ",\"created_at\":\"2026-01-01T00:00:00Z\"}");
    answer(
        job
            + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"completed_at\":null,\"result\":null,"
            + "\"type\":\"flux\",\"position\":3,\"cost_usd\":0.03,\"cost_microdollars\":30000}");
    for (int i = 0; i < 2; i++) {
      JobHandle handle = client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox"));
      assertThat(handle.id()).isEqualTo("job-1");
      assertThat(handle.job().rawStatus()).isEqualTo(status);
      assertThat(handle.job().completedAt()).isEmpty();
      assertThat(handle.job().outputs()).isEmpty();
      assertThat(handle.job().raw().has("position")).isEqualTo(i == 1);
    }
  }

  @Test
  void modelUnknownToTheDocumentIsSentAsItIs() {
    KreaClient client = client();
    answer(JOB);
    client.generate("3d/somebody/brand-new.v2", Map.of("imageUrl", "https://example.com/a.png"));
    RecordedRequest sent = request();
    assertThat(sent.getTarget()).isEqualTo("/generate/3d/somebody/brand-new.v2");
    assertThat(body(sent)).isEqualTo("{\"imageUrl\":\"https://example.com/a.png\"}");
    assertThat(deprecations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/bfl/flux-1-dev",
        "/image/bfl/flux-1-dev",
        "generate/image/bfl/flux-1-dev",
        "/generate/image/bfl/flux-1-dev"
      })
  void modelMayBeGivenAsItsPath(String model) {
    KreaClient client = client();
    answer(JOB);
    client.generate(model, Map.of("prompt", "fox"));
    assertThat(request().getTarget()).isEqualTo("/generate/image/bfl/flux-1-dev");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it is empty",
        "/|it is empty",
        "generate/|it is empty",
        "image//flux|it has an empty part",
        "image/bfl/|it has an empty part",
        "image/../jobs|it has the part '..'",
        "./image|it has the part '.'",
        "image/bfl/flux?a=b|it holds '?'",
        "image/bfl/flux#a|it holds '#'",
        "image%2fbfl|it holds '%'",
        "image\\bfl|it holds '\\'",
        "'image/bfl/flux '|it holds a blank or a control character",
      })
  void impossibleModelIsRefused(String model, String fault) {
    KreaClient client = client();
    assertThatThrownBy(() -> client.generate(model, Map.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "'"
                + model
                + "' is no model id: "
                + fault
                + ". Give it like image/vendor/model, as KreaClient.models() lists them.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void modelUnknownToTheServiceIsReportedWithItsAnswer() {
    KreaClient client = client();
    answer(404, "{\"error\":\"Model not found\"}");
    assertThatThrownBy(() -> client.generate("image/bfl/flux-99", Map.of()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("POST /generate/image/bfl/flux-99 was answered with 404")
        .hasMessageContaining("Model not found");
  }

  @ParameterizedTest
  @EnumSource
  void missingRequiredFieldIsFoundBeforeSending(Twin twin) {
    KreaClient client = client();
    PictureRequest request = new PictureRequest(FLUX).width(1024);
    assertThatThrownBy(
            () -> twin.call(() -> client.generate(request), () -> client.generateAsync(request)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.fields()).containsExactly("prompt"))
        .hasMessage("PictureRequest lacks the required field prompt. Set it before sending.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void requestsOfTheApplicationsOwnAreWrittenByGson() {
    KreaClient client = client();
    answer(JOB);
    answer(JOB);
    client.generate(new PictureRequest(FLUX).prompt("fox").put("newer_field", List.of(1, 2)));
    client.generate(new OwnRequest());
    assertThat(body(request())).isEqualTo("{\"prompt\":\"fox\",\"newer_field\":[1,2]}");
    assertThat(body(request())).contains("\"prompt\":\"fox\"");
  }

  @ParameterizedTest
  @EnumSource
  void optionsBecomeHeaders(Twin twin) {
    KreaClient client = client();
    answer(JOB);
    RequestOptions options =
        RequestOptions.builder()
            .webhookUrl(URI.create("https://example.com/hook/secret?x=ü"))
            .zeroDataRetention(true)
            .header("X-Trace", "one")
            .header("x-trace", "two")
            .build();
    Map<String, Object> input = Map.of("prompt", "fox");
    twin.call(
        () -> client.generate(FLUX, input, options),
        () -> client.generateAsync(FLUX, input, options));
    RecordedRequest sent = request();
    assertThat(sent.getHeaders().get("X-Webhook-URL"))
        .isEqualTo("https://example.com/hook/secret?x=%C3%BC");
    assertThat(sent.getHeaders().get("X-Api-Zero-Data-Retention")).isEqualTo("1");
    assertThat(sent.getHeaders().values("X-Trace")).containsExactly("two");
    assertThat(options.toString()).doesNotContain("secret").doesNotContain("two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "content-type", "Host", "Content-Length"})
  void headersOfTheClientsOwnAreRefused(String name) {
    assertThatThrownBy(() -> RequestOptions.builder().header(name, "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The header " + name + " is set by the client and cannot be replaced for one request");
  }

  @Test
  void headersThatCannotBeSentAreRefusedWithoutShowingThem() {
    assertThatThrownBy(() -> RequestOptions.builder().header("X-A", "a\r\nX-B: secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The value of the header X-A holds a line break or another character that no header can"
                + " carry");
    assertThatThrownBy(() -> RequestOptions.builder().header("X A", "a"))
        .hasMessage("'X A' is no header name");
    assertThatThrownBy(() -> RequestOptions.builder().webhookUrl(URI.create("/relative")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The webhook URL must be an absolute https URL such as https://example.com/hook, but"
                + " its scheme is missing");
  }

  @Test
  void nullKeyIsRefused() {
    KreaClient client = client();
    Map<String, Object> input = new LinkedHashMap<>();
    input.put(null, "a");
    assertThatThrownBy(() -> client.generate(FLUX, input))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("The input has a null key. Every key must be the name of a field.");
  }

  @Test
  void valueWithoutJsonFormIsRefusedByItsField() {
    KreaClient client = client();
    assertThatThrownBy(() -> client.generate(FLUX, Map.of("width", Double.NaN)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The input for image/bfl/flux-1-dev cannot be sent: field \"width\" is NaN; JSON has"
                + " finite numbers only.");
    assertThatThrownBy(() -> client.generate(FLUX, Map.of("prompt", Instant.EPOCH)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("field \"prompt\" holds a java.time.Instant");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void callersMapIsNeverChanged() {
    KreaClient client = client();
    answer(JOB);
    MediaAlias alias = MediaAlias.any();
    Map<String, Object> input =
        Collections.unmodifiableMap(new LinkedHashMap<>(Map.of(alias.from(), "data:")));
    client.generate(alias.model(), input);
    assertThat(input).containsOnlyKeys(alias.from());
    assertThat(body(request())).isEqualTo("{\"" + alias.to() + "\":\"data:\"}");
  }

  @Test
  void oldNamesPutIntoTypedRequestsAreRewrittenToo() {
    KreaClient client = client();
    answer(JOB);
    MediaAlias alias = MediaAlias.any();
    client.generate(
        new PictureRequest(alias.model()).prompt("fox").put(alias.from(), "https://a/b.png"));
    assertThat(body(request()))
        .isEqualTo("{\"prompt\":\"fox\",\"" + alias.to() + "\":\"https://a/b.png\"}");
    assertThat(deprecations)
        .extracting(notice -> notice.field().get())
        .containsExactly(alias.from());
  }

  @ParameterizedTest
  @EnumSource
  void timeoutOfTheRequestIsItsOwn(Twin twin) {
    KreaClient client = open(builder(Timer.daemon("krea4j-test")));
    server.enqueue(json(200, JOB).onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Map<String, Object> input = Map.of("prompt", "fox");
    RequestOptions options = RequestOptions.builder().timeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(
            () ->
                twin.call(
                    () -> client.generate(FLUX, input, options),
                    () -> client.generateAsync(FLUX, input, options)))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("0.2 s");
    assertThatThrownBy(() -> RequestOptions.builder().timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The timeout must be positive, not PT0S");
  }

  @Test
  void blockingCallsInContinuationsDoNotDeadlock() throws Exception {
    // The default executor, which has one thread where there are two processors.
    KreaClient client = open(builder().executor(ForkJoinPool.commonPool()));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return json(200, JOB).build();
          }
        });
    List<CompletableFuture<String>> all =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    client
                        .generateAsync(FLUX, Map.of("prompt", "fox " + i))
                        .thenApply(handle -> handle.refresh().id()))
            .toList();
    for (CompletableFuture<String> one : all) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("job-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void unreadableSuccessIsUncertain(Twin twin) {
    KreaClient client = client();
    answer("{\"status\":\"queued\"}");
    Map<String, Object> input = Map.of("prompt", "fox");
    assertThatThrownBy(
            () ->
                twin.call(
                    () -> client.generate(FLUX, input), () -> client.generateAsync(FLUX, input)))
        .isInstanceOfSatisfying(
            SubmissionUncertainException.class, e -> assertThat(e.model()).isEqualTo(FLUX));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void refusalIsThrownOnce(Twin twin) {
    KreaClient client = client();
    answer(400, "{\"error\":\"width: must be at most 2368\"}");
    Map<String, Object> input = Map.of("prompt", "fox", "width", 9999);
    assertThatThrownBy(
            () ->
                twin.call(
                    () -> client.generate(FLUX, input), () -> client.generateAsync(FLUX, input)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("width: must be at most 2368");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void futuresCompleteOnTheExecutor() throws Exception {
    KreaClient client = open(builder().executor(task -> new Thread(task, "application").start()));
    answer(JOB);
    CompletableFuture<String> thread =
        client
            .generateAsync(FLUX, Map.of("prompt", "fox"))
            .thenApply(handle -> Thread.currentThread().getName());
    // Attached in time or not: never a thread of the client's own.
    assertThat(thread.get(5, TimeUnit.SECONDS)).isIn("application", "main");
  }

  @Test
  void nestedValuesOfAllKindsAreTaken() {
    KreaClient client = client();
    answer(JOB);
    client.generate(
        "image/somebody/new",
        Map.of("a", new int[] {1, 2}, "b", Arrays.asList("x", null)) // order of Map.of is open
        );
    assertThat(body(request())).contains("\"a\":[1,2]").contains("\"b\":[\"x\",null]");
  }

  /** Not one of the generated types. */
  private static final class OwnRequest implements GenerationRequest {
    @SuppressWarnings("unused") // written by Gson
    private final String prompt = "fox";

    @Override
    public String modelId() {
      return FLUX;
    }
  }
}
