package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** What the class comment of the client says about threads. */
class ClientThreadsTest extends ApiTest {
  private static final List<String> KNOWN =
      List.of("krea4j-timer", "krea4j-http", "OkHttp ", "Okio ");

  @Test
  void aClientHasDaemonsOfKnownNamesOnlyAndNoneBeforeItsFirstCall() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return json(200, JOB.replace("queued", "completed")).build();
          }
        });
    Set<Thread> before = threads();
    KreaClient client =
        open(builder(Timer.daemon("krea4j-timer")).executor(ForkJoinPool.commonPool()));
    assertThat(started(before)).isEmpty();

    client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox"));
    CompletableFuture<?>[] reads =
        IntStream.range(0, 100)
            .mapToObj(i -> client.jobs().getAsync("job-1").thenApply(Job::id))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(reads).join();

    Set<Thread> started = started(before);
    assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);
    assertThat(started).allMatch(thread -> KNOWN.stream().anyMatch(thread.getName()::startsWith));
    assertThat(started)
        .filteredOn(thread -> thread.getName().equals("krea4j-http"))
        .as("a thread each for the 64 calls at a time, and for those that just ended")
        .hasSizeBetween(1, 2 * 64);
    assertThat(started)
        .filteredOn(thread -> thread.getName().equals("krea4j-timer"))
        .hasSizeLessThanOrEqualTo(1);
  }

  private static Set<Thread> started(Set<Thread> before) {
    Set<Thread> now = threads();
    now.removeAll(before);
    return now;
  }

  /** Returns all threads but those of the server and of the common pool. */
  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(
        thread ->
            thread.getName().startsWith("MockWebServer")
                || thread.getName().startsWith("ForkJoinPool"));
    return threads;
  }
}
