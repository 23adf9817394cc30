package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WebhookTest {
  private static final String BODY = "{\"prompt\": \"a fox\"}";

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final TestClock clock = new TestClock();
  private HttpServer receiver;
  private String url;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
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
      // One thread sends them in order: when the second is here the first is done with.
      client.with("X-Webhook-URL", url).submit(FLUX, BODY);
      take();

      WebhookDelivery first = emulator.webhookDeliveries().get(0);
      assertThat(first.url().getHost()).isEqualTo("192.0.2.1");
      assertThat(first.status()).isEmpty();
    }
  }

  private JsonNode take() throws InterruptedException {
    String body = received.poll(20, TimeUnit.SECONDS);
    assertThat(body).as("a webhook").isNotNull();
    return Json.parse(body);
  }
}
