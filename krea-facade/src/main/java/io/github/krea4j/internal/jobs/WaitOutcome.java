package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.ListenerRelay;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes known of one wait: the states to its listener, and then the end to its future. */
final class WaitOutcome {
  private final AbortableFuture<Job> future;
  private final Runnable atEnd;
  private final @Nullable Consumer<? super Job> listener;
  private final @Nullable ListenerRelay updates; // null without a listener
  private volatile @Nullable Runnable decided;

  /**
   * Creates the outcome of a wait that has just begun.
   *
   * @param atEnd runs before the future completes, perhaps twice
   */
  WaitOutcome(
      AbortableFuture<Job> future,
      @Nullable Consumer<? super Job> listener,
      Executor executor,
      Runnable atEnd) {
    this.future = future;
    this.listener = listener;
    this.updates = listener == null ? null : new ListenerRelay("onUpdate", executor);
    this.atEnd = atEnd;
  }

  /** Has the listener told of a new state. */
  void saw(Job job) {
    if (listener != null && updates != null) {
      updates.tell(() -> listener.accept(job));
    }
  }

  /** Ends the wait, after the listener if that comes within the time left. */
  void decide(@Nullable Job job, @Nullable Throwable failure, Timer timer, long left) {
    Runnable outcome = () -> complete(job, failure);
    decided = outcome;
    if (updates == null || left <= 0) {
      outcome.run();
    } else {
      updates.deliverThen(outcome, timer, Duration.ofNanos(left));
    }
  }

  /** Ends the wait at once: as it was decided, or else with a failure. */
  void endNow(Throwable failure) {
    Runnable outcome = decided; // it was only kept back for the listener
    if (outcome != null) {
      outcome.run();
    } else {
      complete(null, failure);
    }
  }

  /** Ends the wait whatever was decided. */
  void cancelled(Throwable cancellation) {
    complete(null, cancellation);
  }

  private void complete(@Nullable Job job, @Nullable Throwable failure) {
    atEnd.run();
    if (failure != null) {
      future.completeExceptionally(failure);
    } else {
      future.complete(job);
    }
  }
}
