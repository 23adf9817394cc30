package io.github.krea4j;

import io.github.krea4j.internal.http.Blocking;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The two forms of a call, so that one test body covers both. */
enum Twin {
  BLOCKING {
    @Override
    <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> async) {
      return blocking.get();
    }
  },
  ASYNC {
    @Override
    <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> async) {
      // Fails as the future does, without the wrapper.
      return Blocking.await(async.get());
    }
  };

  abstract <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> async);
}
