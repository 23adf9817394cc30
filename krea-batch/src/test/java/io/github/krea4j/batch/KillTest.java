package io.github.krea4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.KreaClient;
import io.github.krea4j.batch.KilledBatch.Step;
import io.github.krea4j.emulator.KreaEmulator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real processes that are killed, and taken up by others: nothing is paid twice, nothing is lost.
 */
@Timeout(180)
class KillTest {
  private static final int ITEMS = 6;
  private static final int RANDOM_KILLS = Integer.getInteger("krea.batch.kills", 10);

  @TempDir Path folder;

  private volatile Duration shift = Duration.ZERO;
  private final KreaEmulator emulator =
      KreaEmulator.builder()
          .clock(() -> Instant.now().plus(shift))
          .jobDuration(Duration.ofMillis(400))
          .concurrency(2, 2)
          .start();

  @AfterEach
  void stop() {
    emulator.close();
  }

  private int run(Step step, int number) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(KilledBatch.class.getName());
    command.addAll(
        List.of(
            emulator.baseUrl().toString(),
            emulator.apiKey(),
            folder.toString(),
            String.valueOf(ITEMS),
            step.name(),
            String.valueOf(number),
            String.valueOf(shift.toMinutes())));
    File log = folder.resolve("log.txt").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start()
        .waitFor();
  }

  /** Runs on from where the last process ended, ten minutes later. */
  private void finish() throws IOException, InterruptedException {
    shift = shift.plusMinutes(10);
    int end = run(Step.NEVER, 0);
    assertThat(end).as(() -> read(folder.resolve("log.txt"))).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void assertEachPaidAndSavedOnce() throws IOException {
    try (KreaClient client =
        KreaClient.builder().baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build()) {
      assertThat(client.jobs().list().stream()).as("jobs that were paid").hasSize(ITEMS);
    }
    try (Stream<Path> files = Files.list(folder.resolve("files"))) {
      // What a killed download left is put away by a later one, not at once.
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.endsWith(".part")))
          .containsExactlyInAnyOrder(
              IntStream.range(0, ITEMS).mapToObj(i -> "fox-" + i + ".png").toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SOME_TIME", "NEVER"})
  void killedAtAStep(Step step) throws Exception {
    assertThat(run(step, 2)).as(() -> read(folder.resolve("log.txt"))).isEqualTo(KilledBatch.DEAD);
    finish();
    assertEachPaidAndSavedOnce();
  }

  static Stream<Integer> moments() {
    return new Random(15).ints(RANDOM_KILLS, 300, 2500).boxed();
  }

  @ParameterizedTest
  @MethodSource("moments")
  void killedTwiceAtSomeTime(int milliseconds) throws Exception {
    int first = run(Step.SOME_TIME, milliseconds);
    shift = shift.plusMinutes(10);
    int second = first == 0 ? 0 : run(Step.SOME_TIME, milliseconds / 2 + 500);
    assertThat(List.of(first, second)).allMatch(end -> end == 0 || end == KilledBatch.DEAD);
    finish();
    assertEachPaidAndSavedOnce();
  }
}
