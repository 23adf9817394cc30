package io.github.krea4j.internal.http;

import io.github.krea4j.errors.KreaException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads the end of a future on the thread that waited for it. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Returns the value of a future that is done, or throws its failure.
   *
   * @throws KreaException as the work failed, with this thread's stack
   */
  static <T> T of(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw failure(UserFuture.unwrap(e));
    }
  }

  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof KreaException) {
      // It may have been made on a thread that means nothing to the caller.
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
