package io.github.krea4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.internal.batch.Journal;
import io.github.krea4j.internal.batch.RequestDigest;
import io.github.krea4j.internal.batch.SqliteStore;
import io.github.krea4j.model.Flux1DevRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches against the emulator, from the first item to the files. */
@Timeout(60)
class BatchTest {
  private static final String SUBMIT = "POST /generate/image/bfl/flux-1-dev";

  @TempDir Path folder;

  private final KreaEmulator emulator =
      KreaEmulator.builder().jobDuration(Duration.ofMillis(300)).start();
  private KreaClient client;

  @BeforeEach
  void connect() {
    client = KreaClient.builder().baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build();
  }

  @AfterEach
  void close() {
    client.close();
    emulator.close();
  }

  private Batch.Builder builder() {
    return Batch.builder(client)
        .journal(folder.resolve("journal.db"))
        .downloadTo(folder.resolve("files"))
        .waitOptions(oftenLooking());
  }

  private static WaitOptions oftenLooking() {
    return WaitOptions.builder()
        .pollInterval(Duration.ofMillis(50), Duration.ofMillis(100))
        .build();
  }

  private static Stream<BatchItem> items(int count) {
    return IntStream.range(0, count).mapToObj(BatchTest::item);
  }

  private static BatchItem item(int i) {
    return BatchItem.of(
        "fox-" + i, new Flux1DevRequest().prompt("fox " + i).width(512).height(512));
  }

  private int accepted() {
    return emulator.requests(SUBMIT).size();
  }

  @Test
  void everyItemIsSubmittedOnceAndSaved() {
    emulator.concurrency(2, 2);
    try (Batch batch = builder().build()) {
      BatchReport report = batch.run(items(8));

      assertThat(report.complete()).isTrue();
      assertThat(report.counts()).containsEntry(ItemState.COMPLETED, 8L);
      assertThat(report.stopped()).isEmpty();
      try (Stream<ItemOutcome> outcomes = report.outcomes()) {
        assertThat(outcomes.toList())
            .extracting(ItemOutcome::key)
            .containsExactly(items(8).map(BatchItem::key).toArray(String[]::new));
      }
    }
    for (int i = 0; i < 8; i++) {
      assertThat(folder.resolve("files/fox-" + i + ".png")).isNotEmptyFile();
    }
  }

  @Test
  void runningAgainDoesNothing() {
    try (Batch batch = builder().build()) {
      batch.run(items(3));
    }
    int before = accepted();
    int requests = emulator.requests().size();

    try (Batch batch = builder().build()) {
      assertThat(batch.run(items(3)).complete()).isTrue();
    }

    assertThat(accepted()).isEqualTo(before).isEqualTo(3);
    assertThat(emulator.requests()).hasSize(requests);
  }

  @Test
  void aFileThatIsGoneIsSavedAgainWithoutASubmit() throws Exception {
    try (Batch batch = builder().build()) {
      batch.run(items(2));
    }
    Files.delete(folder.resolve("files/fox-1.png"));

    try (Batch batch = builder().build()) {
      assertThat(batch.report().complete()).isFalse();
      assertThat(batch.run(items(2)).complete()).isTrue();
    }

    assertThat(folder.resolve("files/fox-1.png")).isNotEmptyFile();
    assertThat(accepted()).isEqualTo(2);
  }

  @Test
  void moreItemsAreSubmittedByALaterRun() {
    try (Batch batch = builder().build()) {
      batch.run(items(2));
      batch.run(items(4));
    }
    assertThat(accepted()).isEqualTo(4);
  }

  @Test
  void twoRequestsUnderOneKeyAreRefusedBeforeTheSecondIsSent() {
    try (Batch batch = builder().build()) {
      batch.run(items(1));
      assertThatThrownBy(
              () ->
                  batch.run(Stream.of(BatchItem.of("fox-0", new Flux1DevRequest().prompt("hare")))))
          .isInstanceOf(BatchException.class)
          .hasMessageContaining("\"fox-0\"")
          .hasMessageContaining("Give this item another key");
    }
    assertThat(accepted()).isEqualTo(1);
  }

  @Test
  void aRequestThatTheServiceRefusesIsNotTriedAgainUnlessAskedFor() {
    BatchItem bad = BatchItem.of("bad", "image/bfl/flux-1-dev", Map.of("prompt", "a", "width", 1));
    try (Batch batch = builder().build()) {
      BatchReport report = batch.run(Stream.of(bad, item(1)));
      assertThat(report.counts())
          .containsEntry(ItemState.REFUSED, 1L)
          .containsEntry(ItemState.COMPLETED, 1L);
      assertThat(report.complete()).isTrue();
    }
    int before = emulator.requests(SUBMIT).size();
    try (Batch batch = builder().build()) {
      batch.run(Stream.of(bad));
    }
    assertThat(emulator.requests(SUBMIT)).hasSize(before);
    try (Batch batch = builder().again(ItemState.REFUSED).build()) {
      batch.run(Stream.of(bad));
    }
    assertThat(emulator.requests(SUBMIT)).hasSize(before + 1);
  }

  @Test
  void theBudgetStopsBeforeTheItemThatWouldExceedIt() {
    try (Batch batch = builder().budget(new BigDecimal("7"), "compute units").build()) {
      BatchReport report = batch.run(items(5));
      assertThat(report.counts()).containsEntry(ItemState.COMPLETED, 2L);
      assertThat(report.complete()).isFalse();
      assertThat(report.stopped()).hasValue("The budget of 7 compute units is used up.");
    }
    try (Batch batch = builder().budget(new BigDecimal("10"), "compute units").build()) {
      assertThat(batch.run(items(5)).counts()).containsEntry(ItemState.COMPLETED, 3L);
    }
    assertThat(accepted()).isEqualTo(3);
  }

  @Test
  void itemsWithoutAPriceAreLeftOutOfABudget() {
    try (Batch batch = builder().budget(BigDecimal.TEN, "USD").build()) {
      BatchReport report = batch.run(items(2));
      assertThat(report.counts()).containsEntry(ItemState.LEFT_OUT, 2L);
      assertThat(report.complete()).isFalse();
    }
    assertThat(accepted()).isZero();
  }

  @Test
  void aSecondProcessIsRefusedTheJournal() {
    try (Batch first = builder().build()) {
      assertThat(first.report().counts()).containsEntry(ItemState.COMPLETED, 0L);
      assertThatThrownBy(() -> builder().build())
          .isInstanceOf(BatchException.class)
          .hasMessageContaining("in use by another process");
    }
    try (Batch later = builder().build()) {
      assertThat(later.report().complete()).isTrue();
    }
  }

  @Test
  void keysThatNoDiskTakesGetNamesOfTheirOwn() throws Exception {
    List<String> keys = List.of("../x", "a/b", "CON", "A", "a", "ü".repeat(150));
    try (Batch batch = builder().build()) {
      BatchReport report =
          batch.run(
              keys.stream().map(key -> BatchItem.of(key, new Flux1DevRequest().prompt("a fox"))));
      assertThat(report.complete()).isTrue();
    }
    try (Stream<Path> files = Files.list(folder.resolve("files"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names.stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)).distinct())
          .hasSize(keys.size());
      assertThat(names).allMatch(name -> name.endsWith(".png") && !name.contains("/"));
    }
    assertThat(folder.resolve("x.png")).doesNotExist();
  }

  /** Has the journal say of an item that its submit may have been accepted. */
  private void leaveUncertain(BatchItem item) {
    try (Journal journal =
        new Journal(SqliteStore.open(folder.resolve("journal.db"), Instant.now()))) {
      journal.plan(item.key(), RequestDigest.of(item), item.model(), null);
      journal.intent(item.key(), Instant.now(), Duration.ofSeconds(60), null);
      journal.state(item.key(), ItemState.UNCERTAIN, "no answer");
    }
  }

  private JobHandle submitByHand(BatchItem item) {
    return client.generate(item.request().orElseThrow());
  }

  private static ItemOutcome outcome(Batch batch, String key) {
    try (Stream<ItemOutcome> outcomes = batch.report().outcomes()) {
      return outcomes.filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    }
  }

  @Test
  void anAdoptedJobIsAwaitedAndSaved() {
    leaveUncertain(item(0));
    JobHandle job = submitByHand(item(0));
    try (Batch batch = builder().build()) {
      batch.adopt("fox-0", job.id());
      assertThat(outcome(batch, "fox-0").state()).isEqualTo(ItemState.RUNNING);

      assertThat(batch.run(items(1)).complete()).isTrue();
      assertThat(outcome(batch, "fox-0").jobId()).hasValue(job.id());
      assertThat(outcome(batch, "fox-0").files()).hasSize(1);
    }
    assertThat(accepted()).isEqualTo(1);
  }

  @Test
  void aJobThatTheServiceDoesNotKnowIsNotAdopted() {
    leaveUncertain(item(0));
    try (Batch batch = builder().build()) {
      assertThatThrownBy(() -> batch.adopt("fox-0", "00000000-0000-0000-0000-000000000000"))
          .isInstanceOf(NotFoundException.class);
      assertThat(outcome(batch, "fox-0").state()).isEqualTo(ItemState.UNCERTAIN);
    }
  }

  @Test
  void aJobOfOneItemIsNotAdoptedForAnother() {
    leaveUncertain(item(0));
    leaveUncertain(item(1));
    JobHandle job = submitByHand(item(0));
    try (Batch batch = builder().build()) {
      batch.adopt("fox-0", job.id());
      assertThatThrownBy(() -> batch.adopt("fox-1", job.id()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("belongs to another item");
      assertThatThrownBy(() -> batch.adopt("fox-0", job.id()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("only an uncertain one can be settled");
      assertThatThrownBy(() -> batch.adopt("hare", job.id()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("The journal has no item \"hare\".");
    }
  }

  @Test
  void aReleasedItemIsSubmitted() {
    leaveUncertain(item(0));
    try (Batch batch = builder().build()) {
      batch.release("fox-0");
      assertThat(outcome(batch, "fox-0").state()).isEqualTo(ItemState.PLANNED);
      assertThat(batch.run(items(1)).complete()).isTrue();
    }
    assertThat(accepted()).isEqualTo(1);
  }

  @Test
  void aWebhookSettlesAnUncertainItem() {
    leaveUncertain(item(0));
    JobHandle job = submitByHand(item(0));
    String body = "{\"job_id\":\"" + job.id() + "\",\"status\":\"completed\"}";
    try (Batch batch = builder().build()) {
      assertThat(batch.deliver("hare", body)).isFalse();
      assertThat(batch.deliver("fox-0", body)).isTrue();
      assertThat(batch.deliver("fox-0", body)).as("again").isTrue();
      assertThat(batch.run(items(1)).complete()).isTrue();
      assertThat(batch.deliver("fox-0", body.replace(job.id(), submitByHand(item(1)).id())))
          .as("another job")
          .isFalse();
    }
  }

  @Test
  void aWebhookEndsTheWaitOfARunThatLooksSeldom() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    WaitOptions seldom =
        WaitOptions.builder().pollInterval(Duration.ofMinutes(5), Duration.ofMinutes(5)).build();
    try (Batch batch =
        builder()
            .waitOptions(seldom)
            .onProgress(
                progress -> {
                  if (progress.running() > 0) {
                    running.countDown();
                  }
                })
            .build()) {
      CompletableFuture<BatchReport> report =
          CompletableFuture.supplyAsync(() -> batch.run(items(1)));
      running.await();
      JobHandle job = client.jobs().handle(outcome(batch, "fox-0").jobId().orElseThrow());
      job.await(
          WaitOptions.builder().pollInterval(Duration.ofMillis(50), Duration.ofMillis(50)).build());

      assertThat(batch.deliver("fox-0", "{\"job_id\":\"" + job.id() + "\"}")).isTrue();
      assertThat(report.join().complete()).isTrue();
    }
  }

  @Test
  void whatAnEarlierRunLeftIsFinishedThoughTheStreamLacksIt() throws Exception {
    try (Batch first =
        Batch.builder(client)
            .journal(folder.resolve("journal.db"))
            .waitOptions(oftenLooking())
            .build()) {
      assertThat(first.run(items(3)).complete()).isTrue();
    }
    try (Batch second = builder().build()) {
      assertThat(second.report().complete()).as("files are wanted now").isFalse();
      assertThat(second.run(Stream.empty()).complete()).isTrue();
    }
    assertThat(accepted()).isEqualTo(3);
    assertThat(folder.resolve("files/fox-2.png")).isNotEmptyFile();
  }

  @Test
  void closingFromTheListenerEndsTheRun() {
    AtomicReference<Batch> batch = new AtomicReference<>();
    batch.set(builder().onProgress(progress -> batch.get().close()).build());
    BatchReport report = batch.get().run(items(500));
    assertThat(report.stopped()).hasValue("The batch was closed.");
    assertThatThrownBy(() -> batch.get().run(items(1))).isInstanceOf(IllegalStateException.class);
    assertThat(report.complete()).isFalse();
    batch.get().close();
    assertThatThrownBy(() -> report.outcomes().findFirst())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The batch is closed");
    builder().build().close(); // the journal is free
  }

  @Test
  void aListenerThatClosesAfterTheEndLeavesTheReportReadable() {
    AtomicReference<Batch> running = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    try (Batch batch =
        builder()
            .onProgress(
                progress -> {
                  if (progress.counts().get(ItemState.COMPLETED) == 2) {
                    running.get().close();
                    closed.countDown();
                  }
                })
            .build()) {
      running.set(batch);
      BatchReport report = batch.run(items(2));
      assertThat(closed).satisfies(CountDownLatch::await);
      try (Stream<ItemOutcome> outcomes = report.outcomes()) {
        assertThat(outcomes).hasSize(2);
      }
    }
  }

  @Test
  void anInterruptEndsTheRunAndStaysSet() {
    try (Batch batch = builder().build()) {
      Thread.currentThread().interrupt();
      BatchReport report = batch.run(items(3));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(report.stopped()).hasValue("The thread was interrupted.");
    }
  }

  @Test
  void theKeyOfTheApiAndThePromptsAreNotInTheJournal() throws Exception {
    try (Batch batch = builder().build()) {
      batch.run(
          Stream.of(
              BatchItem.of("one", new Flux1DevRequest().prompt("a secret lighthouse"))
                  .withLabel("for the title page")));
    }
    String journal = Files.readString(folder.resolve("journal.db"), StandardCharsets.ISO_8859_1);
    assertThat(journal)
        .contains("for the title page")
        .doesNotContain("secret lighthouse")
        .doesNotContain(emulator.apiKey())
        .doesNotContain(emulator.apiKey().substring(emulator.apiKey().indexOf(':') + 1));
  }
}
