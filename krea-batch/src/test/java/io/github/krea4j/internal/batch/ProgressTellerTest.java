package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.ItemState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ProgressTellerTest {
  private static final long QUARTER = 250_000_000L;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Long> told = new ArrayList<>();
  private final ProgressTeller teller =
      new ProgressTeller(progress -> told.add(completed(progress)), tasks::add);

  private static long completed(BatchProgress progress) {
    return progress.counts().get(ItemState.COMPLETED);
  }

  private static BatchProgress progress(long completed) {
    Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
    counts.put(ItemState.COMPLETED, completed);
    return ProgressTeller.of(counts, new Slots(4, 0, () -> 0.5), new Budget(null, ""), 0);
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void fourATimeASecondAtMost() {
    for (int i = 0; i <= 8; i++) {
      long number = i;
      teller.tell(i * QUARTER / 2, () -> progress(number), false);
      runTasks();
    }
    assertThat(told).containsExactly(0L, 2L, 4L, 6L, 8L);
  }

  @Test
  void aListenerThatIsSlowIsLeftInPeaceButForTheLast() {
    teller.tell(0, () -> progress(0), false);
    teller.tell(QUARTER, () -> progress(1), false);
    teller.tell(QUARTER + 1, () -> progress(2), true);
    assertThat(told).isEmpty();

    runTasks();
    assertThat(told).containsExactly(0L, 2L);
  }

  @Test
  void aListenerThatFailsIsToldOn() {
    ProgressTeller failing =
        new ProgressTeller(
            progress -> {
              told.add(completed(progress));
              throw new IllegalStateException("own");
            },
            Runnable::run);
    failing.tell(0, () -> progress(0), false);
    failing.tell(QUARTER, () -> progress(1), false);
    assertThat(told).containsExactly(0L, 1L);
  }

  @Test
  void anExecutorThatRefusesEndsNoRun() {
    ProgressTeller refused =
        new ProgressTeller(
            progress -> told.add(1L),
            task -> {
              throw new RejectedExecutionException("shut down");
            });
    refused.tell(0, () -> progress(0), false);
    refused.tell(QUARTER, () -> progress(0), true);
    assertThat(told).isEmpty();
  }

  @Test
  void nothingIsCountedForNobody() {
    new ProgressTeller(null, Runnable::run)
        .tell(
            0,
            () -> {
              throw new AssertionError("counted");
            },
            true);
  }
}
