package io.github.krea4j.internal.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Where the application's code runs if it names no executor: the common pool, if that has threads.
 */
public final class DefaultExecutor {
  // The pool itself says 1 here as well, and then runs nothing.
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

  /** The executor. It never refuses. */
  public static final Executor INSTANCE =
      Integer.getInteger(PARALLELISM, 1) > 0
          ? ForkJoinPool.commonPool()
          : DefaultExecutor::onThreadOfItsOwn;

  private DefaultExecutor() {}

  private static void onThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "krea4j-callback");
    thread.setDaemon(true);
    thread.start();
  }
}
