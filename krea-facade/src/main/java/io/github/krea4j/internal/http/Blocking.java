package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.KreaException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The blocking form of asynchronous calls. */
public final class Blocking {
  // An interrupt is to end a wait in under 50 ms.
  private static final long GRACE_MILLIS = 30;

  private Blocking() {}

  /**
   * Starts the call and waits for it. Unlike {@link #await} this starts nothing if the thread is
   * interrupted already.
   */
  public static <T> T call(Supplier<CompletableFuture<T>> call) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ConnectionException(
          "The thread was interrupted before the call: nothing was sent.", 0, null);
    }
    return await(call.get());
  }

  /**
   * Waits for the future. An interrupt stops its work and ends the wait with the work's own
   * failure, or with its value if that came in time; the interrupt flag is set again.
   *
   * @throws KreaException as the work failed, with this thread's stack
   */
  public static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      try {
        return afterInterrupt(future);
      } finally {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T afterInterrupt(CompletableFuture<T> future) {
    try {
      UserFuture.stop(future, Abortable.Reason.INTERRUPTED);
      return future.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException | TimeoutException | CancellationException e) {
      throw new ConnectionException(
          "The thread was interrupted before the call ended; it may have been carried out.", 1, e);
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    Throwable failure = UserFuture.unwrap(e.getCause() == null ? e : e.getCause());
    if (failure instanceof KreaException) {
      // It was made on a thread that means nothing to the caller.
      failure.fillInStackTrace();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new CompletionException(failure);
  }
}
