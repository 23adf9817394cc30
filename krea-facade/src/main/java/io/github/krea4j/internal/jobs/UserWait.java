package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.UserFuture;
import io.github.krea4j.model.Job;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A wait as applications hold it: completes on their executor, and ends the wait when it or
 * anything derived from it is cancelled. The {@link CancellationException} then has the job's id
 * and last state as its cause.
 */
public final class UserWait extends AbortableFuture<Job> {
  private final AbortableFuture<Job> wait;

  private UserWait(AbortableFuture<Job> wait) {
    super(wait::abort);
    this.wait = wait;
  }

  /** Hands out a wait of {@link JobWaits}. */
  public static CompletableFuture<Job> of(AbortableFuture<Job> wait, Executor executor) {
    UserWait outer = new UserWait(wait);
    var unused =
        UserFuture.of(wait, executor)
            .whenComplete(
                (job, failure) -> {
                  if (failure != null) {
                    outer.completeExceptionally(failure);
                  } else {
                    outer.complete(job);
                  }
                });
    return outer;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    abort(Abortable.Reason.CANCELLED);
    // The wait has ended by now: with a cancellation that tells which job runs on, if not before.
    var unused =
        wait.whenComplete(
            (job, end) -> {
              if (end instanceof CancellationException) {
                completeExceptionally(end);
              }
            });
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Derived<>(wait);
  }

  /** What an application makes of a wait; cancelling it ends the wait too. */
  private static final class Derived<U> extends AbortableFuture<U> {
    private final AbortableFuture<Job> wait;

    Derived(AbortableFuture<Job> wait) {
      super(wait::abort);
      this.wait = wait;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      // Itself first: the end of the wait would reach it as an ordinary failure.
      completeExceptionally(new CancellationException());
      wait.cancel(mayInterruptIfRunning);
      return isCancelled();
    }

    @Override
    public <V> CompletableFuture<V> newIncompleteFuture() {
      return new Derived<>(wait);
    }
  }
}
