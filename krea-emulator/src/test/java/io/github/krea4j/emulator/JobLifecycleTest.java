package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JobLifecycleTest {
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(
          KreaEmulator.builder().clock(CLOCK).jobDuration(Duration.ofSeconds(3)));

  private TestClient client;

  @BeforeEach
  void connect(KreaEmulator emulator) {
    client = new TestClient(emulator);
  }

  @Test
  void jobGoesThroughItsStates() throws Exception {
    String id = client.submit();

    List<String> seen = new ArrayList<>();
    for (int second = 0; second < 4; second++) {
      seen.add(client.status(id));
      CLOCK.advance(Duration.ofSeconds(1));
    }

    assertThat(seen).containsExactly("queued", "processing", "sampling", "completed");
  }

  @Test
  void runningJobHasExplicitNulls() throws Exception {
    JsonNode submitted = client.post(TestClient.FLUX, "{\"prompt\": \"x\"}").json();
    JsonNode read = client.job(submitted.path("job_id").asText());

    for (JsonNode job : List.of(submitted, read)) {
      assertThat(job.path("completed_at").isNull()).isTrue();
      assertThat(job.path("result").isNull()).isTrue();
      assertThat(job.has("error")).isFalse();
    }
  }

  @Test
  void completedJobHasItsTimeAndUrls() throws Exception {
    String id = client.submit();
    String created = client.job(id).path("created_at").asText();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode job = client.job(id);

    Instant completed = Instant.parse(job.path("completed_at").asText());
    assertThat(completed).isEqualTo(Instant.parse(created).plusSeconds(3));
    assertThat(job.path("result").path("urls")).hasSize(1);
  }

  @Test
  void unknownJobIsNotFound() throws Exception {
    assertThat(client.get("/jobs/4d0e5f97-9721-4422-b88c-73a9032d7de1").status()).isEqualTo(404);
  }

  @Test
  void cancelledJobStaysCancelled() throws Exception {
    String id = client.submit();

    TestClient.Answer answer = client.delete("/jobs/" + id);
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("content-type")).isNull();
    assertThat(client.status(id)).isEqualTo("cancelled");
  }

  @Test
  void endedJobIsTooLateToCancel() throws Exception {
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(client.delete("/jobs/" + id).status()).isEqualTo(404);
    assertThat(client.status(id)).isEqualTo("completed");
  }

  @Test
  void statesAndTimesAreScripted(KreaEmulator emulator) throws Exception {
    emulator
        .script("video/google/veo-2")
        .states("scheduled", "warming-up", "intermediate-complete", "completed")
        .duration(Duration.ofSeconds(100))
        .stateDuration("warming-up", Duration.ofSeconds(80));
    String video = client.submit(TestClient.VEO, "{\"prompt\": \"x\"}");

    assertThat(client.status(video)).isEqualTo("scheduled");
    CLOCK.advance(Duration.ofSeconds(10));
    assertThat(client.status(video)).isEqualTo("warming-up");
    CLOCK.advance(Duration.ofSeconds(80));
    assertThat(client.job(video).path("result").path("urls")).as("a preview").hasSize(1);
    assertThat(client.status(video)).isEqualTo("intermediate-complete");
    CLOCK.advance(Duration.ofSeconds(10));
    assertThat(client.status(video)).isEqualTo("completed");
  }

  @Test
  void scriptOfOneModelLeavesOthersAlone(KreaEmulator emulator) throws Exception {
    emulator.script("video/google/veo-2").states("processing");

    String image = client.submit();

    assertThat(client.status(image)).isEqualTo("queued");
  }

  @Test
  void generalScriptHoldsWhereTheOneOfTheModelIsSilent(KreaEmulator emulator) throws Exception {
    emulator.script().states("processing", "completed").duration(Duration.ofSeconds(50));
    emulator.script("image/bfl/flux-1-dev").duration(Duration.ofSeconds(5));
    String id = client.submit();

    assertThat(client.status(id)).isEqualTo("processing");
    CLOCK.advance(Duration.ofSeconds(5));
    assertThat(client.status(id)).isEqualTo("completed");
  }

  @Test
  void jobThatNeverEnds(KreaEmulator emulator) throws Exception {
    emulator.script().states("queued", "processing");
    String id = client.submit();
    CLOCK.advance(Duration.ofDays(1));

    assertThat(client.status(id)).isEqualTo("processing");
  }

  @Test
  void timeScaleMakesTwoMinutesTwoSeconds(KreaEmulator emulator) throws Exception {
    emulator.timeScale(1 / 60.0);
    emulator.script().duration(Duration.ofMinutes(2));
    String id = client.submit();

    CLOCK.advance(Duration.ofMillis(1999));
    assertThat(client.status(id)).isEqualTo("sampling");
    CLOCK.advance(Duration.ofMillis(1));
    assertThat(client.status(id)).isEqualTo("completed");
  }

  @Test
  void averageDurationsComeFromTheDocument() throws Exception {
    try (KreaEmulator slow =
        KreaEmulator.builder()
            .document(TestDocument.FROZEN)
            .clock(CLOCK)
            .averageDurations()
            .start()) {
      TestClient caller = new TestClient(slow);
      String id = caller.submit();

      CLOCK.advance(Duration.ofMillis(6_900));
      assertThat(caller.status(id)).isEqualTo("sampling");
      CLOCK.advance(Duration.ofMillis(200));
      assertThat(caller.status(id)).isEqualTo("completed");
    }
  }

  @Test
  void failureHasCodeAndMessage(KreaEmulator emulator) throws Exception {
    emulator.script().fail("nsfw", "The prompt was refused");
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode job = client.job(id);

    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.path("error"))
        .isEqualTo(Json.parse("{\"code\":\"nsfw\",\"message\":\"The prompt was refused\"}"));
    assertThat(job.path("completed_at").isTextual()).isTrue();
  }

  @Test
  void failureInItsOlderPlace(KreaEmulator emulator) throws Exception {
    emulator.script().failInsideResult("ip_detected", "No");
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode job = client.job(id);

    assertThat(job.has("error")).isFalse();
    assertThat(job.at("/result/error/code").asText()).isEqualTo("ip_detected");
  }

  @Test
  void failureWithoutAReason(KreaEmulator emulator) throws Exception {
    emulator.script().failSilently();
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode job = client.job(id);

    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.has("error")).isFalse();
    assertThat(job.path("result")).isEmpty();
  }

  @Test
  void completedWithNothing(KreaEmulator emulator) throws Exception {
    emulator.script().emptyResult();
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(client.status(id)).isEqualTo("completed");
    assertThat(client.job(id).path("result").toString()).isEqualTo("{}");
  }

  @Test
  void previewStandsBeforeTheModel(KreaEmulator emulator) throws Exception {
    emulator.script().modelAndPreview();
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    JsonNode urls = client.job(id).path("result").path("urls");

    assertThat(urls.findValuesAsText("type")).containsExactly("preview", "model");
    assertThat(urls.get(1).path("url").asText()).endsWith(".glb");
  }

  @Test
  void severalOutputs(KreaEmulator emulator) throws Exception {
    emulator.script().outputs(3);
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(client.job(id).path("result").path("urls")).hasSize(3);
  }

  @Test
  void anyResultAtAll(KreaEmulator emulator) throws Exception {
    emulator.script().result("{\"urls\": {\"a\": [\"http://x/1\"]}}");
    String id = client.submit();
    CLOCK.advance(Duration.ofMinutes(1));

    assertThat(client.job(id).at("/result/urls/a/0").asText()).isEqualTo("http://x/1");
  }
}
