package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.krea4j.AssetUpload;
import io.github.krea4j.KreaClient;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.StyleFilter;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.api.GenerationApi;
import io.github.krea4j.api.JobsApi;
import io.github.krea4j.errors.BadRequestException;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.TrainStyleRequest;
import io.github.krea4j.model.UpdateStyleRequest;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Part;

/**
 * Document, generated client, facade and emulator against each other: every operation, every field,
 * every deprecated name. The document says what there is; nothing is listed here.
 */
class ConformanceTest {
  private static final ApiDocument DOCUMENT = ApiDocument.bundled();
  private static final Gson GSON = new Gson();
  private static final byte[] PICTURE =
      Picture.png(new PictureSize(64, 64), "in", Optional.empty());

  private static KreaEmulator emulator;
  private static KreaClient krea;

  @BeforeAll
  static void start() {
    emulator = KreaEmulator.builder().jobDuration(Duration.ZERO).start();
    krea = KreaClient.builder().baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build();
  }

  @AfterAll
  static void stop() {
    krea.close();
    emulator.close();
  }

  private static List<Operation> models() {
    return DOCUMENT.operations().stream().filter(o -> o.model().isPresent()).toList();
  }

  private static Stream<DynamicTest> forEachModel(ModelCheck check) {
    return models().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.name(),
                    () ->
                        check.run(
                            operation.model().orElseThrow(), operation.jsonBody().orElseThrow())));
  }

  private interface ModelCheck {
    void run(String model, JsonNode schema) throws Exception;
  }

  // The catalog

  @Test
  void theCatalogHasExactlyTheModelsOfTheDocument() {
    assertThat(krea.models().all().stream().map(ModelInfo::id))
        .containsExactlyInAnyOrderElementsOf(
            models().stream().map(o -> o.model().orElseThrow()).toList());
  }

  @Test
  void theCatalogHasEveryAliasRowOfTheDocument() {
    Set<String> rows = new HashSet<>();
    DOCUMENT
        .json()
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .path("post")
                    .path("x-krea-deprecated-field-aliases")
                    .forEach(
                        row ->
                            rows.add(
                                path.getKey() + " " + row.path("from") + " " + row.path("to"))));
    assertThat(rows)
        .hasSize(
            DOCUMENT.json().findValues("x-krea-deprecated-field-aliases").stream()
                .mapToInt(JsonNode::size)
                .sum());
    assertThat(
            krea.models().all().stream()
                .flatMap(
                    model ->
                        model.aliases().stream()
                            .map(
                                alias ->
                                    "/generate/%s \"%s\" \"%s\""
                                        .formatted(model.id(), alias.from(), alias.to()))))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  // Generation through the facade

  @TestFactory
  Stream<DynamicTest> theSmallestBodyIsAcceptedAsMap() {
    return forEachModel((model, schema) -> accepted(model, BodySamples.SMALLEST.of(schema)));
  }

  @TestFactory
  Stream<DynamicTest> everyFieldIsAcceptedAsMap() {
    return forEachModel((model, schema) -> accepted(model, BodySamples.FULLEST.of(schema)));
  }

  private static void accepted(String model, ObjectNode body) {
    Job job = krea.generate(model, map(body)).await();
    assertThat(job.outputs()).isNotEmpty();
    assertThat(received(model)).isEqualTo(body);
  }

  @TestFactory
  Stream<DynamicTest> theSmallestBodyIsAcceptedAsTypedRequest() {
    return forEachModel((model, schema) -> typed(model, BodySamples.SMALLEST.of(schema)));
  }

  @TestFactory
  Stream<DynamicTest> everyFieldHasASetterAndIsAcceptedAsTypedRequest() {
    return forEachModel((model, schema) -> typed(model, BodySamples.FULLEST.of(schema)));
  }

  private static void typed(String model, ObjectNode body) {
    Class<?> type = krea.models().find(model).orElseThrow().requestType();
    GenerationRequest request = (GenerationRequest) TypedRequests.fill(type, body);
    assertThat(request.modelId()).isEqualTo(model);
    assertThat(krea.generate(request).await().outputs()).isNotEmpty();
    assertThat(TypedRequests.sorted(received(model))).isEqualTo(TypedRequests.sorted(body));
  }

  @TestFactory
  Stream<DynamicTest> everyChoiceOfEveryFieldIsSentAsItIs() {
    return forEachModel(
        (model, schema) ->
            schema
                .path("properties")
                .fields()
                .forEachRemaining(
                    field -> {
                      for (JsonNode choice : BodySamples.choices(field.getValue())) {
                        ObjectNode body = BodySamples.SMALLEST.of(schema);
                        body.set(field.getKey(), choice);
                        sent(model, body);
                      }
                    }));
  }

  private static void sent(String model, ObjectNode body) {
    Class<?> type = krea.models().find(model).orElseThrow().requestType();
    var unused = krea.generate((GenerationRequest) TypedRequests.fill(type, body));
    assertThat(TypedRequests.sorted(received(model))).isEqualTo(TypedRequests.sorted(body));
    krea.generate(model, map(body));
    assertThat(received(model)).isEqualTo(body);
  }

  @TestFactory
  Stream<DynamicTest> everyVariantOfTheTrainingIsSentAsItIs() {
    Operation training = DOCUMENT.named("POST /styles/train");
    return BodySamples.variants(training.jsonBody().orElseThrow()).stream()
        .map(
            variant ->
                DynamicTest.dynamicTest(
                    variant.path("properties").path("model").toString(),
                    () ->
                        BodySamples.choices(variant.path("properties").path("model"))
                            .forEach(
                                model -> {
                                  ObjectNode body = BodySamples.FULLEST.of(variant);
                                  body.set("model", model);
                                  krea.styles()
                                      .train(
                                          (TrainStyleRequest)
                                              TypedRequests.fill(TrainStyleRequest.class, body));
                                  assertThat(TypedRequests.sorted(received(training.name())))
                                      .isEqualTo(TypedRequests.sorted(body));
                                })));
  }

  @TestFactory
  Stream<DynamicTest> plainGsonReadsAndWritesEveryRequest() {
    return forEachModel(
        (model, schema) -> {
          Class<?> type = krea.models().find(model).orElseThrow().requestType();
          String body = BodySamples.FULLEST.of(schema).toString();
          assertThat(Json.parse(GSON.toJson(GSON.fromJson(body, type))))
              .isEqualTo(Json.parse(body));
        });
  }

  @TestFactory
  Stream<DynamicTest> aWrongFieldIsRefusedByName() {
    return forEachModel(
        (model, schema) -> {
          Map<String, Object> body = map(BodySamples.SMALLEST.of(schema));
          body.put("no_such_field", 1);
          assertThatThrownBy(() -> krea.generate(model, body))
              .isInstanceOf(BadRequestException.class)
              .hasMessageContaining("no_such_field");
        });
  }

  @TestFactory
  Stream<DynamicTest> everyDeprecatedNameIsSentAsItsSuccessor() {
    return krea.models().all().stream()
        .flatMap(
            model ->
                model.aliases().stream()
                    .map(
                        alias ->
                            DynamicTest.dynamicTest(
                                model.id() + " " + alias.from(),
                                () -> renamed(model.id(), alias.from(), alias.to()))));
  }

  private static void renamed(String model, String from, String to) {
    JsonNode schema = DOCUMENT.named(model).jsonBody().orElseThrow();
    ObjectNode body = BodySamples.SMALLEST.of(schema);
    body.set(to, BodySamples.FULLEST.of(schema).get(to));
    Map<String, Object> old = map(body);
    old.put(from, old.remove(to));
    krea.generate(model, old);
    assertThat(received(model)).isEqualTo(body);
  }

  // Everything else through the facade

  /** What a later document has besides new models is for the stubs, until the facade follows. */
  @Test
  void theFacadeReachesEveryOperation() {
    Set<String> early =
        ApiDocument.read(TestDocument.FROZEN.toUri()).operations().stream()
            .map(Operation::name)
            .collect(Collectors.toSet());
    models()
        .forEach(operation -> krea.generate(operation.model().orElseThrow(), smallest(operation)));
    runTheRest();

    assertThat(
            emulator.requests().stream()
                .map(request -> DOCUMENT.find(request.method(), request.path()))
                .flatMap(Optional::stream)
                .map(match -> match.operation().name())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            DOCUMENT.operations().stream()
                .filter(
                    operation -> operation.model().isPresent() || early.contains(operation.name()))
                .map(Operation::name)
                .toList());
  }

  private static void runTheRest() {
    String job = anyJob();
    krea.jobs().get(job);
    assertThat(krea.jobs().list().stream().map(Job::id)).contains(job);
    krea.jobs().cancel(job);

    String asset = krea.assets().upload(AssetUpload.of(PICTURE, "in.png")).id();
    assertThat(krea.assets().get(asset).id()).isEqualTo(asset);
    assertThat(krea.assets().list().stream()).isNotEmpty();
    krea.assets().delete(asset);

    String style = anyStyle();
    assertThat(krea.styles().get(style).id()).isEqualTo(style);
    assertThat(krea.styles().search(StyleFilter.all()).stream()).isNotEmpty();
    krea.styles().update(style, new UpdateStyleRequest().title("t"));
    krea.styles().shareLink(style);
    krea.styles().shareWithWorkspace(style);
    krea.styles().unshareFromWorkspace(style);

    String app = KreaEmulator.SAMPLE_NODE_APP_ID;
    assertThat(krea.nodeApps().get(app).id()).isNotEmpty();
    assertThat(krea.nodeApps().execute(app, sampleAppInput())).hasSize(1);
  }

  /** Returns a job that is still running. */
  private static String anyJob() {
    Operation any = models().get(0);
    Script script = emulator.script(any.name()).duration(Duration.ofMinutes(1));
    try {
      return krea.generate(any.model().orElseThrow(), smallest(any)).id();
    } finally {
      script.reset();
    }
  }

  private static String anyStyle() {
    return krea.styles()
        .train(new TrainStyleRequest().name("n").urls(List.of("https://example.org/in.png")))
        .await(WaitOptions.defaults())
        .styleId()
        .orElseThrow();
  }

  private static Map<String, Object> sampleAppInput() {
    return map(BodySamples.SMALLEST.of(EmulatedNodeApp.sample().input()));
  }

  // The stubs

  @TestFactory
  Stream<DynamicTest> everyOperationHasAStubThatWorks() throws IOException {
    Map<String, Method> stubs = stubs();
    assertThat(stubs.keySet())
        .containsExactlyInAnyOrderElementsOf(
            DOCUMENT.operations().stream().map(Operation::name).toList());
    return DOCUMENT.operations().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.name(), () -> call(operation, stubs.get(operation.name()))));
  }

  private static void call(Operation operation, Method stub) throws Exception {
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < stub.getParameterCount(); i++) {
      arguments.add(
          argument(operation, stub.getParameterTypes()[i], stub.getParameterAnnotations()[i]));
    }
    Call<?> call = (Call<?>) stub.invoke(krea.stub(stub.getDeclaringClass()), arguments.toArray());
    Response<?> response = call.execute();
    assertThat(response.isSuccessful()).as(() -> operation.name() + ": " + response).isTrue();
    if (operation.answersWithJob()) {
      assertThat(((Job) response.body()).id()).isNotEmpty();
    }
  }

  private static Object argument(Operation operation, Class<?> type, Annotation[] annotations) {
    Annotation kind = annotations[0];
    if (kind instanceof retrofit2.http.Path) {
      return switch (Path.of(operation.path()).getName(0).toString()) {
        case "jobs" -> anyJob();
        case "assets" -> krea.assets().upload(AssetUpload.of(PICTURE, "in.png")).id();
        case "styles" -> sharedStyle();
        default -> KreaEmulator.SAMPLE_NODE_APP_ID;
      };
    }
    if (kind instanceof Part) {
      return type == MultipartBody.Part.class
          ? MultipartBody.Part.createFormData(
              "file", "in.png", RequestBody.create(PICTURE, okhttp3.MediaType.get("image/png")))
          : null;
    }
    if (!(kind instanceof Body)) {
      return null;
    }
    if (type == JsonObject.class) {
      return GSON.toJsonTree(sampleAppInput());
    }
    JsonNode schema = operation.jsonBody().orElseThrow();
    ObjectNode body =
        BodySamples.FULLEST.of(BodySamples.variants(schema).stream().findFirst().orElse(schema));
    return TypedRequests.fill(type, body);
  }

  private static String sharedStyle() {
    String style = anyStyle();
    krea.styles().shareWithWorkspace(style);
    return style;
  }

  /** Returns the methods of all generated interfaces by the operations they stand for. */
  private static Map<String, Method> stubs() throws IOException {
    Map<String, Method> stubs = new LinkedHashMap<>();
    for (Class<?> api : interfaces()) {
      if (api == GenerationApi.class) {
        continue; // stands for every model, and for none of the document's operations
      }
      for (Method method : api.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          path(annotation)
              .ifPresent(
                  path ->
                      assertThat(
                              stubs.put(
                                  annotation.annotationType().getSimpleName() + " /" + path,
                                  method))
                          .isNull());
        }
      }
    }
    return stubs;
  }

  private static Optional<String> path(Annotation annotation) {
    return annotation instanceof GET get
        ? Optional.of(get.value())
        : annotation instanceof POST post
            ? Optional.of(post.value())
            : annotation instanceof PUT put
                ? Optional.of(put.value())
                : annotation instanceof PATCH patch
                    ? Optional.of(patch.value())
                    : annotation instanceof DELETE delete
                        ? Optional.of(delete.value())
                        : Optional.empty();
  }

  private static List<Class<?>> interfaces() throws IOException {
    URI place = URI.create(JobsApi.class.getResource("JobsApi.class").toString());
    if (!place.getScheme().equals("jar")) {
      return interfaces(Path.of(place).getParent());
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return interfaces(jar.getPath(JobsApi.class.getPackageName().replace('.', '/')));
    }
  }

  private static List<Class<?>> interfaces(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+\\.class"))
          .map(name -> JobsApi.class.getPackageName() + "." + name.replace(".class", ""))
          .<Class<?>>map(
              name -> {
                try {
                  return Class.forName(name);
                } catch (ClassNotFoundException e) {
                  throw new AssertionError(e);
                }
              })
          .collect(Collectors.toList());
    }
  }

  private static Map<String, Object> smallest(Operation operation) {
    return map(BodySamples.SMALLEST.of(operation.jsonBody().orElseThrow()));
  }

  private static Map<String, Object> map(ObjectNode body) {
    Map<String, Object> map = new LinkedHashMap<>();
    GSON.fromJson(body.toString(), JsonObject.class).asMap().forEach(map::put);
    return map;
  }

  /** Returns the body of the last request for a model. */
  private static JsonNode received(String model) {
    List<RecordedRequest> requests = emulator.requests(model);
    return Json.parse(requests.get(requests.size() - 1).bodyText());
  }
}
