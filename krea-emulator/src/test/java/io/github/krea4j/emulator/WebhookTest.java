package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class WebhookTest {
  private static final String BODY = "{\"prompt\": \"a fox\"}";

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> hosts = new LinkedBlockingQueue<>();
  private final TestClock clock = new TestClock();
  private HttpServer receiver;
  private String url;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void completedJobIsSentAsItIsRead() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().jobDuration(Duration.ZERO).start()) {
      TestClient client = new TestClient(emulator).with("X-Webhook-URL", url);
      String id = client.submit(FLUX, BODY);

      assertThat(take()).isEqualTo(client.job(id));
    }
  }

  @Test
  void nobodyHasToAskForTheJob() throws Exception {
    try (KreaEmulator emulator =
        KreaEmulator.builder().jobDuration(Duration.ofMillis(30)).start()) {
      new TestClient(emulator).with("X-Webhook-URL", url).submit(FLUX, BODY);

      assertThat(take().path("status").asText()).isEqualTo("completed");
    }
  }

  @Test
  void nothingIsSentBeforeTheEnd() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().clock(clock).start()) {
      TestClient client = new TestClient(emulator).with("X-Webhook-URL", url);
      String id = client.submit(FLUX, BODY);
      client.job(id);
      assertThat(emulator.webhookDeliveries()).isEmpty();

      clock.advance(Duration.ofMinutes(1));

      assertThat(take().path("job_id").asText()).isEqualTo(id);
    }
  }

  @Test
  void cancelledAndFailedJobsAreSentToo() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().clock(clock).start()) {
      TestClient client = new TestClient(emulator).with("X-Webhook-URL", url);
      client.delete("/jobs/" + client.submit(FLUX, BODY));
      assertThat(take().path("status").asText()).isEqualTo("cancelled");

      emulator.script().fail("nsfw", "No");
      client.submit(FLUX, BODY);
      clock.advance(Duration.ofMinutes(1));
      assertThat(take().at("/error/code").asText()).isEqualTo("nsfw");
    }
  }

  @Test
  void deliveriesCanRepeat() throws Exception {
    KreaEmulator.Builder builder = KreaEmulator.builder().webhookDeliveries(3);
    try (KreaEmulator emulator = builder.jobDuration(Duration.ZERO).start()) {
      new TestClient(emulator).with("X-Webhook-URL", url).submit(FLUX, BODY);

      assertThat(take()).isEqualTo(take()).isEqualTo(take());
    }
  }

  @Test
  void otherMachinesAreNotCalled() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().jobDuration(Duration.ZERO).start()) {
      TestClient client = new TestClient(emulator);
      client.with("X-Webhook-URL", "http://192.0.2.1/hook").submit(FLUX, BODY);
      client.with("X-Webhook-URL", url).submit(FLUX, BODY);
      take();

      WebhookDelivery first = emulator.webhookDeliveries().get(0);
      assertThat(first.url().getHost()).isEqualTo("192.0.2.1");
      assertThat(first.status()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1/hook, speaks plain http only",
    "http://192.0.2.1/hook, calls this machine only",
    "http://localhost.example.com/hook, calls this machine only",
  })
  void submitSaysWhatWillNotBeCalled(String target, String reason) throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().clock(clock).start()) {
      TestClient client = new TestClient(emulator).with("X-Webhook-URL", target);

      TestClient.Answer answer = client.post(FLUX, BODY);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("x-emulator-warning"))
          .isEqualTo("the webhook will not be delivered: the emulator " + reason);
      clock.advance(Duration.ofMinutes(1));
      assertThat(emulator.webhookDeliveries())
          .singleElement()
          .satisfies(call -> assertThat(call.status()).isEmpty());
    }
  }

  @Test
  void submitSaysNothingOfWhatWillBeCalled() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.start()) {
      TestClient client = new TestClient(emulator).with("X-Webhook-URL", url);

      assertThat(client.post(FLUX, BODY).header("x-emulator-warning")).isNull();
    }
  }

  @Test
  void slowReceiverDelaysNoOther() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        KreaEmulator emulator = KreaEmulator.builder().jobDuration(Duration.ZERO).start()) {
      TestClient client = new TestClient(emulator);
      client.with("X-Webhook-URL", "http://127.0.0.1:" + slow.getLocalPort() + "/").submit();
      try (Socket waiting = slow.accept()) {
        String id = client.with("X-Webhook-URL", url).submit();

        assertThat(take().path("job_id").asText()).isEqualTo(id);
        assertThat(emulator.webhookDeliveries())
            .as("the slow one is not done")
            .noneMatch(call -> call.url().getPort() == slow.getLocalPort());
        waiting
            .getOutputStream()
            .write("HTTP/1.1 202 Accepted\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void oneReceiverIsCalledInOrder() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().clock(clock).start()) {
      TestClient client = new TestClient(emulator).with("X-Webhook-URL", url);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ids.add(client.submit());
        clock.advance(Duration.ofMillis(1));
      }
      clock.advance(Duration.ofMinutes(1));

      for (String id : ids) {
        assertThat(take().path("job_id").asText()).isEqualTo(id);
      }
    }
  }

  @Test
  void userInfoIsNoPartOfTheHost() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.builder().jobDuration(Duration.ZERO).start()) {
      String secret = url.replace("http://", "http://user:secret@");
      new TestClient(emulator).with("X-Webhook-URL", secret).submit(FLUX, BODY);
      take();

      assertThat(hosts.poll(20, TimeUnit.SECONDS))
          .isEqualTo("127.0.0.1:" + receiver.getAddress().getPort());
    }
  }

  private JsonNode take() throws InterruptedException {
    String body = received.poll(20, TimeUnit.SECONDS);
    assertThat(body).as("a webhook").isNotNull();
    return Json.parse(body);
  }
}
