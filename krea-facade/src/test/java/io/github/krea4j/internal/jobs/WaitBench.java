package io.github.krea4j.internal.jobs;

import io.github.krea4j.JobHandle;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.VirtualTimer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits against a scripted service on a clock that only the bench moves. */
final class WaitBench {
  /** The two forms of a wait; what is said about one holds for the other. */
  enum Mode {
    BLOCKING,
    ASYNC
  }

  /**
   * How a wait ended.
   *
   * @param took virtual time
   */
  record Outcome(@Nullable Job job, @Nullable Throwable failure, Duration took) {}

  final VirtualTimer timer = new VirtualTimer();
  final ScriptedJobs service = new ScriptedJobs(timer);
  final JobsClient jobs;
  final Map<String, Duration> averages = new HashMap<>();

  WaitBench() {
    this(Runnable::run);
  }

  WaitBench(Executor executor) {
    jobs =
        new JobsClient(
            service,
            service,
            new Lanes(timer, () -> "id:secret", null),
            () -> 0.5,
            executor,
            WaitOptions.defaults(),
            model -> Optional.ofNullable(averages.get(model)),
            null);
  }

  /** Returns a handle for a job submitted right now. */
  JobHandle submitted(JobState first) {
    return jobs.submitted(first.job());
  }

  JobHandle submitted(JobState first, Duration average) {
    averages.put("image/vendor/model", average);
    return jobs.submitted(first, "image/vendor/model", WaitOptions.defaults());
  }

  Outcome await(Mode mode, JobHandle handle, WaitOptions options) {
    Duration start = timer.elapsed();
    Supplier<Job> wait =
        mode == Mode.BLOCKING ? blocking(() -> handle.await(options)) : async(handle, options);
    Outcome outcome;
    try {
      outcome = new Outcome(wait.get(), null, timer.elapsed().minus(start));
    } catch (CompletionException e) {
      outcome = new Outcome(null, e.getCause(), timer.elapsed().minus(start));
    }
    if (timer.pending() > 0) {
      throw new AssertionError("The wait has ended, but something is planned for it");
    }
    return outcome;
  }

  private Supplier<Job> async(JobHandle handle, WaitOptions options) {
    return () -> {
      CompletableFuture<Job> future = handle.awaitAsync(options);
      runUntilDone(future);
      return future.join();
    };
  }

  /** Moves the clock until the future is done. */
  void runUntilDone(CompletableFuture<?> future) {
    while (!future.isDone()) {
      if (!timer.runNext()) {
        throw new AssertionError("Nothing is planned any more: this waits for ever");
      }
    }
  }

  private Supplier<Job> blocking(Supplier<Job> wait) {
    return () -> {
      FutureTask<Job> task = new FutureTask<>(wait::get);
      Thread thread = new Thread(task, "blocked");
      thread.start();
      long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!task.isDone()) {
        // The clock moves only while the wait is blocked, or it would run ahead of its beginning.
        // What was handed to it is looked for first: it may not have woken up yet.
        if (!timer.allTaken() || thread.getState() != Thread.State.WAITING || !timer.runNext()) {
          Thread.onSpinWait();
        }
        if (System.nanoTime() > patience) {
          throw new AssertionError("Nothing is planned any more: this waits for ever");
        }
      }
      try {
        return task.get();
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    };
  }

  /** Returns the one suppressed or causing exception of a type. */
  static <T extends Throwable> Optional<T> attached(Throwable failure, Class<T> type) {
    for (Throwable suppressed : failure.getSuppressed()) {
      if (type.isInstance(suppressed)) {
        return Optional.of(type.cast(suppressed));
      }
    }
    return Optional.ofNullable(failure.getCause()).filter(type::isInstance).map(type::cast);
  }
}
