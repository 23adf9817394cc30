package io.github.krea4j.internal.http;

import java.util.concurrent.CompletableFuture;

/**
 * A future through which its work can be stopped: by cancelling it or any future derived from it.
 *
 * <p>Cancelling ends it as cancelled, unless the work has an outcome that the caller must learn: a
 * submit that may have been accepted ends with that failure, and {@code cancel} returns false.
 */
public class AbortableFuture<T> extends CompletableFuture<T> {
  private final Abortable work;

  /** Creates a future for the work. */
  public AbortableFuture(Abortable work) {
    this.work = work;
  }

  /** Stops the work. Returns what {@link Abortable#abort} returns. */
  public final boolean abort(Abortable.Reason reason) {
    return work.abort(reason);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (isDone()) {
      return isCancelled();
    }
    if (!work.abort(Abortable.Reason.CANCELLED)) {
      return isCancelled();
    }
    completeExceptionally(work.cancellation());
    work.cancelled();
    return isCancelled();
  }

  /** Returns the work that this future stands for. */
  final Abortable work() {
    return work;
  }

  /** Makes every derived future one that stops the same work. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new AbortableFuture<>(work);
  }
}
