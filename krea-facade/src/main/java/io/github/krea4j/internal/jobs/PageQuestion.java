package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One question for a job and whatever is under way to answer it. */
final class PageQuestion implements Abortable {
  final String id;
  final AbortableFuture<JobState> answer = new AbortableFuture<>(this);
  private final JobSource source;
  private volatile @Nullable PageWalk walk;
  private volatile @Nullable CompletableFuture<JobState> request;

  PageQuestion(String id, JobSource source) {
    this.id = id;
    this.source = source;
  }

  /** Has a walk look for the answer. */
  void lookedForBy(PageWalk part) {
    walk = part;
  }

  void askSingly() {
    if (answer.isDone()) {
      return;
    }
    CompletableFuture<JobState> single = attempt(() -> source.get(id));
    request = single;
    if (answer.isDone()) {
      single.cancel(true);
    }
    var unused = single.whenComplete(this::answered);
  }

  private void answered(@Nullable JobState state, @Nullable Throwable failure) {
    if (state != null) {
      answer.complete(state);
    } else {
      answer.completeExceptionally(failure == null ? new IllegalStateException() : failure);
    }
  }

  @Override
  public boolean abort(Reason reason) {
    CompletableFuture<JobState> single = request;
    PageWalk part = walk;
    if (single != null) {
      single.cancel(true);
    } else if (part != null) {
      part.dropped(this);
    }
    return true;
  }

  /** Whatever happens to a request, those who wait for its answer must hear of it. */
  static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
