package io.github.krea4j.internal.media;

import io.github.krea4j.ProgressListener;
import io.github.krea4j.internal.http.Listeners;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings progress from the network's thread to the application's listener: never two calls at once,
 * never an older report after a newer one, and never waiting for the listener.
 */
final class ProgressRelay {
  private final ProgressListener listener;
  private final Executor executor;
  private final AtomicReference<@Nullable Report> pending = new AtomicReference<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ReentrantLock turn = new ReentrantLock();

  ProgressRelay(ProgressListener listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  void report(long sent, long total) {
    pending.set(new Report(sent, total));
    if (scheduled.compareAndSet(false, true)) {
      Listeners.run(executor, "onProgress", this::deliver);
    }
  }

  /** Hands over what is left, on this thread: called where the upload's end becomes visible. */
  void deliver() {
    turn.lock();
    try {
      scheduled.set(false);
      Report report = pending.getAndSet(null);
      if (report != null) {
        Listeners.guarded("onProgress", () -> listener.onProgress(report.sent(), report.total()));
      }
    } finally {
      turn.unlock();
    }
  }

  private record Report(long sent, long total) {}
}
