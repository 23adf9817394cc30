package io.github.krea4j.internal.media;

import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks a few at a time: all of them, or none. When one fails the others are aborted, and what
 * they brought is discarded before the failure is reported.
 */
final class BoundedTasks<T> {
  private final int bound;
  private final Consumer<T> discard;
  private final AbortableFuture<List<T>> outcome = new AbortableFuture<>(this::abort);

  // Guarded by this; nothing is waited for while it is held.
  private final Iterator<Supplier<AbortableFuture<T>>> waiting;
  private final int count;
  private final Map<Integer, AbortableFuture<T>> running = new LinkedHashMap<>();
  private final Map<Integer, T> done = new LinkedHashMap<>();
  private int started;
  private int active;
  private @Nullable Throwable failure;

  BoundedTasks(List<Supplier<AbortableFuture<T>>> tasks, int bound, Consumer<T> discard) {
    this.waiting = tasks.iterator();
    this.count = tasks.size();
    this.bound = bound;
    this.discard = discard;
  }

  AbortableFuture<List<T>> start() {
    if (count == 0) {
      outcome.complete(List.of());
      return outcome;
    }
    for (int i = 0; i < bound; i++) {
      startNext();
    }
    return outcome;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ended() takes failures too
  private void startNext() {
    int number;
    Supplier<AbortableFuture<T>> task;
    synchronized (this) {
      if (failure != null || !waiting.hasNext()) {
        return;
      }
      number = started++;
      active++;
      task = waiting.next();
    }
    AbortableFuture<T> future;
    try {
      future = task.get();
    } catch (RuntimeException e) {
      future = failed(e);
    }
    boolean late;
    synchronized (this) {
      running.put(number, future);
      late = failure != null;
    }
    if (late) {
      future.abort(Abortable.Reason.CANCELLED);
    }
    future.whenComplete((value, error) -> ended(number, value, error));
  }

  private static <T> AbortableFuture<T> failed(RuntimeException e) {
    AbortableFuture<T> future = new AbortableFuture<>(reason -> true);
    future.completeExceptionally(e);
    return future;
  }

  private void ended(int number, @Nullable T value, @Nullable Throwable error) {
    List<AbortableFuture<T>> abort = List.of();
    boolean last;
    synchronized (this) {
      running.remove(number);
      active--;
      if (error == null && value != null) {
        done.put(number, value);
      } else if (failure == null) {
        failure = error;
        abort = List.copyOf(running.values());
      }
      last = active == 0 && (failure != null || done.size() == count);
    }
    abort.forEach(future -> future.abort(Abortable.Reason.CANCELLED));
    if (last) {
      finish();
    } else {
      startNext();
    }
  }

  private void finish() {
    Throwable error;
    List<T> values = new ArrayList<>();
    synchronized (this) {
      error = failure;
      for (int i = 0; i < count; i++) {
        if (done.containsKey(i)) {
          values.add(done.get(i));
        }
      }
      done.clear();
    }
    if (error != null) {
      values.forEach(discard);
      outcome.completeExceptionally(error);
    } else if (!outcome.complete(List.copyOf(values))) {
      values.forEach(discard);
    }
  }

  private boolean abort(Abortable.Reason reason) {
    List<AbortableFuture<T>> abort;
    synchronized (this) {
      if (failure == null) {
        failure = new CancellationException();
      }
      abort = List.copyOf(running.values());
    }
    abort.forEach(future -> future.abort(reason));
    return true;
  }
}
