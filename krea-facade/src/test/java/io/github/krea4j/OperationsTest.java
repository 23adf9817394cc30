package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.krea4j.api.JobsApi;
import io.github.krea4j.api.NodeAppsApi;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.internal.catalog.ModelPath;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.TrainStyleRequest;
import io.github.krea4j.model.UpdateStyleRequest;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retrofit2.Invocation;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;

/** Every operation of the document is reached, and only through its generated interface. */
class OperationsTest extends ApiTest {
  private final List<String> invoked = new CopyOnWriteArrayList<>();
  private final List<RequestInfo> infos = new CopyOnWriteArrayList<>();
  private final OkHttpClient supplied =
      new OkHttpClient.Builder()
          .addInterceptor(
              chain -> {
                Invocation invocation = chain.request().tag(Invocation.class);
                invoked.add(
                    invocation == null
                        ? "none"
                        : invocation.method().getDeclaringClass().getSimpleName()
                            + "."
                            + invocation.method().getName());
                infos.add(chain.request().tag(RequestInfo.class));
                return chain.proceed(chain.request());
              })
          .build();

  @AfterEach
  void closeSupplied() {
    supplied.dispatcher().executorService().shutdown();
    supplied.connectionPool().evictAll();
  }

  private record Twins(
      Function<KreaClient, ?> blocking, Function<KreaClient, CompletableFuture<?>> async) {}

  private static Twins twins(
      Function<KreaClient, ?> blocking, Function<KreaClient, CompletableFuture<?>> async) {
    return new Twins(blocking, async);
  }

  /** Which method of the facade runs each operation that is no generation. */
  private static Map<String, Twins> facade() {
    Map<String, Twins> facade = new LinkedHashMap<>();
    facade.put(
        "AssetsApi.uploadAsset",
        twins(
            client -> client.assets().upload(picture()),
            client -> client.assets().uploadAsync(picture())));
    facade.put(
        "AssetsApi.getAsset",
        twins(client -> client.assets().get("a"), client -> client.assets().getAsync("a")));
    facade.put(
        "AssetsApi.deleteAsset",
        twins(
            client -> {
              client.assets().delete("a");
              return "";
            },
            client -> client.assets().deleteAsync("a")));
    facade.put(
        "AssetsApi.listAssets",
        twins(
            client -> client.assets().list().stream().toList(),
            client -> client.assets().list().firstAsync(1)));
    facade.put(
        "JobsApi.getJob",
        twins(client -> client.jobs().get("j"), client -> client.jobs().getAsync("j")));
    facade.put(
        "JobsApi.deleteJob",
        twins(client -> client.jobs().cancel("j"), client -> client.jobs().cancelAsync("j")));
    facade.put(
        "JobsApi.listJobs",
        twins(
            client -> client.jobs().list().stream().toList(),
            client -> client.jobs().list().firstAsync(1)));
    facade.put(
        "StylesApi.listStyles",
        twins(
            client -> client.styles().search(StyleFilter.all()).stream().toList(),
            client -> client.styles().search(StyleFilter.all()).firstAsync(1)));
    facade.put(
        "StylesApi.trainStyle",
        twins(
            client -> client.styles().train(training()),
            client -> client.styles().trainAsync(training())));
    facade.put(
        "StylesApi.getStyle",
        twins(client -> client.styles().get("s"), client -> client.styles().getAsync("s")));
    facade.put(
        "StylesApi.updateStyle",
        twins(
            client -> client.styles().update("s", new UpdateStyleRequest()),
            client -> client.styles().updateAsync("s", new UpdateStyleRequest())));
    facade.put(
        "StylesApi.getStyleShareLink",
        twins(
            client -> client.styles().shareLink("s"),
            client -> client.styles().shareLinkAsync("s")));
    facade.put(
        "StylesApi.shareStyleWorkspace",
        twins(
            client -> {
              client.styles().shareWithWorkspace("s");
              return "";
            },
            client -> client.styles().shareWithWorkspaceAsync("s")));
    facade.put(
        "StylesApi.deleteStyleShareWorkspace",
        twins(
            client -> {
              client.styles().unshareFromWorkspace("s");
              return "";
            },
            client -> client.styles().unshareFromWorkspaceAsync("s")));
    facade.put(
        "NodeAppsApi.getNodeApp",
        twins(client -> client.nodeApps().get("n"), client -> client.nodeApps().getAsync("n")));
    facade.put(
        "NodeAppsApi.executeNodeApp",
        twins(
            client -> client.nodeApps().execute("n", Map.of()),
            client -> client.nodeApps().executeAsync("n", Map.of())));
    return facade;
  }

  private static AssetUpload picture() {
    return AssetUpload.of(Media.png(), "a.png").withDescription("a picture");
  }

  private static TrainStyleRequest training() {
    TrainStyleRequest request = new TrainStyleRequest();
    for (String field : request.missingFields()) {
      request.put(field, "x");
    }
    return request;
  }

  @Test
  void everyOperationOfTheDocumentHasItsPlaceInTheFacade() {
    Set<String> operations = new TreeSet<>();
    for (Method method : operations()) {
      if (!path(method).startsWith(ModelPath.PREFIX)) {
        operations.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
      }
    }

    assertThat(new TreeMap<>(facade())).containsOnlyKeys(operations);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsRunThroughItsGeneratedMethodInBothForms(Twin twin) {
    server.setDispatcher(new Anything());
    KreaClient client = open(builder().httpClient(supplied));

    facade()
        .forEach(
            (operation, twins) -> {
              invoked.clear();
              Object unused =
                  twin.call(
                      () -> (Object) twins.blocking().apply(client),
                      () -> twins.async().apply(client).thenApply(value -> (Object) value));
              assertThat(invoked).as(operation).containsExactly(operation);
            });
  }

  @Test
  void generationsOfAllModelsGoThroughOneGenericMethod() {
    server.setDispatcher(new Anything());
    KreaClient client = open(builder().httpClient(supplied));

    JobHandle known = client.generate("image/bfl/flux-1-dev", Map.of());
    client.generate("image/acme/newer", Map.of());

    assertThat(invoked).containsExactly("GenerationApi.generate", "GenerationApi.generate");
    assertThat(known.model()).contains("image/bfl/flux-1-dev");
  }

  @Test
  void aRequestTellsOperationModelAndAttempt() {
    KreaClient client = open(builder().httpClient(supplied));
    answer(429, "{}");
    answer(JOB);
    answer(JOB);
    answer(JOB);
    server.enqueue(bytes(Media.png(), "image/png").build());

    client.generate("image/bfl/flux-1-dev", Map.of());
    client.generate("image/acme/newer", Map.of());
    client.jobs().get("j");
    try (var in = client.downloads().open(server.url("/a.png").uri())) {
      assertThat(in).isNotNull();
    } catch (IOException e) {
      throw new AssertionError(e);
    }

    assertThat(infos)
        .containsExactly(
            new RequestInfo("generate", Optional.of("image/bfl/flux-1-dev"), 1),
            new RequestInfo("generate", Optional.of("image/bfl/flux-1-dev"), 2),
            new RequestInfo("generate", Optional.of("other"), 1),
            new RequestInfo("getJob", Optional.empty(), 1),
            new RequestInfo("download", Optional.empty(), 1));
  }

  @Test
  void aStubTellsItsOperationToo() throws IOException {
    KreaClient client = open(builder().httpClient(supplied));
    answer(JOB);

    Job job = client.stub(JobsApi.class).getJob("j").execute().body();

    assertThat(job.id()).isEqualTo("job-1");
    assertThat(infos).containsExactly(new RequestInfo("getJob", Optional.empty(), 1));
  }

  @Test
  void aStubSendsTheNullsThatTheCallerPut() throws IOException {
    KreaClient client = client();
    answer("[" + JOB + "]");
    JsonObject input = JsonParser.parseString("{\"a\":null,\"b\":{\"c\":null}}").getAsJsonObject();

    client.stub(NodeAppsApi.class).executeNodeApp("n", input).execute();

    assertThat(body(request())).isEqualTo("{\"a\":null,\"b\":{\"c\":null}}");
  }

  @Test
  void aStubTakesOneJobForAList() throws IOException {
    answer(JOB);

    List<Job> jobs =
        client().stub(NodeAppsApi.class).executeNodeApp("n", new JsonObject()).execute().body();

    assertThat(jobs).extracting(Job::id).containsExactly("job-1");
  }

  @ParameterizedTest
  @EnumSource
  void anAcceptedJobWithoutAnIdLeavesTheSubmitUncertain(Twin twin) {
    KreaClient client = client();
    answer("{\"job_id\":\"\",\"status\":\"queued\"}");

    assertThatThrownBy(
            () ->
                twin.call(
                    () -> client.generate("image/bfl/flux-1-dev", Map.of()),
                    () -> client.generateAsync("image/bfl/flux-1-dev", Map.of())))
        .isInstanceOf(SubmissionUncertainException.class)
        .hasMessageContaining("the answer was a success that cannot be read");
  }

  /** Paths, queries and headers of operations stand in the document and nowhere else. */
  @Test
  void noNameOfTheDocumentsOperationsIsWrittenByHand() throws IOException {
    Set<String> exact = new TreeSet<>();
    Set<String> within = new TreeSet<>();
    JsonObject paths =
        JsonParser.parseString(Files.readString(Path.of("../openapi/krea-api-openapi.json")))
            .getAsJsonObject()
            .getAsJsonObject("paths");
    for (Map.Entry<String, JsonElement> path : paths.entrySet()) {
      String first = path.getKey().substring(1).split("/", 2)[0];
      exact.add(first);
      within.add("/" + first + "/");
      within.add(first + "/");
      for (Map.Entry<String, JsonElement> operation :
          path.getValue().getAsJsonObject().entrySet()) {
        if (operation.getValue().isJsonObject()
            && operation.getValue().getAsJsonObject().get("parameters") instanceof JsonArray all) {
          for (JsonElement parameter : all) {
            JsonObject one = parameter.getAsJsonObject();
            if (!one.get("in").getAsString().equals("path")) {
              exact.add(one.get("name").getAsString().toLowerCase(Locale.ROOT));
            }
          }
        }
      }
    }
    // Too common to tell: the first two are what error texts call a caller's own arguments.
    assertThat(exact).contains("jobs", "styles", "cursor", "x-webhook-url", "model", "filter");

    List<String> found = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        for (String literal : literals(Files.readString(source))) {
          String text = literal.toLowerCase(Locale.ROOT);
          if (exact.contains(text) || within.stream().anyMatch(text::startsWith)) {
            found.add(source.getFileName() + ": " + literal);
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** The string literals of a source, without comments and without the names given to checks. */
  private static List<String> literals(String source) {
    String code =
        source
            .replaceAll("(?s)/\\*.*?\\*/", "")
            .replaceAll("(?m)//[^\"\\n]*$", "")
            .replaceAll("requireNonNull\\((\\w+), \"\\w+\"\\)", "")
            // the catalog is read here, whose fields are called like parameters
            .replaceAll("(text|number|size|flag|objects)\\(json, \"\\w+\"\\)", "");
    List<String> literals = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"").matcher(code);
    while (matcher.find()) {
      literals.add(matcher.group(1));
    }
    return literals;
  }

  private static List<Method> operations() {
    List<Method> methods = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.krea4j.api")) {
      if (type.isInterface() && !type.isAnnotation()) {
        for (Method method : type.reflect().getMethods()) {
          if (!method.isDefault()) {
            methods.add(method);
          }
        }
      }
    }
    return methods;
  }

  private static String path(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation instanceof GET get) {
        return get.value();
      } else if (annotation instanceof POST post) {
        return post.value();
      } else if (annotation instanceof DELETE delete) {
        return delete.value();
      } else if (annotation instanceof PATCH patch) {
        return patch.value();
      } else if (annotation instanceof PUT put) {
        return put.value();
      }
    }
    throw new AssertionError(method + " is no operation");
  }

  /** Answers with all that any reader looks for. */
  private static final class Anything extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return json(
              200,
              "{\"job_id\":\"j\",\"status\":\"queued\",\"id\":\"x\",\"items\":[],"
                  + "\"share_link\":\"https://krea.example/s\"}")
          .build();
    }
  }
}
