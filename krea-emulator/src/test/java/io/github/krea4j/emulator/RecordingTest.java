package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RecordingTest {
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void requestIsKeptAsItCame(KreaEmulator emulator) throws Exception {
    client.with("X-Trace", "abc").post(FLUX + "?a=b%20c", "{\"prompt\": \"Füchse\"}");

    RecordedRequest request = emulator.requests().get(0);

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo(FLUX);
    assertThat(request.query()).isEqualTo("a=b%20c");
    assertThat(request.header("x-trace")).contains("abc");
    assertThat(request.header("other")).isEmpty();
    assertThat(request.bodyText()).isEqualTo("{\"prompt\": \"Füchse\"}");
    assertThat(request.body()).hasSize(21);
    assertThat(request.receivedAt()).isEqualTo(CLOCK.instant());
  }

  @Test
  void neitherKeyNorPromptShowInText(KreaEmulator emulator) throws Exception {
    client.post(FLUX, "{\"prompt\": \"a secret fox\"}");

    RecordedRequest request = emulator.requests().get(0);

    assertThat(request).hasToString("POST " + FLUX + " (26 B)");
    assertThat(request.headers().get("authorization"))
        .containsExactly("Bearer " + emulator.apiKey());
  }

  @Test
  void requestsOfOneOperationAreFound(KreaEmulator emulator) throws Exception {
    String id = client.submit();
    client.job(id);
    client.job(id);

    assertThat(emulator.requests()).hasSize(3);
    assertThat(emulator.requests("GET /jobs/{id}")).hasSize(2);
    assertThat(emulator.requests("image/bfl/flux-1-dev")).hasSize(1);
    assertThat(emulator.requests("GET /jobs")).isEmpty();
  }

  @Test
  void downloadsAreKeptToo(KreaEmulator emulator) throws Exception {
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));
    TestClient.download(client.job(id).at("/result/urls/0").asText());

    RecordedRequest request = emulator.requests().get(2);

    assertThat(request.path()).startsWith("/images/");
    assertThat(request.header("Authorization")).isEmpty();
  }

  @Test
  void resetForgetsEverything(KreaEmulator emulator) throws Exception {
    emulator.script().reply(Reply.empty(500));
    emulator.script().reset();
    String job = client.submit();
    client.upload("a.wav", "audio/wav", new byte[] {1});
    emulator.script().reply(Reply.empty(500));
    emulator.concurrency(0, 0);

    emulator.reset();

    assertThat(emulator.requests()).isEmpty();
    assertThat(client.get("/jobs/" + job).status()).isEqualTo(404);
    assertThat(client.get("/assets").json().path("items")).isEmpty();
    assertThat(client.submit()).isNotEqualTo(job);
  }

  @Test
  void listIsASnapshot(KreaEmulator emulator) throws Exception {
    List<RecordedRequest> before = emulator.requests();
    client.get("/jobs");

    assertThat(before).isEmpty();
  }
}
