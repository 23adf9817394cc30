package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
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

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      boolean isOurs = !before.contains(thread) && !thread.getName().startsWith("HttpClient");
      if (isOurs) {
        // On a busy machine a thread may still be on its way out.
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void nothingAnswersAfterClose() throws Exception {
    KreaEmulator emulator = KreaEmulator.start();
    URI url = emulator.baseUrl();
    emulator.close();

    assertThatThrownBy(() -> ((HttpURLConnection) url.toURL().openConnection()).getResponseCode())
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingTwiceIsNoError() {
    KreaEmulator emulator = KreaEmulator.start();
    emulator.close();
    emulator.close();
  }

  /** Java's client asks again at once, and must find the door shut. */
  @RepeatedTest(10)
  void closeDoesNotWaitForSlowAnswers() throws Exception {
    KreaEmulator emulator = KreaEmulator.start();
    emulator.script().latency(Duration.ofMinutes(10));
    TestClient client = new TestClient(emulator);
    // Whether it gets a broken connection or an error is the server's business.
    CompletableFuture<?> request =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.get("/jobs");
              } catch (IOException | InterruptedException e) {
                return e;
              }
            });
    while (emulator.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    emulator.close();

    request.get(30, TimeUnit.SECONDS);
  }

  @Test
  void closeDoesNotWaitForSlowWebhooks() throws Exception {
    try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      KreaEmulator emulator = KreaEmulator.builder().jobDuration(Duration.ZERO).start();
      String url = "http://127.0.0.1:" + receiver.getLocalPort() + "/";
      new TestClient(emulator).with("X-Webhook-URL", url).submit();
      try (Socket connection = receiver.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo('P');
        long start = System.nanoTime();

        emulator.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      }
    }
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
  void senselessSettingsAreRefused() {
    KreaEmulator.Builder builder = KreaEmulator.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.concurrency(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.webhookDeliveries(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.timeScale(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.jobDuration(Duration.ofSeconds(-1)));
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
  void firstRequestAfterThePortOpensIsAnswered() throws Exception {
    for (int start = 0; start < 50; start++) {
      int port = freePort();
      CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> firstAnswer(port));
      try (KreaEmulator emulator = KreaEmulator.builder().port(port).start()) {
        assertThat(emulator.baseUrl().getPort()).isEqualTo(port);
        assertThat(first.get(30, TimeUnit.SECONDS))
            .as("start " + start)
            .isEqualTo("HTTP/1.1 200 OK");
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The status line of the very first answer: knocks until somebody opens. */
  private static String firstAnswer(int port) {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket
            .getOutputStream()
            .write(
                ("GET /jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + KreaEmulator.DEFAULT_API_KEY
                        + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .findFirst()
            .orElse("nothing");
      } catch (ConnectException e) {
        Thread.onSpinWait();
      } catch (IOException e) {
        return e.toString();
      }
    }
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
