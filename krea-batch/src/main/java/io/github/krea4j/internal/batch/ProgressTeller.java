package io.github.krea4j.internal.batch;

import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.ItemState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the application how far a run is, at most four times a second, and at its end. */
final class ProgressTeller {
  private static final Logger log = LoggerFactory.getLogger("io.github.krea4j.batch");
  private static final long PAUSE = 250_000_000L;

  private final @Nullable Consumer<BatchProgress> listener;
  private long told = Long.MIN_VALUE;

  ProgressTeller(@Nullable Consumer<BatchProgress> listener) {
    this.listener = listener;
  }

  void tell(long now, Supplier<BatchProgress> progress, boolean last) {
    if (listener == null || (!last && told != Long.MIN_VALUE && now - told < PAUSE)) {
      return;
    }
    told = now;
    try {
      listener.accept(progress.get());
    } catch (RuntimeException e) {
      log.warn("The listener of a batch's progress failed", e);
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
