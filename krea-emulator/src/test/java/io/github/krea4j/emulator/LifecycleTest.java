package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LifecycleTest {
  @Test
  void noThreadIsLeftAfterClose() throws Exception {
    // What Java itself keeps for ever, such as the cleaner of images, is there after the first.
    use();
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

    use();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread) && !thread.getName().startsWith("HttpClient"))
        .isEmpty();
  }

  @Test
  void nothingAnswersAfterClose() throws Exception {
    KreaEmulator emulator = KreaEmulator.start();
    URI url = emulator.baseUrl();
    emulator.close();

    assertThatThrownBy(
            () -> ((HttpURLConnection) url.toURL().openConnection()).getResponseCode())
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingTwiceIsNoError() {
    KreaEmulator emulator = KreaEmulator.start();
    emulator.close();
    emulator.close();
  }

  @Test
  void twoRunSideBySide() throws Exception {
    try (KreaEmulator one = KreaEmulator.start();
        KreaEmulator two = KreaEmulator.start()) {
      new TestClient(one).submit();

      assertThat(new TestClient(two).get("/jobs").json().path("items")).isEmpty();
    }
  }

  @Test
  void takenPortIsNamed() {
    try (KreaEmulator emulator = KreaEmulator.start()) {
      int port = emulator.baseUrl().getPort();

      assertThatIllegalStateException()
          .isThrownBy(() -> KreaEmulator.builder().port(port).start())
          .withMessage("The emulator cannot listen on port " + port);
    }
  }

  @Test
  void portThatIsNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> KreaEmulator.builder().port(65_536));
  }

  @Test
  void builderCanStartSeveral() {
    KreaEmulator.Builder builder = KreaEmulator.builder().apiKey("first");
    try (KreaEmulator first = builder.start();
        KreaEmulator second = builder.apiKey("second").start()) {
      assertThat(first.apiKey()).isEqualTo("first");
      assertThat(second.apiKey()).isEqualTo("second");
    }
  }

  @Test
  void mainPrintsOneLineAndServes() throws Exception {
    Process process = main("0");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      assertThat(line)
          .matches("Krea emulator at http://127\\.0\\.0\\.1:\\d+, key emulator-key-id:\\S+");
      URI url = URI.create(line.replaceAll(".* at |,.*", "") + "/jobs");
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setRequestProperty("Authorization", "Bearer " + KreaEmulator.DEFAULT_API_KEY);
      assertThat(connection.getResponseCode()).isEqualTo(200);

      process.destroy();
      assertThat(output.lines()).as("nothing but the one line").isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void mainRefusesWhatIsNoPort() throws Exception {
    Process process = main("http");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("Usage: KreaEmulator [port]");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs the main class with both outputs in one. */
  private static Process main(String argument) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    assertThat(classPath.split(File.pathSeparator)).isNotEmpty();
    return new ProcessBuilder(
            java, "-cp", classPath, KreaEmulator.class.getName(), argument)
        .redirectErrorStream(true)
        .start();
  }

  private static void use() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.start()) {
      TestClient client = new TestClient(emulator);
      emulator.script().states("completed");
      String id = client.with("X-Webhook-URL", "http://127.0.0.1:1/").submit();
      TestClient.download(client.job(id).at("/result/urls/0").asText());
    }
  }
}
