package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Everything on the thread that waits: what is to be done next is put in a queue, which that thread
 * works off until the outcome is there. The application's interceptors and its key supplier so run
 * where it made the call.
 *
 * <p>An interrupt ends the work: at once between two steps, and during a request through {@link
 * #lookAfter}, since a thread in a socket's read does not notice by itself.
 */
final class CallerLane implements Lane {
  // An interrupt is to end a wait in under 50 ms.
  private static final long GRACE_MILLIS = 30;

  private final Lanes lanes;
  private final Thread owner = Thread.currentThread();
  private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
  private volatile @Nullable CompletableFuture<?> outcome;
  private volatile boolean ended;

  CallerLane(Lanes lanes) {
    this.lanes = lanes;
  }

  @Override
  public void send(Call call, Callback then) {
    Request request = new Request(call, then);
    if (!lanes.permits().acquire(request.granted)) {
      request.expireLater();
    }
  }

  @Override
  public Cancellable after(Duration pause, Runnable then) {
    return lanes.timer().schedule(pause, steps, then);
  }

  @Override
  public String key() {
    return ApiKey.from(lanes.keys());
  }

  @Override
  public boolean interrupted(Throwable failure) {
    if (Thread.currentThread() != owner) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        owner.interrupt(); // whoever caught it forgot to
      }
    }
    return owner.isInterrupted();
  }

  /**
   * Works until the outcome is there. An interrupt stops the work and ends this with the work's own
   * failure, or with its value if that came in time; the flag is set again.
   *
   * @throws io.github.krea4j.errors.KreaException as the work failed
   */
  <T> T drive(CompletableFuture<T> work) {
    outcome = work;
    var unused = work.whenComplete((value, failure) -> steps.add(CallerLane::lookUp));
    try {
      while (!work.isDone()) {
        run(steps.take(), work);
      }
      return Outcomes.of(work);
    } catch (InterruptedException e) {
      try {
        return afterInterrupt(work);
      } finally {
        owner.interrupt();
      }
    } finally {
      ended = true;
      sweep();
    }
  }

  /** A step that does nothing but have the thread look whether the outcome is there. */
  private static void lookUp() {}

  private static void run(Runnable step, CompletableFuture<?> work) {
    try {
      step.run();
    } catch (RuntimeException | Error e) { // a fault of ours must not leave anybody waiting
      work.completeExceptionally(e);
    }
  }

  private <T> T afterInterrupt(CompletableFuture<T> work) {
    UserFuture.stop(work, Abortable.Reason.INTERRUPTED);
    try {
      while (!work.isDone()) {
        Runnable step = steps.poll(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        if (step == null) {
          break;
        }
        run(step, work);
      }
      if (work.isDone()) {
        return Outcomes.of(work);
      }
    } catch (InterruptedException | CancellationException e) {
      // There is no better outcome than the following.
    }
    throw new ConnectionException(
        "The thread was interrupted before the call ended; it may have been carried out.", 1, null);
  }

  /** Stops the work if its thread was interrupted. Called by the timer during a request. */
  void lookAfter() {
    CompletableFuture<?> work = outcome;
    if (work != null && owner.isInterrupted()) {
      UserFuture.stop(work, Abortable.Reason.INTERRUPTED);
    }
  }

  /** Gives back the permits of requests that nobody makes any more. */
  private void sweep() {
    for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
      if (step instanceof Request) {
        lanes.permits().release();
      }
    }
  }

  /** A request to be made once there is a permit for it. */
  private final class Request implements Runnable {
    private final Call call;
    private final Callback then;
    private final long start = lanes.timer().nanoTime();
    private final Runnable granted = this::enter;
    private volatile @Nullable Cancellable expiry;

    Request(Call call, Callback then) {
      this.call = call;
      this.then = then;
    }

    private void enter() {
      steps.add(this);
      if (ended) {
        sweep();
      }
    }

    void expireLater() {
      long limit = call.timeout().timeoutNanos();
      if (limit > 0) {
        expiry = lanes.timer().schedule(Duration.ofNanos(limit), () -> steps.add(this::expired));
      }
    }

    private void expired() {
      if (lanes.permits().withdraw(granted)) {
        then.onFailure(call, new Lanes.NoPermit());
      }
    }

    @Override
    public void run() {
      Cancellable planned = expiry;
      if (planned != null) {
        planned.cancel();
        long left = call.timeout().timeoutNanos() - (lanes.timer().nanoTime() - start);
        call.timeout().timeout(Math.max(1, left), TimeUnit.NANOSECONDS);
      }
      lanes.watch(CallerLane.this);
      try {
        execute();
      } finally {
        lanes.unwatch(CallerLane.this);
        lanes.permits().release();
      }
    }

    private void execute() {
      Response response;
      try {
        response = call.execute();
      } catch (IOException e) {
        then.onFailure(call, e);
        return;
      } catch (RuntimeException | Error e) { // of a listener; interceptors are guarded
        then.onFailure(call, new Guard.Fault(e));
        return;
      }
      try {
        then.onResponse(call, response);
      } catch (IOException e) {
        throw new AssertionError("calls handle the failures of reading themselves", e);
      }
    }
  }
}
