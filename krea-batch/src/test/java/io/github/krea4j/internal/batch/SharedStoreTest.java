package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchException;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.internal.batch.Simulation.Fate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a run on a shared database that loses its hold of the batch. */
@Timeout(120)
class SharedStoreTest {
  private static final int ITEMS = 20;

  /** The second connection that a batch opens. */
  private static final String THE_LOCK =
      "AND backend_start = (SELECT MAX(backend_start) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND pid <> pg_backend_pid())";

  private final Simulation service = new Simulation();
  private final TestDatabase.Place place = TestDatabase.POSTGRES.place(Path.of("unused"));
  private Journal journal = new Journal(place.open("foxes", service.now()));

  @AfterEach
  void close() {
    journal.close();
  }

  private void run(Journal held) throws InterruptedException {
    BatchSettings settings = TestSettings.of(null, RequestOptions.none());
    new BatchRun(held, service, settings, service, new Slots(Integer.MAX_VALUE, 0, () -> 0.5))
        .run(
            IntStream.range(0, ITEMS)
                .mapToObj(
                    i -> BatchItem.of("fox-" + i, "image/a/one", Map.of("prompt", "fox " + i)))
                .iterator());
  }

  private void endConnections(String which) {
    try (Connection connection = place.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
              + " AND pid <> pg_backend_pid() "
              + which);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertEachPaidOnce(Journal held) {
    assertThat(held.counts()).containsEntry(ItemState.COMPLETED, (long) ITEMS);
    assertThat(service.ours()).as("jobs that were paid").isEqualTo(ITEMS);
  }

  @Test
  void aLockThatIsLostInMidRunStopsItAndNothingIsPaidTwice() throws InterruptedException {
    AtomicInteger submits = new AtomicInteger();
    service.fates =
        item -> {
          if (submits.incrementAndGet() == 7) {
            endConnections(THE_LOCK);
          }
          return Fate.ANSWERED;
        };
    assertThatThrownBy(() -> run(journal))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("The connection that holds the batch \"foxes\" is gone");
    assertThat(service.posts).isEqualTo(7);

    journal.close();
    journal = new Journal(place.open("foxes", service.now()));
    run(journal);
    assertEachPaidOnce(journal);
  }

  @Test
  void aDatabaseThatIsLostInMidRunStopsItAndNothingIsPaidTwice() throws InterruptedException {
    AtomicInteger submits = new AtomicInteger();
    service.fates =
        item -> {
          if (submits.incrementAndGet() == 7) {
            endConnections("");
          }
          return Fate.ANSWERED;
        };
    assertThatThrownBy(() -> run(journal))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("was accepted as job");

    journal.close();
    journal = new Journal(place.open("foxes", service.now()));
    run(journal);
    assertEachPaidOnce(journal);
  }

  @Test
  void aBatchThatIsTakenOverInMidRunIsPaidOnce() throws InterruptedException {
    AtomicInteger submits = new AtomicInteger();
    Journal[] taker = new Journal[1];
    service.fates =
        item -> {
          if (submits.incrementAndGet() == 7) {
            taker[0] = new Journal(SharedStore.open(place.source(), "foxes", true, service.now()));
          }
          return Fate.ANSWERED;
        };
    assertThatThrownBy(() -> run(journal))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("taken over by another process");

    try (Journal held = taker[0]) {
      run(held);
      assertEachPaidOnce(held);
    }
  }
}
