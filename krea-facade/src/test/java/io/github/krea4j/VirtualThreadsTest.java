package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest extends ApiTest {
  private static final int WAITS = 1_000;

  @Test
  void aThousandBlockingWaitsShareAFewThreads() throws Exception {
    server.setDispatcher(new SlowJobs());
    KreaClient client = open(KreaClient.builder().apiKey(KEY).baseUrl(server.url("/").uri()));
    ExecutorService threads = virtualThreads();
    List<Future<Job>> waits = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < WAITS; i++) {
      waits.add(
          threads.submit(
              () -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox")).await()));
    }
    for (Future<Job> wait : waits) {
      assertThat(wait.get(1, TimeUnit.MINUTES).urls()).hasSize(1);
    }
    threads.shutdown();
    List<String> platform =
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();

    // Each takes 2 s at least. Waits that kept the thread that carries them would take 2 s for
    // every few: many minutes for all.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    // Threads that have made requests are kept for a minute, so that none can have gone unseen.
    assertThat(platform)
        .filteredOn(name -> name.startsWith("krea4j-"))
        .containsOnly("krea4j-timer");
    System.out.println(
        "OkHttp's own threads after "
            + WAITS
            + " waits on virtual threads: "
            + platform.stream()
                .filter(name -> name.startsWith("OkHttp") || name.startsWith("Okio"))
                .toList());
  }

  /** Its socket is closed by the interrupt, which looks like a broken connection. */
  @Test
  void anInterruptEndsACallAtOnceAndIsNotTakenForABrokenConnection() throws Exception {
    KreaClient client = open(KreaClient.builder().apiKey(KEY).baseUrl(server.url("/").uri()));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Runnable call =
        () -> {
          failure.set(catchThrowable(() -> client.jobs().get("job-1")));
          flag.set(Thread.currentThread().isInterrupted());
        };
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Thread thread =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, call);
    RecordedRequest unused = request();

    thread.interrupt();
    thread.join();

    assertThat(failure.get())
        .isInstanceOf(ConnectionException.class)
        .hasMessage("GET /jobs/job-1 was interrupted before its answer came.");
    assertThat(flag.get()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** The tests are compiled for a JDK that has none. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  /** Accepts all jobs; each is completed when it is asked for the second time. */
  private static final class SlowJobs extends Dispatcher {
    private final AtomicInteger jobs = new AtomicInteger();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (request.getMethod().equals("POST")) {
        return json(200, job("job-" + jobs.incrementAndGet(), "queued", "")).build();
      }
      String id = request.getTarget().substring("/jobs/".length());
      return json(
              200,
              seen.add(id)
                  ? job(id, "processing", "")
                  : job(id, "completed", ",\"result\":{\"urls\":[\"https://gen.example/a.png\"]}"))
          .build();
    }

    private static String job(String id, String status, String more) {
      return "{\"job_id\":\"" + id + "\",\"status\":\"" + status + "\"" + more + "}";
    }
  }
}
