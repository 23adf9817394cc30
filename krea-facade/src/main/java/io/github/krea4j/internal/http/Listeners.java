package io.github.krea4j.internal.http;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the application's listeners where they belong; nothing they do breaks a call. */
public final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private Listeners() {}

  /** Runs a listener on the executor. */
  public static void run(Executor executor, String name, Runnable listener) {
    try {
      executor.execute(() -> guarded(name, listener));
    } catch (RejectedExecutionException e) {
      LOG.warn("The executor refused to run the listener {}", name, e);
    }
  }

  /** Runs a listener on this thread. */
  public static void guarded(String name, Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.warn("The listener {} failed; the call goes on", name, e);
    }
  }
}
