package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JobListTest {
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
  void newestComesFirst() throws Exception {
    String first = client.submit();
    CLOCK.advance(Duration.ofSeconds(1));
    String second = client.submit();

    assertThat(ids(client.get("/jobs"))).containsExactly(second, first);
  }

  @Test
  void lastPageHasNullForACursor() throws Exception {
    client.submit();

    JsonNode page = client.get("/jobs?limit=1").json();

    assertThat(page.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void pagesOfEqualTimesHoldEveryJobOnce() throws Exception {
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      submitted.add(client.submit());
    }

    List<String> listed = walk(client, 3);

    assertThat(listed).containsExactlyInAnyOrderElementsOf(submitted).hasSize(7);
  }

  @Test
  void cursorIsTheTimeOfTheLastItem() throws Exception {
    client.submit();
    client.submit();

    JsonNode page = client.get("/jobs?limit=1").json();

    String created = page.at("/items/0/created_at").asText().replace("Z", "");
    assertThat(page.path("next_cursor").asText()).startsWith(created);
  }

  @Test
  void ownTimeAsCursorGivesWhatIsOlder() throws Exception {
    String old = client.submit();
    CLOCK.advance(Duration.ofSeconds(10));
    String border = client.job(client.submit()).path("created_at").asText();

    assertThat(ids(client.get("/jobs?cursor=" + border))).containsExactly(old);
  }

  @Test
  void coarseCursorsRepeatTheBorder() throws Exception {
    try (KreaEmulator coarse = KreaEmulator.builder().clock(CLOCK).repeatingPageBorders().start()) {
      TestClient caller = new TestClient(coarse);
      for (int i = 0; i < 3; i++) {
        caller.submit();
        CLOCK.advance(Duration.ofSeconds(1));
      }

      List<String> first = ids(caller.get("/jobs?limit=2"));
      String cursor = caller.get("/jobs?limit=2").json().path("next_cursor").asText();
      List<String> second = ids(caller.get("/jobs?limit=2&cursor=" + cursor));

      assertThat(second.get(0)).isEqualTo(first.get(1));
    }
  }

  @Test
  void filtersByStatusAndType() throws Exception {
    String image = client.submit();
    String video = client.submit(TestClient.VEO, "{\"prompt\": \"x\"}");
    client.delete("/jobs/" + video);

    assertThat(ids(client.get("/jobs?status=cancelled"))).containsExactly(video);
    assertThat(ids(client.get("/jobs?types=flux,externalImage"))).containsExactly(image);
    assertThat(ids(client.get("/jobs?status=failed"))).isEmpty();
  }

  static List<String> walk(TestClient client, int limit) throws Exception {
    List<String> ids = new ArrayList<>();
    String query = "?limit=" + limit;
    for (int pages = 0; pages < 100; pages++) {
      JsonNode page = client.get("/jobs" + query).json();
      page.path("items").forEach(job -> ids.add(job.path("job_id").asText()));
      if (page.path("next_cursor").isNull()) {
        return ids;
      }
      String cursor = page.path("next_cursor").asText();
      query = "?limit=" + limit + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }
    throw new AssertionError("The list does not end");
  }

  private static List<String> ids(TestClient.Answer answer) {
    return answer.json().path("items").findValuesAsText("job_id");
  }
}
