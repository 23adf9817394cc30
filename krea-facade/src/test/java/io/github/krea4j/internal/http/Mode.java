package io.github.krea4j.internal.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/** The two ways an application waits for a call; tests of behaviour run in both. */
enum Mode {
  BLOCKING {
    @Override
    <T> T make(Http http, Exchange<T> call) {
      return http.call(call);
    }
  },
  ASYNC {
    @Override
    <T> T make(Http http, Exchange<T> call) {
      try {
        return UserFuture.of(http.start(call, http.lanes().async()), ForkJoinPool.commonPool())
            .join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException failure ? failure : e;
      }
    }
  };

  abstract <T> T make(Http http, Exchange<T> call);

  TestCall.Answer await(Http http, TestCall call) {
    return make(http, call.exchange());
  }

  <T> T await(Http http, TestCall call, Function<String, T> reader) {
    return make(http, call.exchange(reader));
  }
}
