package io.github.krea4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.KreaClient;
import io.github.krea4j.batch.KilledBatch.Step;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.internal.batch.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real processes that are killed, and taken up by others: nothing is paid twice, nothing is lost.
 */
@Timeout(180)
class KillTest {
  private static final int ITEMS = 6;

  /** H2 does not promise that what is committed is on the disk. */
  private static final List<TestDatabase> KEPT =
      List.of(TestDatabase.SQLITE, TestDatabase.POSTGRES);

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

  private int run(TestDatabase.Place place, Step step, int number)
      throws IOException, InterruptedException {
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
            String.valueOf(shift.toMinutes()),
            place.url()));
    File log = folder.resolve("log.txt").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start()
        .waitFor();
  }

  /** Runs on from where the last process ended, ten minutes later. */
  private void finish(TestDatabase.Place place) throws IOException, InterruptedException {
    shift = shift.plusMinutes(10);
    int end = run(place, Step.NEVER, 0);
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
      assertThat(client.jobs().list().stream())
          .as(() -> "jobs that were paid\n" + read(folder.resolve("log.txt")))
          .hasSize(ITEMS);
    }
    try (Stream<Path> files = Files.list(folder.resolve("files"))) {
      // What a killed download left is put away by a later one, not at once.
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.endsWith(".part")))
          .as(() -> read(folder.resolve("log.txt")))
          .containsExactlyInAnyOrder(
              IntStream.range(0, ITEMS).mapToObj(i -> "fox-" + i + ".png").toArray(String[]::new));
    }
  }

  static Stream<Arguments> steps() {
    return KEPT.stream()
        .flatMap(
            database ->
                Arrays.stream(Step.values())
                    .filter(step -> step != Step.SOME_TIME && step != Step.NEVER)
                    .map(step -> Arguments.of(database, step)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void killedAtAStep(TestDatabase database, Step step) throws Exception {
    TestDatabase.Place place = database.place(folder);
    assertThat(run(place, step, 2))
        .as(() -> read(folder.resolve("log.txt")))
        .isEqualTo(KilledBatch.DEAD);
    finish(place);
    assertEachPaidAndSavedOnce();
  }

  static Stream<Arguments> moments() {
    return KEPT.stream()
        .flatMap(
            database ->
                new Random(15)
                    .ints(RANDOM_KILLS, 300, 2500)
                    .mapToObj(moment -> Arguments.of(database, moment)));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void killedTwiceAtSomeTime(TestDatabase database, int milliseconds) throws Exception {
    TestDatabase.Place place = database.place(folder);
    int first = run(place, Step.SOME_TIME, milliseconds);
    shift = shift.plusMinutes(10);
    int second = first == 0 ? 0 : run(place, Step.SOME_TIME, milliseconds / 2 + 500);
    assertThat(List.of(first, second)).allMatch(end -> end == 0 || end == KilledBatch.DEAD);
    finish(place);
    assertEachPaidAndSavedOnce();
  }
}
