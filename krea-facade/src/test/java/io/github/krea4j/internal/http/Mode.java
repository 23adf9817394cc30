package io.github.krea4j.internal.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/** The two ways an application waits for a call; tests of behaviour run in both. */
enum Mode {
  BLOCKING {
    @Override
    <T> T await(Supplier<CompletableFuture<T>> call) {
      return Blocking.call(call);
    }
  },
  ASYNC {
    @Override
    <T> T await(Supplier<CompletableFuture<T>> call) {
      try {
        return UserFuture.of(call.get(), ForkJoinPool.commonPool()).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException failure ? failure : e;
      }
    }
  };

  abstract <T> T await(Supplier<CompletableFuture<T>> call);
}
