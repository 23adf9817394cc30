package io.github.krea4j.internal.http;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands futures of internal work to applications: what they attach runs on their executor, so that
 * it may block without holding up a thread that other calls need.
 */
public final class UserFuture {
  private UserFuture() {}

  /**
   * Returns a future that completes as {@code inner} does, but on the executor. Cancelling it, or
   * anything derived from it, stops the work of {@code inner}.
   */
  public static <T> CompletableFuture<T> of(CompletableFuture<T> inner, Executor executor) {
    Handover work = new Handover(inner);
    CompletableFuture<T> outer = new AbortableFuture<>(work);
    work.outer = outer;
    CompletableFuture<T> unused =
        inner.whenComplete(
            (value, failure) -> {
              Runnable completion = () -> complete(outer, value, failure);
              try {
                executor.execute(completion);
              } catch (RejectedExecutionException e) {
                // An executor shut down too early must not swallow the outcome.
                DefaultExecutor.INSTANCE.execute(completion);
              }
            });
    return outer;
  }

  /** The work behind a user's future, which tells whether its outcome may be cancelled away. */
  private static final class Handover implements Abortable {
    private final CompletableFuture<?> inner;
    private volatile @Nullable CompletableFuture<?> outer;

    Handover(CompletableFuture<?> inner) {
      this.inner = inner;
    }

    @Override
    public boolean abort(Reason reason) {
      CompletableFuture<?> user = outer;
      if (user != null && user.isDone()) {
        return true; // what is derived from it afterwards is the application's own matter
      }
      if (reason == Reason.CANCELLED && !(inner instanceof AbortableFuture<?>)) {
        return true;
      }
      return stop(inner, reason);
    }

    @Override
    public void cancelled() {
      if (inner instanceof AbortableFuture<?> abortable) {
        abortable.work().cancelled();
      } else {
        inner.cancel(true);
      }
    }

    @Override
    public CancellationException cancellation() {
      return inner instanceof AbortableFuture<?> abortable
          ? abortable.work().cancellation()
          : new CancellationException();
    }
  }

  /** Stops the work behind a future of whatever kind. Returns as {@link Abortable#abort} does. */
  static boolean stop(CompletableFuture<?> future, Abortable.Reason reason) {
    if (future instanceof AbortableFuture<?> abortable) {
      return abortable.abort(reason);
    }
    future.cancel(true);
    return true;
  }

  private static <T> void complete(
      CompletableFuture<T> outer, T value, @Nullable Throwable failure) {
    if (failure == null) {
      outer.complete(value);
    } else {
      outer.completeExceptionally(unwrap(failure));
    }
  }

  /** Returns the failure without the wrappers that derived futures put around it. */
  static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
