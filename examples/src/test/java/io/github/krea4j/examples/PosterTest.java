package io.github.krea4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.emulator.KreaEmulatorExtension;
import io.github.krea4j.emulator.Reply;
import io.github.krea4j.errors.JobFailedException;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KreaEmulatorExtension.class)
class PosterTest {
  private static final WaitOptions OFTEN =
      WaitOptions.builder().pollInterval(Duration.ofMillis(20), Duration.ofMillis(50)).build();

  private static KreaClient client(KreaEmulator emulator) {
    return KreaClient.builder()
        .baseUrl(emulator.baseUrl())
        .apiKey(emulator.apiKey())
        .waitDefaults(OFTEN)
        .build();
  }

  @Test
  void aPosterHasTheSizeOfTheWall(KreaEmulator emulator) {
    try (KreaClient krea = client(emulator)) {
      Job job =
          krea.generate(new Flux1DevRequest().prompt("a red fox").width(1024).height(512)).await();

      assertEquals(1, job.urls().size());
      assertEquals(1, emulator.requests("image/bfl/flux-1-dev").size());
    }
  }

  @Test
  void aRefusalIsReported(KreaEmulator emulator) {
    emulator.script("image/bfl/flux-1-dev").fail("nsfw", "not that");
    try (KreaClient krea = client(emulator)) {
      JobHandle handle = krea.generate(new Flux1DevRequest().prompt("a red fox"));

      assertThrows(JobFailedException.class, handle::await);
    }
  }

  @Test
  void anUncertainSubmitIsNotRepeated(KreaEmulator emulator) {
    emulator.script("image/bfl/flux-1-dev").replyOnce(Reply.edgeError(502));
    try (KreaClient krea = client(emulator)) {
      assertThrows(
          SubmissionUncertainException.class,
          () -> krea.generate(new Flux1DevRequest().prompt("a red fox")));
      assertEquals(1, emulator.requests("image/bfl/flux-1-dev").size());
    }
  }
}
