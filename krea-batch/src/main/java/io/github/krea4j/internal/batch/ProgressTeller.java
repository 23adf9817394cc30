package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.ItemState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application how far a run is, at most four times a second, and at its end. One is told
 * after the other; while the listener is busy with one, those that follow are left out, but for the
 * last.
 */
final class ProgressTeller {
  private static final Logger log = LoggerFactory.getLogger("io.github.krea4j.batch");
  private static final long PAUSE = 250_000_000L;

  private final @Nullable Consumer<BatchProgress> listener;
  private final Executor executor;
  private CompletableFuture<Void> telling = CompletableFuture.completedFuture(null);
  private long told = Long.MIN_VALUE;
  private boolean withheld;

  ProgressTeller(@Nullable Consumer<BatchProgress> listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  void tell(long now, Supplier<BatchProgress> progress, boolean last) {
    Consumer<BatchProgress> hearing = listener;
    if (hearing == null) {
      return;
    }
    boolean tooSoon = told != Long.MIN_VALUE && now - told < PAUSE;
    withheld = !last && (tooSoon || !telling.isDone());
    if (withheld) {
      return;
    }
    told = now;
    BatchProgress current = progress.get();
    telling = telling.thenRunAsync(() -> tell(hearing, current), this::execute);
  }

  /** Returns when what was not told is due to be. */
  long nextTell(long now) {
    return withheld ? Math.max(told + PAUSE, now + PAUSE / 10) : Long.MAX_VALUE;
  }

  private static void tell(Consumer<BatchProgress> listener, BatchProgress progress) {
    try {
      listener.accept(progress);
    } catch (RuntimeException e) {
      log.warn("The listener of a batch's progress failed", e);
    }
  }

  private void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      log.warn("The executor of the client refuses to tell of a batch's progress", e);
    }
  }

  static BatchProgress of(Map<ItemState, Long> counts, Slots slots, Budget budget, int left) {
    OptionalInt seen = slots.slots();
    int width = Math.max(1, slots.running());
    Optional<Duration> timeLeft =
        slots.measured()
            ? Optional.of(Duration.ofNanos(slots.meanJob() * left / width))
            : Optional.empty();
    return new BatchProgress(
        counts,
        slots.running(),
        slots.backlogged(),
        seen.isPresent() ? Optional.of(seen.getAsInt()) : Optional.empty(),
        budget.reserved(),
        budget.spent(),
        budget.unit(),
        timeLeft);
  }
}
