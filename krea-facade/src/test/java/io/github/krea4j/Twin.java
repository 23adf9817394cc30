package io.github.krea4j;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The two forms of a call, so that one test body covers both. */
public enum Twin {
  BLOCKING {
    @Override
    public <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> async) {
      return blocking.get();
    }
  },
  ASYNC {
    @Override
    public <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> async) {
      // Fails as the future does, without the wrapper.
      try {
        return async.get().join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof RuntimeException failure ? failure : e;
      }
    }
  };

  public abstract <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> async);
}
