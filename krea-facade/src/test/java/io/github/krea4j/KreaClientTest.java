package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.api.JobsApi;
import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.AuthenticationException;
import io.github.krea4j.errors.ConfigurationException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.internal.http.RecordedLogs;
import io.github.krea4j.model.Job;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

class KreaClientTest extends ApiTest {
  @ParameterizedTest
  @CsvSource({
    "first, second, first",
    "first, , first",
    "'  ', second, second",
    ", second, second",
    "'first\n', second, first",
  })
  void keyComesFromTheFirstVariableThatIsNotBlank(String key, String token, String used) {
    Map<String, String> variables = new HashMap<>();
    variables.put("KREA_BASE_URL", server.url("/").toString());
    if (key != null) {
      variables.put("KREA_API_KEY", key);
    }
    if (token != null) {
      variables.put("KREA_API_TOKEN", token);
    }
    answer(JOB);
    try (KreaClient client = KreaClient.fromEnv(variables)) {
      client.jobs().get("job-1");
    }
    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer " + used);
  }

  @Test
  void missingKeyInTheEnvironmentNamesTheVariables() {
    assertThatThrownBy(() -> KreaClient.fromEnv(Map.of("KREA_API_KEY", " ")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "There is no API key: set the environment variable KREA_API_KEY (or KREA_API_TOKEN), or"
                + " pass the key to KreaClient.builder().apiKey(...).");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id:secret\"",
        "'id:secret'",
        "`id:secret`",
        "\"id:secret",
        "id:secret'",
        "KREA_API_KEY=id:secret",
        "krea_api_token=\"id:secret\"",
      })
  void aKeyWithWhatStoodAroundItInAFileIsRefusedAndNotShown(String key) {
    assertThatThrownBy(() -> KreaClient.fromEnv(Map.of("KREA_API_KEY", key)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("The API key (stands in quotes|begins with the name of a variable).*")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> KreaClient.builder().apiKey(key))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void missingKeyInTheBuilderNamesTheMethod() {
    assertThatThrownBy(() -> KreaClient.builder().build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "There is no API key: call apiKey(...) on the builder, or use KreaClient.fromEnv() with"
                + " KREA_API_KEY (or KREA_API_TOKEN) set.");
  }

  @Test
  void malformedBaseUrlInTheEnvironmentNamesTheVariable() {
    assertThatThrownBy(
            () -> KreaClient.fromEnv(Map.of("KREA_API_KEY", "k", "KREA_BASE_URL", "https://a b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The environment variable KREA_BASE_URL is no URL: Illegal character in authority.");
  }

  @Test
  void defaultAddressIsTheServices() {
    try (KreaClient client = KreaClient.fromEnv(Map.of("KREA_API_KEY", "k"))) {
      assertThat(client).hasToString("KreaClient[https://api.krea.ai/]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.krea.ai",
        "https://gateway.example.com:8443/krea/v2",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.9.9.9:1/",
        "http://[::1]:8080/prefix/"
      })
  void baseUrlMayBeHttpsOrLoopback(String url) {
    try (KreaClient client = KreaClient.builder().apiKey("k").baseUrl(URI.create(url)).build()) {
      assertThat(client.toString()).startsWith("KreaClient[" + url).endsWith("/]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://api.krea.ai|The base URL http://api.krea.ai/ is not encrypted, and the API key would"
            + " travel readable. Use https; http is for loopback addresses only.",
        "http://127.0.0.1.example.com|The base URL http://127.0.0.1.example.com/ is not encrypted,"
            + " and the API key would travel readable. Use https; http is for loopback addresses"
            + " only.",
        "ftp://api.krea.ai|The base URL must be an https URL such as https://api.krea.ai, but its"
            + " scheme is ftp.",
        "api.krea.ai|The base URL must be an https URL such as https://api.krea.ai, but its scheme"
            + " is missing.",
        "https://me:secret@api.krea.ai|The base URL holds a user name or password; the API takes a"
            + " key, see KreaClient.builder().apiKey(...).",
        "https://api.krea.ai/?a=b|The base URL has a query or a fragment; give it without:"
            + " https://api.krea.ai/.",
      })
  void otherBaseUrlsAreRefused(String url, String message) {
    assertThatThrownBy(() -> KreaClient.builder().apiKey("k").baseUrl(URI.create(url)).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void pathOfTheBaseUrlIsAPrefix() {
    KreaClient client = open(builder().baseUrl(server.url("/gateway/krea").uri()));
    answer(JOB);
    answer(JOB);
    client.generate("image/bfl/flux-1-dev", Map.of("prompt", "fox"));
    client.jobs().get("job-1");
    assertThat(request().getTarget()).isEqualTo("/gateway/krea/generate/image/bfl/flux-1-dev");
    assertThat(request().getTarget()).isEqualTo("/gateway/krea/jobs/job-1");
  }

  @Test
  void everyRequestNamesTheLibrary() {
    KreaClient client = client();
    answer(JOB);
    client.jobs().get("job-1");
    RecordedRequest request = request();
    assertThat(request.getHeaders().values("User-Agent")).hasSize(1);
    assertThat(request.getHeaders().get("User-Agent")).matches("krea4j/\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void wrongKeyIsAnAuthenticationException() {
    KreaClient client = client();
    answer(401, "{\"message\":\"Unauthorized\"}");
    assertThatThrownBy(() -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "fox")))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("Unauthorized")
        .hasMessageContaining("check that it is whole");
  }

  @Test
  void keyFromASupplierIsAskedForEveryRequest() {
    String[] key = {"one"};
    KreaClient client = open(builder().apiKey(() -> key[0]));
    answer(JOB);
    answer(JOB);
    client.jobs().get("job-1");
    key[0] = "two";
    client.jobs().get("job-1");
    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer one");
    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer two");
  }

  @Test
  void unreachableHostSaysThatNothingWasSent() {
    int port = server.getPort();
    KreaClient client = client();
    server.close();
    assertThatThrownBy(() -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "fox")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no connection to")
        .hasMessageContaining(":" + port)
        .hasMessageContaining("check the base URL")
        .hasMessageContaining("Nothing was sent.");
  }

  @Test
  void keyIsInNoTextOfTheClient() {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.TRACE)) {
      KreaClient client = client();
      answer(500, "{\"error\":\"" + KEY + "\"}");
      assertThatThrownBy(() -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "fox")))
          .satisfies(e -> assertThat(texts(e)).doesNotContain(KEY));
      assertThat(client.toString()).doesNotContain(KEY);
      assertThat(String.join("\n", log.lines())).isNotEmpty().doesNotContain(KEY);
    }
  }

  private static String texts(Throwable e) {
    StringBuilder texts = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      texts.append(cause).append(cause.getMessage());
      if (cause instanceof ApiException api) {
        texts.append(api.body()).append(api.headers());
      }
    }
    return texts.toString();
  }

  @Test
  void stubUsesTheSameKeyAndAddress() throws Exception {
    KreaClient client = client();
    answer(JOB);
    Response<Job> response = client.stub(JobsApi.class).getJob("job-1").execute();
    assertThat(response.body().id()).isEqualTo("job-1");
    RecordedRequest request = request();
    assertThat(request.getTarget()).isEqualTo("/jobs/job-1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(request.getHeaders().get("User-Agent")).startsWith("krea4j/");
  }

  @Test
  void stubCallbacksRunOnTheExecutor() throws Exception {
    Thread[] ran = new Thread[1];
    CompletableFuture<String> answered = new CompletableFuture<>();
    KreaClient client =
        open(
            builder()
                .executor(
                    task -> {
                      Thread thread = new Thread(task, "application");
                      ran[0] = thread;
                      thread.start();
                    }));
    answer(JOB);
    client
        .stub(JobsApi.class)
        .getJob("job-1")
        .enqueue(
            new Callback<Job>() {
              @Override
              public void onResponse(Call<Job> call, Response<Job> response) {
                answered.complete(Thread.currentThread().getName());
              }

              @Override
              public void onFailure(Call<Job> call, Throwable failure) {
                answered.completeExceptionally(failure);
              }
            });
    assertThat(answered.get()).isEqualTo("application");
    ran[0].join();
  }

  @Test
  void closedClientRefusesEveryCall() {
    KreaClient client = client();
    JobsApi stub = client.stub(JobsApi.class);
    Downloads downloads = client.downloads();
    client.close();
    client.close();
    Map<String, Object> input = Map.of("prompt", "fox");
    List<Callable<?>> all =
        List.of(
            () -> client.generate("image/bfl/flux-1-dev", input),
            () -> client.generateAsync("image/bfl/flux-1-dev", input).join(),
            () -> client.jobs().get("job-1"),
            () -> client.jobs().cancel("job-1"),
            () -> client.assets().get("asset-1"),
            () -> client.assets().upload(AssetUpload.of(Media.png(), "a.png")),
            () -> client.assets().uploadAsync(AssetUpload.of(Media.png(), "a.png")).join(),
            () -> client.assets().list().iterator().hasNext(),
            () -> client.styles().get("style-1"),
            () -> client.nodeApps().execute("version-1", Map.of()),
            () -> downloads.open(URI.create("https://gen.krea.ai/a.png")),
            () ->
                downloads
                    .toFileAsync(URI.create("https://gen.krea.ai/a.png"), Path.of("none"))
                    .join(),
            () -> client.stub(JobsApi.class),
            () -> stub.getJob("job-1").execute());
    for (Callable<?> call : all) {
      assertThatThrownBy(call::call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The client is closed.");
    }
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void suppliedClientIsNotClosed() throws Exception {
    OkHttpClient own = new OkHttpClient();
    KreaClient client = open(builder().httpClient(own));
    answer(JOB);
    client.jobs().get("job-1");
    client.close();
    assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
    own.dispatcher().executorService().shutdown();
    own.connectionPool().evictAll();
  }

  @Test
  void buildersRefuseValuesThatMeanNothing() {
    assertThatThrownBy(() -> KreaClient.builder().requestTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("requestTimeout must be positive, but is PT0S");
    assertThatThrownBy(() -> KreaClient.builder().maxRetries(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxRetries must not be negative, but is -1");
    assertThatThrownBy(() -> KreaClient.builder().apiKey((String) null))
        .isInstanceOf(NullPointerException.class);
  }
}
