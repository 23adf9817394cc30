package io.github.krea4j.examples;

import io.github.krea4j.Deprecation;
import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client of an example: for the real service when a key is set, else for a fresh emulator. */
final class Session implements AutoCloseable {
  private static final List<String> KEYS = List.of("KREA_API_KEY", "KREA_API_TOKEN");

  private final KreaClient client;
  private final @Nullable KreaEmulator emulator;

  private Session(KreaClient client, @Nullable KreaEmulator emulator) {
    this.client = client;
    this.emulator = emulator;
  }

  /**
   * Opens a session and says where, and what it will cost.
   *
   * @param jobs the jobs that the example has done
   * @param each what one of them is asked for; none where the document lists no price
   */
  static Session open(String jobs, GenerationRequest... each) {
    KreaClient.Builder builder = KreaClient.builder().onDeprecation(Session::print);
    if (hasKey(System.getenv())) {
      KreaClient client = builder.fromEnv().build();
      System.out.println(
          "Talking to the real service. This will cost " + jobs + price(client, each) + ".");
      return new Session(client, null);
    }
    // As many jobs at a time as a small plan runs, and keeps waiting.
    KreaEmulator emulator =
        KreaEmulator.builder().jobDuration(Duration.ofSeconds(2)).concurrency(4, 4).start();
    System.out.println(
        "Talking to an emulator at " + emulator.baseUrl() + ", which costs nothing.");
    KreaClient client = builder.baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build();
    System.out.println(
        "On the real service, with KREA_API_KEY set, this costs "
            + jobs
            + price(client, each)
            + ".");
    return new Session(client, emulator);
  }

  /** Returns what the document says of the price; nothing where it says none. */
  private static String price(KreaClient client, GenerationRequest... each) {
    return Arrays.stream(each)
        .flatMap(request -> client.models().estimate(request).stream())
        .findFirst()
        .map(price -> ", " + price + " a job by the document's list")
        .orElse("");
  }

  KreaClient client() {
    return client;
  }

  /** Returns whether jobs cost money here. */
  boolean isReal() {
    return emulator == null;
  }

  /**
   * How to wait: the emulator's jobs take a moment only, so look often enough to see each state.
   */
  WaitOptions.Builder waiting() {
    WaitOptions.Builder options = WaitOptions.builder();
    return isReal()
        ? options
        : options.pollInterval(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  /** Waits for a job and prints a line whenever it is seen in another state. */
  Job await(JobHandle handle) {
    return handle.await(waiting().onUpdate(new ProgressLines()).build());
  }

  static boolean hasKey(Map<String, String> environment) {
    return KEYS.stream().anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
  }

  private static void print(Deprecation notice) {
    System.out.println(
        "  notice: "
            + notice.message()
            + notice.sunset().map(day -> ", the old one was dropped on " + day).orElse("")
            + notice.migrationUrl().map(url -> ", see " + url).orElse(""));
  }

  @Override
  public void close() {
    client.close();
    if (emulator != null) {
      emulator.close();
    }
  }
}
