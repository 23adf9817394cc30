package io.github.krea4j;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the application's listeners where they belong; nothing they do breaks a call. */
final class Listeners {
  private static final Logger log = LoggerFactory.getLogger(KreaClient.class);

  private Listeners() {}

  /** Runs a listener on the executor. */
  static void run(Executor executor, String name, Runnable listener) {
    try {
      executor.execute(() -> guarded(name, listener));
    } catch (RejectedExecutionException e) {
      log.warn("The executor refused to run the listener {}", name, e);
    }
  }

  /** Runs a listener on this thread. */
  static void guarded(String name, Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      log.warn("The listener {} failed; the call goes on", name, e);
    }
  }
}
