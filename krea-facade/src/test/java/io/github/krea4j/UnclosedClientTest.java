package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that forgets {@link KreaClient#close} ends all the same. */
class UnclosedClientTest extends ApiTest {
  @TempDir Path directory;

  @Test
  void aProgramEndsSoonAfterItsLastCall() throws Exception {
    answer("{\"id\":\"asset-1\"}");
    answer(JOB);
    answer(JOB.replace("queued", "processing"));
    URI picture = server.url("/a.png").uri();
    answer(
        "{\"job_id\":\"job-1\",\"status\":\"completed\",\"result\":{\"urls\":[\""
            + picture
            + "\"]}}");
    server.enqueue(bytes(Media.png(), "image/png").build());

    List<String> told =
        ForkedJvm.run(
            directory,
            List.of(),
            Forgetful.class,
            server.url("/").toString(),
            directory.resolve("results").toString());

    long nanos = Long.parseLong(told.get(1)) - Long.parseLong(told.get(0));
    System.out.println(
        "Unclosed, a program ended "
            + TimeUnit.NANOSECONDS.toMillis(nanos)
            + " ms after its last call");
    assertThat(server.getRequestCount()).isEqualTo(5);
    // The aim is a second; idle threads and connections are kept for a minute and more.
    assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofSeconds(10));
  }

  /** Uses the client in every way that starts threads: timer, calls, transfers, futures. */
  static final class Forgetful {
    private Forgetful() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> ForkedJvm.tell(System.nanoTime())));
      KreaClient client =
          KreaClient.builder().apiKey(KEY).baseUrl(URI.create(arguments[0])).build();
      client.assets().upload(AssetUpload.of(Media.png(), "a.png"));
      JobHandle handle = client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox"));
      Duration interval = Duration.ofMillis(100);
      handle.await(WaitOptions.builder().pollInterval(interval, interval).build());
      client.downloads().toDirectoryAsync(handle.job(), Path.of(arguments[1])).join();
      ForkedJvm.tell(System.nanoTime());
    }
  }
}
