package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an emulator holds is bounded, and the oldest goes. */
@Timeout(60)
final class CapacityTest {
  private static final String BODY = "{\"prompt\": \"x\"}";

  private final TestClock clock = new TestClock();
  private KreaEmulator emulator;
  private TestClient client;

  private void start(Capacity capacity) {
    KreaEmulator.Builder builder = KreaEmulator.builder().clock(clock);
    builder.settings().capacity = capacity;
    emulator = builder.start();
    client = new TestClient(emulator);
  }

  @AfterEach
  void close() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Test
  void ofJobsThatHaveEndedTheOldestGoWithTheirFiles() throws Exception {
    start(new Capacity(1 << 20, 1 << 20, 1 << 20, 1 << 20, 10));
    String first = client.submit();
    clock.advance(Duration.ofSeconds(1));
    String file = client.job(first).at("/result/urls/0").asText();
    assertThat(TestClient.download(file).status()).isEqualTo(200);
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(client.submit());
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(client.get("/jobs/" + first).status()).isEqualTo(404);
    assertThat(TestClient.download(file).status()).isEqualTo(404);
    assertThat(client.status(others.get(0))).isEqualTo("completed");
    assertThat(client.get("/jobs").json().path("items")).hasSize(10);
    assertThat(client.get("/_emulator/feed").json().at("/slots/submitted").asInt()).isEqualTo(11);
  }

  @Test
  void jobsThatRunNeverGo() throws Exception {
    start(new Capacity(1 << 20, 1 << 20, 1 << 20, 1 << 20, 3));
    List<String> running = List.of(client.submit(), client.submit(), client.submit());

    assertThat(client.post(FLUX, BODY).status()).isEqualTo(429);
    for (String id : running) {
      assertThat(client.status(id)).isEqualTo("queued");
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.post(FLUX, BODY).status()).isEqualTo(200);
  }

  @Test
  void ofUploadsTheOldestGo() throws Exception {
    start(new Capacity(1 << 20, 100_000, 1 << 20, 1 << 20, 10));
    String first = upload(40_000);
    String second = upload(40_000);

    String third = upload(40_000);

    assertThat(TestClient.download(first).status()).isEqualTo(404);
    assertThat(TestClient.download(second).status()).isEqualTo(200);
    assertThat(TestClient.download(third).status()).isEqualTo(200);
    assertThat(client.get("/assets").json().path("items")).hasSize(2);
    String body = "{\"prompt\": \"x\", \"image_url\": \"" + first + "\"}";
    assertThat(client.post(FLUX, body).status()).isEqualTo(422);
  }

  private String upload(int size) throws Exception {
    return client.upload("a.wav", "audio/wav", new byte[size]).json().path("image_url").asText();
  }

  @Test
  void ofRequestsTheOldestGoAndLargeBodiesAreCut() throws Exception {
    start(new Capacity(8 << 20, 1 << 20, 1 << 20, 20_000, 10));
    client.get("/jobs?limit=7");
    for (int i = 0; i < 20; i++) {
      client.get("/jobs");
    }
    assertThat(emulator.requests())
        .hasSizeBetween(5, 20)
        .noneMatch(request -> request.query().equals("limit=7"));

    client.post(FLUX, "{\"prompt\": \"" + "x".repeat(2_000_000) + "\"}");

    assertThat(emulator.requests())
        .singleElement()
        .satisfies(
            last -> {
              assertThat(last.body()).hasSize(1 << 20);
            });
  }

  @Test
  void uploadHoldsNothingOfItsBodyButTheFile() {
    ByteBuffer file = ByteBuffer.wrap(new byte[1_000_000], 10, 4).slice();

    ByteBuffer held = AssetRoutes.held(file, 1_000_000);

    assertThat(held).isNotSameAs(file).isEqualTo(file);
    assertThat(AssetRoutes.held(file, 6)).as("most of the body").isSameAs(file);
  }

  @Test
  void capacityGrowsWithTheHeapAndTakesTheLargestUploadAlways() {
    Capacity small = Capacity.ofHeap(512 * Capacity.MEBIBYTE);
    Capacity large = Capacity.ofHeap(8 * 1024 * Capacity.MEBIBYTE);

    assertThat(small.work()).isBetween(76 * Capacity.MEBIBYTE, 100 * Capacity.MEBIBYTE);
    assertThat(Capacity.ofHeap(1).work()).isGreaterThan(76 * Capacity.MEBIBYTE);
    assertThat(small.jobs()).isGreaterThan(50_000);
    assertThat(large.jobs()).isGreaterThan(1_000_000);
    assertThat(small.work() + small.uploads() + small.drawings() + 2 * small.requests())
        .as("half of the heap, without the jobs' fifth")
        .isLessThan(256 * Capacity.MEBIBYTE);
  }
}
