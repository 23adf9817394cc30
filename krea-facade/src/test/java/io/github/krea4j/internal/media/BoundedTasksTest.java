package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.internal.http.Abortable.Reason;
import io.github.krea4j.internal.http.AbortableFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BoundedTasksTest {
  private final List<AbortableFuture<String>> started = new ArrayList<>();
  private final List<String> aborted = new ArrayList<>();
  private final List<String> discarded = new ArrayList<>();

  private BoundedTasks<String> tasks(int count, int bound) {
    List<Supplier<AbortableFuture<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "task " + i;
      tasks.add(
          () -> {
            AbortableFuture<String> future =
                new AbortableFuture<>(
                    reason -> {
                      aborted.add(name + " " + reason);
                      return true;
                    });
            started.add(future);
            return future;
          });
    }
    return new BoundedTasks<>(tasks, bound, discarded::add);
  }

  @Test
  void resultsComeInTheOrderOfTheTasks() {
    AbortableFuture<List<String>> outcome = tasks(3, 2).start();
    assertThat(started).hasSize(2);
    started.get(1).complete("b");
    assertThat(started).hasSize(3);
    started.get(2).complete("c");
    assertThat(outcome).isNotDone();
    started.get(0).complete("a");
    assertThat(outcome).isCompletedWithValue(List.of("a", "b", "c"));
    assertThat(discarded).isEmpty();
  }

  @Test
  void firstFailureEndsAllAndDiscardsWhatIsThere() {
    AbortableFuture<List<String>> outcome = tasks(5, 3).start();
    started.get(0).complete("a");
    started.get(1).completeExceptionally(new IllegalStateException("first"));
    assertThat(aborted).containsExactly("task 2 CANCELLED", "task 3 CANCELLED");
    // The failure is not told before everything has come to rest.
    assertThat(outcome).isNotDone();
    started.get(2).completeExceptionally(new CancellationException());
    assertThat(outcome).isNotDone();
    started.get(3).complete("too late to be stopped");
    assertThat(outcome).isCompletedExceptionally();
    assertThatThrownBy(outcome::join).hasRootCauseMessage("first");
    assertThat(discarded).containsExactly("a", "too late to be stopped");
    assertThat(started).hasSize(4);
  }

  @Test
  void taskThatCannotStartIsAFailure() {
    List<Supplier<AbortableFuture<String>>> tasks =
        List.of(
            () -> {
              throw new IllegalStateException("no start");
            });
    AbortableFuture<List<String>> outcome = new BoundedTasks<>(tasks, 4, discarded::add).start();
    assertThatThrownBy(outcome::join).hasRootCauseMessage("no start");
  }

  @Test
  void abortReachesWhatRunsAndStartsNothingMore() {
    AbortableFuture<List<String>> outcome = tasks(4, 2).start();
    started.get(0).complete("a");
    outcome.abort(Reason.INTERRUPTED);
    assertThat(aborted).containsExactly("task 1 INTERRUPTED", "task 2 INTERRUPTED");
    started.get(1).completeExceptionally(new CancellationException());
    started.get(2).completeExceptionally(new CancellationException());
    assertThat(outcome).isCompletedExceptionally();
    assertThat(discarded).containsExactly("a");
    assertThat(started).hasSize(3);
  }

  @Test
  void cancellingDiscardsWhatStillComes() {
    AbortableFuture<List<String>> outcome = tasks(1, 1).start();
    assertThat(outcome.cancel(true)).isTrue();
    started.get(0).complete("a");
    assertThat(outcome).isCancelled();
    assertThat(discarded).containsExactly("a");
  }

  @Test
  void nothingToDoIsDone() {
    assertThat(tasks(0, 4).start()).isCompletedWithValue(List.of());
  }
}
