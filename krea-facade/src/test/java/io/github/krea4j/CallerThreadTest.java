package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.internal.http.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** What hangs on the caller's thread reaches the application's code on the way. */
class CallerThreadTest extends ApiTest {
  private static final WaitOptions FAST =
      WaitOptions.builder().pollInterval(Duration.ofMillis(1), Duration.ofMillis(1)).build();

  private final List<String> threads = new CopyOnWriteArrayList<>();
  private final List<String> diagnostics = new CopyOnWriteArrayList<>();
  private final List<String> tenants = new CopyOnWriteArrayList<>();
  private final ThreadLocal<String> tenant = new ThreadLocal<>();
  private OkHttpClient supplied;

  @BeforeEach
  void listen() {
    Interceptor listening =
        chain -> {
          threads.add(Thread.currentThread().getName());
          diagnostics.add(String.valueOf(MDC.get("request")));
          tenants.add(String.valueOf(tenant.get()));
          return chain.proceed(chain.request());
        };
    supplied = new OkHttpClient.Builder().addInterceptor(listening).build();
    server.setDispatcher(
        new Dispatcher() {
          private int looks;

          @Override
          public synchronized MockResponse dispatch(RecordedRequest request) {
            if (request.getTarget().equals("/jobs/job-1") && ++looks % 3 == 0) {
              return json(
                      200,
                      "{\"job_id\":\"job-1\",\"status\":\"completed\",\"result\":{\"urls\":[\"https://gen.example/a.png\"]}}")
                  .build();
            }
            return request.getTarget().startsWith("/jobs?") || request.getTarget().equals("/jobs")
                ? json(200, "{\"items\":[" + JOB + "]}").build()
                : json(200, JOB).build();
          }
        });
  }

  @AfterEach
  void end() {
    MDC.clear();
    supplied.dispatcher().executorService().shutdown();
    supplied.connectionPool().evictAll();
  }

  private KreaClient.Builder listening() {
    return builder().httpClient(supplied);
  }

  @Test
  void aBlockingCallRunsOnItsCallersThreadWhateverItIs() {
    KreaClient client = open(listening().timer(Timer.daemon("krea4j-timer")));

    JobHandle handle = client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox"));
    client.jobs().get("job-1");
    client.assets().upload(AssetUpload.of(Media.png(), "a.png"));
    assertThat(client.jobs().list()).hasSize(1);
    handle.await(FAST);
    handle.cancel();

    assertThat(threads).hasSizeGreaterThan(6).containsOnly(Thread.currentThread().getName());
  }

  @ParameterizedTest
  @EnumSource
  void theDiagnosticContextReachesInterceptors(Twin twin) {
    KreaClient client = open(listening());
    MDC.put("request", "r-1");

    twin.call(() -> client.jobs().get("job-1"), () -> client.jobs().getAsync("job-1"));

    assertThat(diagnostics).containsExactly("r-1");
    assertThat(MDC.get("request")).isEqualTo("r-1");
  }

  @Test
  void theDiagnosticContextOfAnotherCallerIsNotSeen() {
    KreaClient client = open(listening());
    MDC.put("request", "r-1");
    client.jobs().getAsync("job-1").join();
    MDC.clear();

    client.jobs().getAsync("job-1").join();

    assertThat(diagnostics).containsExactly("r-1", "null");
  }

  @ParameterizedTest
  @EnumSource
  void aTenantReachesInterceptors(Twin twin) {
    KreaClient client = open(listening().taskDecorator(this::carryTenant));
    tenant.set("acme");

    twin.call(() -> client.jobs().get("job-1"), () -> client.jobs().getAsync("job-1"));

    assertThat(tenants).containsExactly("acme");
  }

  @Test
  void theLooksOfAnAsynchronousWaitSeeTheContextOfWhoBeganIt() {
    KreaClient client =
        open(listening().taskDecorator(this::carryTenant).timer(Timer.daemon("krea4j-timer")));
    tenant.set("acme");
    MDC.put("request", "r-1");

    client.jobs().awaitAsync("job-1", FAST).join();

    assertThat(tenants).hasSize(3).containsOnly("acme");
    assertThat(diagnostics).containsOnly("r-1");
  }

  private Runnable carryTenant(Runnable task) {
    String ours = tenant.get();
    return () -> {
      String before = tenant.get();
      tenant.set(ours);
      try {
        task.run();
      } finally {
        tenant.set(before);
      }
    };
  }

  /** A thread of OkHttp's that tenant A made start has inherited A's key for its life. */
  @ParameterizedTest
  @EnumSource
  void eachTenantsCallsCarryItsOwnKeyThoughThreadsInherit(Twin twin) throws Exception {
    InheritableThreadLocal<String> key = new InheritableThreadLocal<>();
    KreaClient client = open(listening().apiKey(key::get));

    for (String own : List.of("key-of-a", "key-of-b", "key-of-c")) {
      key.set(own);
      twin.call(
          () -> client.generate("image/bfl/flux-1-dev", Map.of()),
          () -> client.generateAsync("image/bfl/flux-1-dev", Map.of()));
      twin.call(() -> client.jobs().get("x"), () -> client.jobs().getAsync("x"));
    }

    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sent.add(request().getHeaders().get("Authorization"));
    }
    assertThat(sent)
        .containsExactly(
            "Bearer key-of-a",
            "Bearer key-of-a",
            "Bearer key-of-b",
            "Bearer key-of-b",
            "Bearer key-of-c",
            "Bearer key-of-c");
  }

  @Test
  void anAsynchronousWaitLooksWithTheKeyOfTheThreadThatBeganIt() {
    ThreadLocal<String> key = new ThreadLocal<>();
    KreaClient client = open(listening().apiKey(key::get).timer(Timer.daemon("krea4j-timer")));
    key.set("key-of-a");

    client.jobs().awaitAsync("job-1", FAST).join();

    for (int i = 0; i < 3; i++) {
      assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer key-of-a");
    }
  }

  @Test
  void aBlockingWaitAsksForItsKeyAtEachLook() {
    List<String> asked = new ArrayList<>();
    KreaClient client =
        open(
            listening()
                .timer(Timer.daemon("krea4j-timer"))
                .apiKey(
                    () -> {
                      asked.add(Thread.currentThread().getName());
                      return "key-" + asked.size();
                    }));

    client.jobs().await("job-1", FAST);

    assertThat(asked).hasSize(3).containsOnly(Thread.currentThread().getName());
    for (int i = 1; i <= 3; i++) {
      assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer key-" + i);
    }
  }

  @Test
  void aStubAsksForItsKeyOnTheThreadThatUsesIt() throws Exception {
    InheritableThreadLocal<String> key = new InheritableThreadLocal<>();
    ExecutorService callbacks = Executors.newSingleThreadExecutor();
    KreaClient client = open(listening().apiKey(key::get).executor(callbacks));
    try {
      for (String own : List.of("key-of-a", "key-of-b")) {
        key.set(own);
        Answered answered = new Answered();
        client.stub(io.github.krea4j.api.JobsApi.class).getJob("x").enqueue(answered);
        assertThat(answered.status()).isEqualTo(200);
        assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer " + own);
      }
    } finally {
      callbacks.shutdown();
    }
  }

  private static final class Answered extends java.util.concurrent.CompletableFuture<Integer>
      implements retrofit2.Callback<io.github.krea4j.model.Job> {
    @Override
    public void onResponse(
        retrofit2.Call<io.github.krea4j.model.Job> call,
        retrofit2.Response<io.github.krea4j.model.Job> response) {
      complete(response.code());
    }

    @Override
    public void onFailure(retrofit2.Call<io.github.krea4j.model.Job> call, Throwable failure) {
      completeExceptionally(failure);
    }

    int status() {
      return join();
    }
  }
}
