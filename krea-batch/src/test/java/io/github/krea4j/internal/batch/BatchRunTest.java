package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.batch.WhenUncertain;
import io.github.krea4j.internal.batch.Simulation.Fate;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs on a simulated clock. */
@Timeout(120)
class BatchRunTest {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Simulation service = new Simulation();
  private final Journal journal = new Journal(store());
  private WhenUncertain rule = WhenUncertain.HOLD;

  private JournalStore store() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:run" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    return SharedStore.open(database, "foxes", false, service.now());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private BatchRun run(int items) throws InterruptedException {
    BatchSettings settings =
        new BatchSettings(
            null,
            FileNamer::ofKey,
            Integer.MAX_VALUE,
            0,
            item -> Optional.empty(),
            null,
            "",
            false,
            Set.of(),
            rule,
            item -> RequestOptions.none(),
            false,
            null);
    BatchRun run =
        new BatchRun(
            journal, service, settings, service, new Slots(Integer.MAX_VALUE, 0, () -> 0.5));
    Iterator<BatchItem> source =
        IntStream.range(0, items)
            .mapToObj(i -> BatchItem.of("fox-" + i, "image/a/one", Map.of("prompt", "fox " + i)))
            .iterator();
    service.itemsLeft = true;
    run.run(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            service.itemsLeft = source.hasNext();
            return source.hasNext();
          }

          @Override
          public BatchItem next() {
            return source.next();
          }
        });
    return run;
  }

  private void assertAllCompletedOnce(int items) {
    assertThat(journal.counts()).containsEntry(ItemState.COMPLETED, (long) items);
    assertThat(service.ours()).as("jobs that were paid").isEqualTo(items);
  }

  private void assertFewRefusalsAndLittleIdling() {
    assertThat(service.refused).isLessThanOrEqualTo((int) Math.max(10, 0.1 * service.accepted));
    assertThat((double) service.idleNanos / service.nanos()).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aThousandItemsKeepFourSlotsBusy() throws InterruptedException {
    run(1000);
    assertAllCompletedOnce(1000);
    assertFewRefusalsAndLittleIdling();
  }

  @Test
  void besideAClientThatUsesTwoOfTheSlots() throws InterruptedException {
    service.otherClient(2);
    run(1000);
    assertAllCompletedOnce(1000);
    assertFewRefusalsAndLittleIdling();
  }

  @Test
  void besideAClientThatFillsTheBacklog() throws InterruptedException {
    service.otherClient(7);
    run(300);
    assertAllCompletedOnce(300);
    long minutes = Duration.ofNanos(service.nanos()).toMinutes();
    assertThat(service.refused)
        .isLessThanOrEqualTo((int) (Math.max(10, 0.1 * service.accepted) + minutes));
  }

  @Test
  void withoutABacklog() throws InterruptedException {
    service.backlogLimit = 0;
    run(1000);
    assertAllCompletedOnce(1000);
    long minutes = Duration.ofNanos(service.nanos()).toMinutes();
    assertThat(service.refused)
        .isLessThanOrEqualTo((int) (Math.max(10, 0.1 * service.accepted) + minutes));
  }

  @Test
  void aPlanThatIsRaisedInMidRunIsUsed() throws InterruptedException {
    service.after(Duration.ofMinutes(20), () -> service.slots = 8);
    run(1000);
    assertAllCompletedOnce(1000);
    assertFewRefusalsAndLittleIdling();
  }

  @Test
  void anAnswerThatIsLostIsFoundInTheListAndNotPaidTwice() throws InterruptedException {
    service.fates = item -> item.key().equals("fox-3") ? Fate.ANSWER_LOST : Fate.ANSWERED;
    run(8);
    assertAllCompletedOnce(8);
    assertThat(service.posts).isEqualTo(8);
  }

  @Test
  void aSubmitThatIsLostIsSubmittedAgainOnceItIsKnownToBeAbsent() throws InterruptedException {
    AtomicInteger lost = new AtomicInteger();
    service.fates =
        item ->
            item.key().equals("fox-3") && lost.getAndIncrement() == 0 ? Fate.LOST : Fate.ANSWERED;
    run(8);
    assertAllCompletedOnce(8);
    assertThat(service.posts).isEqualTo(9);
  }

  @Test
  void aJobOfAnotherProgramIsNeverAdopted() throws InterruptedException {
    service.otherClient(2);
    service.fates = item -> item.key().equals("fox-3") ? Fate.LOST : Fate.ANSWERED;
    run(8);
    assertThat(journal.counts())
        .containsEntry(ItemState.UNCERTAIN, 1L)
        .containsEntry(ItemState.COMPLETED, 7L);
    assertThat(journal.find("fox-3").orElseThrow().reason()).contains("settle it with adopt");
  }

  @Test
  void anHourInWhichReadsWorkAndSubmitsFailMakesFewItemsUncertain() throws InterruptedException {
    service.fates =
        item -> service.nanos() < Duration.ofHours(1).toNanos() ? Fate.LOST : Fate.ANSWERED;
    run(50);
    assertAllCompletedOnce(50);
    assertThat(service.posts).isLessThanOrEqualTo(50 + 20);
  }

  @Test
  void aServiceThatCannotBeReachedStopsTheRunWithAWord() throws InterruptedException {
    service.fates = item -> Fate.NOT_SENT;
    BatchRun run = run(5);
    assertThat(run.stopped())
        .hasValueSatisfying(why -> assertThat(why).contains("cannot be reached"));
    assertThat(journal.counts()).containsEntry(ItemState.PLANNED, 5L);
    assertThat(service.ours()).isZero();
  }

  @Test
  void aDoubtEndsEvenIfTheListNeverTells() throws InterruptedException {
    service.fates = item -> item.key().equals("fox-0") ? Fate.LOST : Fate.ANSWERED;
    service.listWorks = false;
    service.after(Duration.ofMinutes(30), () -> service.listWorks = true);
    run(3);
    assertThat(journal.counts())
        .containsEntry(ItemState.UNCERTAIN, 1L)
        .containsEntry(ItemState.COMPLETED, 2L);
    assertThat(service.posts).isEqualTo(3);
  }

  @Test
  void anUncertainItemIsSubmittedAnewWhereTheCallerSaysSo() throws InterruptedException {
    rule = WhenUncertain.RESUBMIT;
    service.otherClient(2);
    AtomicInteger lost = new AtomicInteger();
    service.fates =
        item ->
            item.key().equals("fox-3") && lost.getAndIncrement() == 0 ? Fate.LOST : Fate.ANSWERED;
    run(8);
    assertAllCompletedOnce(8);
  }
}
