package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static io.github.krea4j.emulator.TestClient.VEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slots that change on the way, are used by others, or are counted by type. */
final class SlotsTest {
  private static final String BODY = "{\"prompt\": \"x\"}";
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(
          KreaEmulator.builder().clock(CLOCK).jobDuration(Duration.ofSeconds(3)).concurrency(2, 9));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  private List<String> submit(int count) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(client.submit());
    }
    return ids;
  }

  private List<String> statuses(List<String> ids) throws Exception {
    List<String> statuses = new ArrayList<>();
    for (String id : ids) {
      statuses.add(client.status(id));
    }
    return statuses;
  }

  @Test
  void moreSlotsAreTakenAtOnceAndInOrder(KreaEmulator emulator) throws Exception {
    List<String> ids = submit(5);

    emulator.concurrency(4, 9);

    assertThat(statuses(ids)).containsExactly("queued", "queued", "queued", "queued", "backlogged");
  }

  @Test
  void fewerSlotsLetRunWhatRuns(KreaEmulator emulator) throws Exception {
    List<String> ids = submit(3);

    emulator.concurrency(1, 9);

    assertThat(statuses(ids)).containsExactly("queued", "queued", "backlogged");
    CLOCK.advance(Duration.ofSeconds(3));
    assertThat(statuses(ids)).containsExactly("completed", "completed", "queued");
  }

  @Test
  void anotherClientsJobsTakeSlots(KreaEmulator emulator) throws Exception {
    emulator.occupy(1);
    List<String> ids = submit(2);
    assertThat(statuses(ids)).containsExactly("queued", "backlogged");

    emulator.occupy(0);

    assertThat(statuses(ids)).containsExactly("queued", "queued");
  }

  @Test
  void anotherClientCanTakeThemAll(KreaEmulator emulator) throws Exception {
    emulator.occupy(5);

    List<String> ids = submit(1);

    assertThat(statuses(ids)).containsExactly("backlogged");
    CLOCK.advance(Duration.ofHours(1));
    assertThat(statuses(ids)).as("nothing ends meanwhile").containsExactly("backlogged");
  }

  @Test
  void typeHasALimitOfItsOwn(KreaEmulator emulator) throws Exception {
    emulator.typeLimit("videoV2", 1);
    String video = client.submit(VEO, BODY);

    TestClient.Answer second = client.post(VEO, BODY);

    assertThat(second.status()).isEqualTo(429);
    assertThat(second.error()).contains("CONCURRENCY_LIMIT_REACHED");
    assertThat(client.post(FLUX, BODY).status()).as("another type").isEqualTo(200);
    client.delete("/jobs/" + video);
    assertThat(client.post(VEO, BODY).status()).as("after the end").isEqualTo(200);
  }

  @Test
  void resetBringsTheSlotsOfTheStartBack(KreaEmulator emulator) throws Exception {
    emulator.occupy(2);
    emulator.typeLimit("externalImage", 0);
    emulator.concurrency(0, 0);

    emulator.reset();

    assertThat(statuses(submit(3))).containsExactly("queued", "queued", "backlogged");
  }

  @Test
  void refusedSubmitLeavesNoFile(KreaEmulator emulator) throws Exception {
    emulator.concurrency(0, 0);
    client.post(FLUX, BODY);

    assertThat(client.get("/_emulator/feed").json().path("jobs")).isEmpty();
    assertThat(client.get("/_emulator/feed").json().at("/slots/submitted").asInt()).isZero();
  }

  @Test
  void negativeNumbersAreRefused(KreaEmulator emulator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.occupy(-1))
        .withMessage("A number of jobs cannot be negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KreaEmulator.builder().typeLimit("videoV2", -2))
        .withMessage("A number of jobs cannot be negative: -2");
  }
}
