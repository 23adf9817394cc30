package io.github.krea4j.internal.batch;

import static java.math.BigDecimal.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.PriceEstimate;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchException;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.batch.WhenUncertain;
import io.github.krea4j.internal.batch.Simulation.Fate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on a simulated clock. */
@Timeout(120)
class BatchRunTest {
  private static final PriceEstimate PRICE = PriceEstimate.of(ONE, ONE, "USD", "ours");

  private final Simulation service = new Simulation();
  private final TestDatabase.Place place = TestDatabase.H2.place(Path.of("unused"));
  private final FailingStore store = new FailingStore(place.open("foxes", service.now()));
  private Journal journal = new Journal(store);
  private WhenUncertain rule = WhenUncertain.HOLD;
  private @Nullable BigDecimal budget;
  private IntFunction<String> models = i -> "image/a/one";
  private Consumer<BatchRun> started = run -> {};
  private int read;

  @AfterEach
  void close() {
    journal.close();
  }

  /** Closes the journal and opens it as another process would. */
  private void reopen() {
    journal.close();
    journal = new Journal(place.open("foxes", service.now()));
  }

  private BatchRun run(int items) throws InterruptedException {
    BatchSettings settings =
        new BatchSettings(
            null,
            FileNamer::ofKey,
            Integer.MAX_VALUE,
            0,
            item -> budget == null ? Optional.empty() : Optional.of(PRICE),
            budget,
            "USD",
            false,
            Set.of(),
            rule,
            item -> RequestOptions.none(),
            false,
            null,
            Runnable::run);
    BatchRun run =
        new BatchRun(
            journal, service, settings, service, new Slots(Integer.MAX_VALUE, 0, () -> 0.5));
    Iterator<BatchItem> source =
        IntStream.range(0, items)
            .mapToObj(i -> BatchItem.of("fox-" + i, models.apply(i), Map.of("prompt", "fox " + i)))
            .iterator();
    service.itemsLeft = true;
    started.accept(run);
    run.run(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            service.itemsLeft = source.hasNext();
            return source.hasNext();
          }

          @Override
          public BatchItem next() {
            read++;
            return source.next();
          }
        });
    return run;
  }

  /** Prints what benchmarks/README.md shows. */
  private void print(String what) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.1f %% | %d min |%n",
        what,
        service.accepted,
        service.refused,
        100.0 * service.idleNanos / service.nanos(),
        Duration.ofNanos(service.nanos()).toMinutes());
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
    print("alone");
  }

  @Test
  void besideAClientThatUsesTwoOfTheSlots() throws InterruptedException {
    service.otherClient(2);
    run(1000);
    assertAllCompletedOnce(1000);
    assertFewRefusalsAndLittleIdling();
    print("beside a client with two of the slots");
  }

  @Test
  void besideAClientThatFillsTheBacklog() throws InterruptedException {
    service.otherClient(7);
    run(1000);
    assertAllCompletedOnce(1000);
    long minutes = Duration.ofNanos(service.nanos()).toMinutes();
    assertThat(service.refused)
        .isLessThanOrEqualTo((int) (Math.max(10, 0.1 * service.accepted) + minutes));
    print("beside a client that fills the backlog");
  }

  @Test
  void withoutABacklog() throws InterruptedException {
    service.backlogLimit = 0;
    run(1000);
    assertAllCompletedOnce(1000);
    long minutes = Duration.ofNanos(service.nanos()).toMinutes();
    assertThat(service.refused)
        .isLessThanOrEqualTo((int) (Math.max(10, 0.1 * service.accepted) + minutes));
    print("without a backlog");
  }

  @Test
  void aPlanThatIsRaisedInMidRunIsUsed() throws InterruptedException {
    service.after(Duration.ofMinutes(20), () -> service.slots = 8);
    run(1000);
    assertAllCompletedOnce(1000);
    assertFewRefusalsAndLittleIdling();
    print("the plan raised to 8 slots after 20 min");
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

  @ParameterizedTest
  @ValueSource(ints = {401, 402})
  void aServiceThatRefusesTheAccountStopsTheRunWithAWord(int status) throws InterruptedException {
    service.statuses = item -> status;
    BatchRun run = run(5);
    assertThat(run.stopped())
        .hasValueSatisfying(why -> assertThat(why).contains(String.valueOf(status)));
    assertThat(service.posts).isEqualTo(1);
    assertThat(journal.counts()).containsEntry(ItemState.PLANNED, 5L);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 410, 422})
  void aRefusedItemHindersNoOther(int status) throws InterruptedException {
    service.statuses = item -> item.key().equals("fox-1") ? status : 0;
    run(5);
    assertThat(journal.counts())
        .containsEntry(ItemState.REFUSED, 1L)
        .containsEntry(ItemState.COMPLETED, 4L);
    assertThat(service.posts).isEqualTo(5);
    assertThat(journal.find("fox-1").orElseThrow().reason()).contains(String.valueOf(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 410})
  void aModelThatIsRefusedFiveTimesInARowIsLeftAlone(int status) throws InterruptedException {
    models = i -> i % 2 == 0 ? "image/a/gone" : "image/a/one";
    service.statuses = item -> item.model().equals("image/a/gone") ? status : 0;
    run(40);
    assertThat(service.refusals).isEqualTo(5);
    assertThat(journal.counts())
        .containsEntry(ItemState.REFUSED, 20L)
        .containsEntry(ItemState.COMPLETED, 20L);
  }

  @Test
  void refusalsOfItemsThatAreNotInARowLeaveTheModelIn() throws InterruptedException {
    service.statuses = item -> item.key().endsWith("0") ? 403 : 0;
    run(100);
    assertThat(service.refusals).isEqualTo(10);
    assertThat(journal.counts()).containsEntry(ItemState.COMPLETED, 90L);
  }

  @Test
  void aRunThatIsClosedNotesTheJobThatIsBeingSubmitted() throws InterruptedException {
    // The fifth submit is under way.
    started = run -> service.after(Duration.ofMillis(1_350), run::close);
    BatchRun run = run(20);
    assertThat(run.stopped()).hasValue("The batch was closed.");
    assertThat(service.posts).isPositive().isLessThan(20);
    assertThat(journal.counts()).containsEntry(ItemState.SUBMITTING, 0L);
    assertThat(service.ours())
        .isEqualTo(
            journal.counts().get(ItemState.RUNNING) + journal.counts().get(ItemState.COMPLETED));

    reopen();
    started = again -> {};
    run(20);
    assertAllCompletedOnce(20);
  }

  @Test
  void itemsThatTheStreamLacksAreAwaitedAndNeverSubmitted() throws InterruptedException {
    started = run -> service.after(Duration.ofSeconds(2), run::close);
    run(20);
    int posts = service.posts;

    reopen();
    started = again -> {};
    run(0);
    assertThat(service.posts).isEqualTo(posts);
    assertThat(journal.counts())
        .containsEntry(ItemState.COMPLETED, (long) posts)
        .containsEntry(ItemState.PLANNED, 20L - posts);
  }

  @Test
  void aDiskThatIsFullAfterASubmitLosesNothing() throws InterruptedException {
    AtomicInteger submitted = new AtomicInteger();
    service.fates =
        item -> {
          if (submitted.incrementAndGet() == 5) {
            store.failNext(
                new SQLException("[SQLITE_FULL] Insertion failed because database is full"));
          }
          return Fate.ANSWERED;
        };
    assertThatThrownBy(() -> run(20))
        .isInstanceOf(BatchException.class)
        .hasMessageMatching(
            "(?s)The item \"fox-\\d+\" was accepted as job job-\\d+,.*SQLITE_FULL.*");

    reopen();
    run(20);
    assertAllCompletedOnce(20);
    assertThat(service.posts).isEqualTo(20);
  }

  @Test
  void aDiskThatIsFullBeforeASubmitSubmitsNothing() throws InterruptedException {
    store.failNext(new SQLException("[SQLITE_FULL] Insertion failed because database is full"));
    assertThatThrownBy(() -> run(20)).isInstanceOf(BatchException.class);
    assertThat(service.posts).isZero();

    reopen();
    run(20);
    assertAllCompletedOnce(20);
  }

  @Test
  void anIntentThatWasSlowToKeepIsWithdrawn() throws InterruptedException {
    AtomicInteger commits = new AtomicInteger();
    store.beforeCommit =
        () -> {
          if (commits.incrementAndGet() == 3) {
            service.pass(Duration.ofSeconds(6));
          }
        };
    run(5);
    assertAllCompletedOnce(5);
    assertThat(service.posts).isEqualTo(5);
    assertThat(journal.page(0, 10)).extracting(Journal.Item::attempts).contains(2);
  }

  @Test
  void failedJobsGiveTheirBudgetBack() throws InterruptedException {
    budget = new BigDecimal("3");
    service.end = "failed";
    BatchRun run = run(6);
    assertThat(run.stopped()).isEmpty();
    assertThat(journal.counts()).containsEntry(ItemState.FAILED, 6L);
  }

  @Test
  void uncertainItemsKeepTheirBudgetOverAllRuns() throws InterruptedException {
    budget = new BigDecimal("3");
    service.otherClient(2);
    service.fates = item -> item.key().equals("fox-1") ? Fate.LOST : Fate.ANSWERED;
    run(6);
    assertThat(journal.counts())
        .containsEntry(ItemState.UNCERTAIN, 1L)
        .containsEntry(ItemState.COMPLETED, 2L)
        .containsEntry(ItemState.PLANNED, 3L);

    reopen();
    BatchRun again = run(6);
    assertThat(again.stopped()).hasValue("The budget of 3 USD is used up.");
    assertThat(journal.counts()).containsEntry(ItemState.COMPLETED, 2L);
  }

  @Test
  void theStreamIsReadAFewHundredAheadAtMost() throws InterruptedException {
    service.fates =
        item -> {
          assertThat(read - service.posts).isLessThanOrEqualTo(256);
          return Fate.ANSWERED;
        };
    run(1000);
    assertThat(read).isEqualTo(1000);
  }

  @Test
  void runsThatEndOneAfterTheOtherWithAnAnswerLostAreAllSettled() throws InterruptedException {
    started = run -> service.after(Duration.ofMillis(2_500), run::close);
    for (String lost : List.of("fox-1", "fox-2", "fox-3")) {
      service.fates = item -> item.key().equals(lost) ? Fate.ANSWER_LOST : Fate.ANSWERED;
      run(8);
      service.pass(Duration.ofMinutes(10));
      reopen();
    }
    service.fates = item -> Fate.ANSWERED;
    started = run -> {};
    run(8);
    assertAllCompletedOnce(8);
    assertThat(service.posts).isEqualTo(8);
  }

  @Test
  void whatIsDoneIsSkippedAtOnceHoweverMuchItIs() throws InterruptedException {
    run(1000);
    long before = service.nanos();
    run(1001);
    assertThat(Duration.ofNanos(service.nanos() - before)).isLessThan(Duration.ofMinutes(1));
    assertAllCompletedOnce(1001);
  }

  @Test
  void theJobOfASubmitThatIsUnderWayIsNoStranger() throws InterruptedException {
    // The service lists a job before its answer is here.
    service.answerTime = Duration.ofSeconds(5);
    service.fates = item -> item.key().equals("fox-1") ? Fate.ANSWER_LOST : Fate.ANSWERED;
    started = run -> service.after(Duration.ofSeconds(12), run::close);
    run(30);
    service.pass(Duration.ofMinutes(10));
    reopen();
    started = run -> {};
    run(30);
    assertAllCompletedOnce(30);
    assertThat(service.posts).isEqualTo(30);
  }
}
