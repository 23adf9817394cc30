package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ConcurrencyTest {
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(
          KreaEmulator.builder().clock(CLOCK).jobDuration(Duration.ofSeconds(3)).concurrency(1, 2));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void jobOverTheLimitIsBackloggedAndStartsWhenAnotherEnds() throws Exception {
    client.submit();
    String second = client.submit();
    assertThat(client.status(second)).isEqualTo("backlogged");

    CLOCK.advance(Duration.ofSeconds(3));
    assertThat(client.status(second)).isEqualTo("queued");

    CLOCK.advance(Duration.ofSeconds(3));
    assertThat(client.status(second)).isEqualTo("completed");
  }

  @Test
  void backlogIsServedInOrderThoughNobodyLooks() throws Exception {
    client.submit();
    String second = client.submit();
    String third = client.submit();

    CLOCK.advance(Duration.ofMillis(7_500));

    assertThat(client.status(second)).isEqualTo("completed");
    assertThat(client.status(third)).isEqualTo("processing");
  }

  @Test
  void fullBacklogIsA429() throws Exception {
    client.submit();
    client.submit();
    client.submit();

    TestClient.Answer answer = client.post(TestClient.FLUX, "{\"prompt\": \"x\"}");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.error()).contains("CONCURRENCY_LIMIT_REACHED");
    assertThat(client.get("/jobs").json().path("items")).hasSize(3);
  }

  @Test
  void cancelMakesRoom() throws Exception {
    String first = client.submit();
    String second = client.submit();

    client.delete("/jobs/" + first);

    assertThat(client.status(second)).isEqualTo("queued");
  }

  @Test
  void backloggedJobCanBeCancelled() throws Exception {
    client.submit();
    String second = client.submit();
    String third = client.submit();

    assertThat(client.delete("/jobs/" + second).status()).isEqualTo(200);
    CLOCK.advance(Duration.ofSeconds(3));

    assertThat(client.status(second)).isEqualTo("cancelled");
    assertThat(client.status(third)).isEqualTo("queued");
  }

  @Test
  void limitsCanChangeOnTheWay(KreaEmulator emulator) throws Exception {
    emulator.concurrency(0, 1);
    client.submit();

    assertThat(client.post(TestClient.FLUX, "{\"prompt\": \"x\"}").status()).isEqualTo(429);
  }
}
