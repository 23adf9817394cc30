package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.PriceEstimate;
import io.github.krea4j.batch.BatchException;
import io.github.krea4j.batch.ItemState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a journal keeps, in each database. */
class JournalTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final PriceEstimate PRICE =
      PriceEstimate.of(new BigDecimal("1.50"), new BigDecimal("3"), "USD", "ours");

  @TempDir Path folder;

  private final List<Journal> opened = new ArrayList<>();
  private TestDatabase.@Nullable Place place;

  private Journal open(TestDatabase database) {
    return open(database, "foxes");
  }

  private Journal open(TestDatabase database, String batch) {
    return opened(place(database).open(batch, NOW));
  }

  private TestDatabase.Place place(TestDatabase database) {
    if (place == null) {
      place = database.place(folder);
    }
    return place;
  }

  private Journal opened(JournalStore store) {
    Journal journal = new Journal(store);
    opened.add(journal);
    return journal;
  }

  @AfterEach
  void close() {
    opened.forEach(Journal::close);
  }

  private static void plan(Journal journal, String... keys) {
    for (String key : keys) {
      journal.plan(key, "1:digest-" + key, "image/a/one", key.equals("a") ? "label" : null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anItemIsKeptAcrossProcesses(TestDatabase database) {
    Journal first = open(database);
    plan(first, "a", "b");
    first.keep();
    first.close();

    Journal second = open(database);
    Journal.Item item = second.find("a").orElseThrow();
    assertThat(item.digest()).isEqualTo("1:digest-a");
    assertThat(item.model()).isEqualTo("image/a/one");
    assertThat(item.label()).isEqualTo("label");
    assertThat(item.state()).isEqualTo(ItemState.PLANNED);
    assertThat(second.find("b").orElseThrow().label()).isNull();
    assertThat(second.find("c")).isEmpty();
    plan(second, "c");
    assertThat(second.page(0, 10)).extracting(Journal.Item::key).containsExactly("a", "b", "c");
    assertThat(second.page(2, 10)).extracting(Journal.Item::key).containsExactly("c");
  }

  @ParameterizedTest
  @EnumSource
  void anIntentIsThereAfterACrash(TestDatabase database) {
    Journal first = open(database);
    plan(first, "a");
    assertThat(first.intent("a", NOW, LIMIT, PRICE)).isEqualTo(1);
    first.close();

    Journal second = open(database);
    assertThat(second.in(ItemState.SUBMITTING)).extracting(Journal.Item::key).containsExactly("a");
    Journal.Attempt attempt = second.lastAttempt("a").orElseThrow();
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.intent()).isEqualTo(NOW);
    assertThat(attempt.limit()).isEqualTo(LIMIT);
    assertThat(attempt.jobId()).isNull();
    assertThat(attempt.price()).isEqualTo(PRICE);
  }

  @ParameterizedTest
  @EnumSource
  void anItemGoesThroughItsStates(TestDatabase database) {
    Journal journal = open(database);
    plan(journal, "a");
    int first = journal.intent("a", NOW, LIMIT, null);
    journal.unpaid("a", first, NOW, "refused", ItemState.PLANNED, null);
    int second = journal.intent("a", NOW, LIMIT, null);
    assertThat(second).isEqualTo(2);
    journal.accepted("a", second, NOW, "job-1");
    assertThat(journal.find("a").orElseThrow().state()).isEqualTo(ItemState.RUNNING);
    assertThat(journal.isClaimed("job-1")).isTrue();
    assertThat(journal.isClaimed("job-2")).isFalse();
    assertThat(journal.acceptedSince(NOW)).containsExactly("job-1");
    assertThat(journal.acceptedSince(NOW.plusMillis(1))).isEmpty();

    journal.ended("a", second, NOW, "completed", "flux", ItemState.COMPLETED, 2, null);

    Journal.Item item = journal.find("a").orElseThrow();
    assertThat(item.state()).isEqualTo(ItemState.COMPLETED);
    assertThat(item.outputs()).hasValue(2);
    assertThat(item.attempts()).isEqualTo(2);
    assertThat(journal.types("image/a/one")).containsExactly("flux");
    assertThat(journal.types("image/a/two")).isEmpty();
    assertThat(journal.counts())
        .hasSize(ItemState.values().length)
        .containsEntry(ItemState.COMPLETED, 1L)
        .containsEntry(ItemState.PLANNED, 0L);
  }

  @ParameterizedTest
  @EnumSource
  void onlyAttemptsThatMayBePaidCount(TestDatabase database) {
    Journal journal = open(database);
    plan(journal, "done", "failed", "refused", "running");
    for (String key : List.of("done", "failed", "refused", "running")) {
      int attempt = journal.intent(key, NOW, LIMIT, PRICE);
      switch (key) {
        case "done" ->
            journal.ended(key, attempt, NOW, "completed", null, ItemState.COMPLETED, 1, null);
        case "failed" ->
            journal.ended(key, attempt, NOW, "failed", null, ItemState.FAILED, 0, "why");
        case "refused" -> journal.unpaid(key, attempt, NOW, "refused", ItemState.REFUSED, "why");
        default -> journal.accepted(key, attempt, NOW, "job-1");
      }
    }
    Budget budget = new Budget(null, "USD");
    journal.eachPrice(budget::known);

    assertThat(budget.spent()).isEqualByComparingTo("3");
    assertThat(budget.reserved()).isEqualByComparingTo("3");
  }

  @ParameterizedTest
  @EnumSource
  void filesAreKeptInTheirOrderAndNamedOnce(TestDatabase database) {
    Journal journal = open(database);
    plan(journal, "a");
    Path first = folder.resolve("A.png");
    journal.saved("a", new Journal.SavedFile(1, "https://x/2", folder.resolve("a-2.png"), 7));
    journal.saved("a", new Journal.SavedFile(0, "https://x/1", first, 5));
    journal.saved("a", new Journal.SavedFile(0, "https://x/1", first, 6));

    assertThat(journal.files("a")).extracting(Journal.SavedFile::bytes).containsExactly(6L, 7L);
    assertThat(journal.files("a").get(0).path()).isEqualTo(first);
    assertThat(journal.ownerOf("a.png")).contains("a");
    assertThat(journal.ownerOf("b.png")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSecondHolderIsRefused(TestDatabase database) {
    Journal first = open(database);
    plan(first, "a");
    first.keep();

    assertThatThrownBy(() -> open(database))
        .isInstanceOf(BatchException.class)
        .hasMessageMatching("(?s).*(in use by another process|held by another process).*");

    first.close();
    assertThat(open(database).find("a")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRES"})
  void severalBatchesLiveInOneDatabase(TestDatabase database) {
    Journal foxes = open(database, "foxes");
    Journal hares = open(database, "hares");
    plan(foxes, "a");
    foxes.keep();
    plan(hares, "a", "b");
    hares.keep();

    assertThat(foxes.page(0, 10)).hasSize(1);
    assertThat(hares.page(0, 10)).hasSize(2);
    foxes.intent("a", NOW, LIMIT, null);
    foxes.accepted("a", 1, NOW, "job-1");
    assertThat(hares.isClaimed("job-1")).as("a job of any batch of the database").isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRES"})
  void whoeverTakesABatchOverEndsTheOther(TestDatabase database) {
    Journal lost = open(database);
    plan(lost, "a", "b");
    lost.intent("a", NOW, LIMIT, null);

    Journal taker = opened(SharedStore.open(place(database).source(), "foxes", true, NOW));
    assertThat(taker.in(ItemState.SUBMITTING)).hasSize(1);

    assertThatThrownBy(() -> lost.intent("b", NOW, LIMIT, null))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("taken over by another process");
    assertThat(taker.find("b").orElseThrow().state()).isEqualTo(ItemState.PLANNED);
    assertThat(taker.intent("b", NOW, LIMIT, null)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRES"})
  void anIdThatTheLosingProcessNotedIsNotOverlooked(TestDatabase database) {
    Journal lost = open(database);
    plan(lost, "a");
    lost.intent("a", NOW, LIMIT, null);
    Journal taker = opened(SharedStore.open(place(database).source(), "foxes", true, NOW));

    lost.accepted("a", 1, NOW, "job-1");

    assertThat(taker.givenUp("a", 1, NOW, "absent")).isFalse();
    assertThat(taker.lastAttempt("a").orElseThrow().jobId()).isEqualTo("job-1");
    assertThat(taker.find("a").orElseThrow().state()).isEqualTo(ItemState.RUNNING);
  }

  @ParameterizedTest
  @EnumSource
  void anAttemptThatIsGivenUpIsPlannedAgain(TestDatabase database) {
    Journal journal = open(database);
    plan(journal, "a");
    journal.intent("a", NOW, LIMIT, PRICE);

    assertThat(journal.givenUp("a", 1, NOW, "absent")).isTrue();

    assertThat(journal.find("a").orElseThrow().state()).isEqualTo(ItemState.PLANNED);
    assertThat(journal.intent("a", NOW, LIMIT, PRICE)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void completedItemsWithoutAllTheirFilesAreFound(TestDatabase database) {
    Journal journal = open(database);
    plan(journal, "a", "b", "c", "d");
    int outputs = 0;
    for (String key : List.of("a", "b", "c")) {
      journal.intent(key, NOW, LIMIT, null);
      journal.accepted(key, 1, NOW, "job-" + key);
      journal.ended(key, 1, NOW, "completed", null, ItemState.COMPLETED, outputs++, null);
    }
    journal.saved("b", new Journal.SavedFile(0, "https://x/b", folder.resolve("b.png"), 3));
    journal.saved("c", new Journal.SavedFile(0, "https://x/c", folder.resolve("c.png"), 3));

    assertThat(journal.unsaved(0, 10)).extracting(Journal.Item::key).containsExactly("c");
    assertThat(journal.unsaved(3, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theTallyIsWhatTheDatabaseCounts(TestDatabase database) {
    Journal journal = open(database);
    assertThat(journal.tally()).containsEntry(ItemState.PLANNED, 0L);
    plan(journal, "a", "b");
    journal.intent("a", NOW, LIMIT, null);
    journal.accepted("a", 1, NOW, "job-1");
    journal.state("b", ItemState.REFUSED, "why");
    assertThat(journal.tally())
        .containsEntry(ItemState.RUNNING, 1L)
        .containsEntry(ItemState.REFUSED, 1L)
        .containsEntry(ItemState.PLANNED, 0L)
        .isEqualTo(journal.counts());
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRES"})
  void aBatchOfANewerVersionIsLeftAsItIs(TestDatabase database) throws Exception {
    open(database).close();
    try (Connection connection = place(database).source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE krea_batch SET schema_version = 99");
    }
    assertThatThrownBy(() -> open(database))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("made by a newer version of this library");
  }
}
