package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.KreaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first request to its outcome, on whatever lane. Repeats are a short loop over
 * the lane's pauses: no thread sleeps, and all that is counted is counted here, per call.
 */
final class PendingCall<T> implements Abortable, Callback {
  private final Http http;
  private final Lane lane;
  private final Exchange<T> call;
  private final AbortableFuture<T> result = new AbortableFuture<>(this);
  private final TimeLimit limit;
  private final int retries;
  private final CallFailures failures;

  // The rest is guarded by this; no I/O happens under the lock.
  private int attempt;
  private Instant sentAt;
  private @Nullable Call running;
  private @Nullable SendState state;
  private @Nullable Cancellable planned;
  private @Nullable Reason aborted;
  private boolean abandoned;

  PendingCall(Http http, Exchange<T> call, Lane lane) {
    this.http = http;
    this.lane = lane;
    this.call = call;
    Duration own = call.options().timeout();
    Duration total =
        call.kind() == CallKind.DOWNLOAD
            ? Duration.ZERO
            : own == null ? http.requestTimeout() : own;
    this.limit = new TimeLimit(http.timer().nanoTime(), total);
    this.failures = new CallFailures(call, new ConnectionFailure(call, total, http::proxy));
    Integer times = call.options().retries();
    this.retries = times == null ? http.maxRetries() : times;
    this.sentAt = http.timer().now();
  }

  AbortableFuture<T> result() {
    return result;
  }

  /** Makes the next request. */
  void start() {
    SendState fresh;
    synchronized (this) {
      if (aborted != null) {
        return;
      }
      planned = null;
      attempt++;
      sentAt = http.timer().now();
      fresh = new SendState(call, attempt, limit, lane);
      state = fresh;
    }
    if (http.isClosed()) {
      boolean unused = fresh.forbid();
    }
    try {
      Call next = http.newCall(fresh);
      synchronized (this) {
        running = next;
        if (aborted != null) {
          next.cancel();
        }
      }
      long left = limit.left(http.timer().nanoTime());
      next.timeout().timeout(limit.none() ? 0 : Math.max(1, left), TimeUnit.NANOSECONDS);
      lane.send(next, this);
    } catch (RuntimeException | Error e) { // of a listener
      broken(new Guard.Fault(e));
    }
  }

  /** Keeps a request from being sent that has not been. */
  synchronized void holdBack() {
    if (state != null) {
      boolean unused = state.forbid();
    }
  }

  @Override
  public void onFailure(Call failed, IOException e) {
    if (!over()) {
      guarded(() -> broken(e));
    }
  }

  @Override
  public void onResponse(Call answered, Response response) {
    if (over()) {
      response.close();
      return;
    }
    guarded(
        () -> {
          if (response.isSuccessful()) {
            succeeded(response);
          } else {
            refused(response);
          }
        });
  }

  /** Returns whether whoever stopped the call has ended it already. */
  private synchronized boolean over() {
    return aborted != null && !abandoned && call.kind() != CallKind.DOWNLOAD;
  }

  /** Runs a step. OkHttp would swallow what it throws, and the future would never complete. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      finish(e);
    }
  }

  /** Handles a request that got no answer, or no whole one. */
  private void broken(IOException e) {
    if (e instanceof Credentials.Refused refused) {
      finish(refused.reason());
      return;
    }
    if (lane.interrupted(e)) {
      interrupted(e);
      return;
    }
    boolean sent = sent() && !ConnectionFailure.refusedUnread(e);
    boolean again =
        (call.kind().repeatable() || !sent)
            && !ConnectionFailure.permanent(e)
            && !ConnectionFailure.outOfTime(e);
    if (again && repeat(false, Optional.empty())) {
      return;
    }
    finish(failures.broken(e, attempts(), sent, sentAt()));
  }

  /** Handles an answer that is no success. */
  private void refused(Response response) {
    int status = response.code();
    if (status == 407) {
      finish(failures.refusedByProxy(response, attempts()));
      return;
    }
    ApiException failure = failures.refused(response, key(), attempts(), http.timer().now());
    boolean limited = status == 429 && call.kind() != CallKind.DOWNLOAD;
    if (!call.kind().again(status) || !repeat(limited, failure.retryAfter())) {
      finish(failures.answered(failure, sentAt()));
    }
  }

  /** Handles an answer that claims success. */
  private void succeeded(Response response) {
    T value;
    try {
      value = call.receiver().receive(response, http.bodyLimit());
    } catch (Receiver.Unwanted e) {
      response.close();
      finish(failures.unwanted(e));
      return;
    } catch (IOException e) {
      response.close();
      broken(e);
      return;
    } catch (TextReceiver.Unreadable e) {
      finish(failures.unreadable(e, key(), sentAt()));
      return;
    } catch (KreaException | UncheckedIOException e) { // the latter: the disk
      response.close();
      finish(e);
      return;
    } catch (RuntimeException | Error e) { // of an interceptor that took the body, or a listener
      broken(new Guard.Fault(e));
      return;
    }
    if (!result.complete(value)) {
      late(value);
    }
    http.ended(this);
  }

  private void late(T value) {
    if (isAbandoned()) {
      failures.logAbandoned(sentAt(), "was accepted: " + value);
    }
    call.receiver().late(value);
  }

  private void interrupted(IOException e) {
    boolean download;
    synchronized (this) {
      download = call.kind() == CallKind.DOWNLOAD;
      if (download && aborted == null) {
        aborted = Reason.INTERRUPTED;
      }
    }
    if (download) {
      finish(e);
    } else {
      abort(Reason.INTERRUPTED);
    }
  }

  /** Plans the next request, if one is left and there is time for it. */
  private boolean repeat(boolean limited, Optional<Duration> asked) {
    RequestBody body = call.request().body();
    if (call.kind() == CallKind.ONCE && body != null && body.isOneShot()) {
      return false;
    }
    synchronized (this) {
      if (aborted != null) {
        return !abandoned && call.kind() != CallKind.DOWNLOAD;
      }
      if (attempt > retries) {
        return false;
      }
      Duration pause = http.backoff().pause(attempt, limited, asked);
      if (!limit.none() && pause.toNanos() >= limit.left(http.timer().nanoTime())) {
        return false;
      }
      // From here on nothing is under way that the service might have accepted.
      state = null;
      running = null;
      planned = lane.after(pause, this::start);
      return true;
    }
  }

  @Override
  public boolean abort(Reason reason) {
    Call stopped;
    boolean sent;
    synchronized (this) {
      stopped = running;
      if (aborted != null || result.isDone()) {
        if (abandoned && reason != Reason.CANCELLED && stopped != null) {
          stopped.cancel();
        }
        // A submit has an outcome then, and it is on its way.
        return call.kind() != CallKind.SUBMIT || result.isCancelled();
      }
      aborted = reason;
      sent = state != null && !state.forbid();
      // What was sent cannot be taken back: its answer tells whether there is a job.
      abandoned = sent && reason == Reason.CANCELLED && call.kind() == CallKind.SUBMIT;
      if (planned != null) {
        planned.cancel();
      }
    }
    if (call.kind() == CallKind.DOWNLOAD) {
      if (stopped == null) {
        finish(new CancellationException());
      } else {
        stopped.cancel(); // its callback follows: the future ends when no file is left behind
      }
      return true;
    }
    KreaException failure = failures.stopped(reason, sent, attempts(), sentAt());
    if (failure != null && isAbandoned()) {
      result.completeExceptionally(failure);
      return false;
    }
    if (failure != null) {
      // Before the request is torn down, whose own failure would say less.
      finish(failure);
    }
    if (stopped != null) {
      stopped.cancel();
    }
    return failure == null;
  }

  @Override
  public void cancelled() {
    if (call.kind() != CallKind.DOWNLOAD) {
      finish(new CancellationException());
    }
  }

  private void finish(Throwable failure) {
    Throwable outcome = call.kind() == CallKind.DOWNLOAD ? ofDownload(failure) : failure;
    if (!result.completeExceptionally(outcome) && isAbandoned()) {
      failures.logAbandoned(sentAt(), failures.fateOf(failure));
    }
    http.ended(this);
  }

  private Throwable ofDownload(Throwable failure) {
    Reason reason;
    synchronized (this) {
      reason = aborted;
    }
    if (reason == null) {
      return failure;
    }
    KreaException stopped = failures.stopped(reason, false, attempts(), sentAt());
    return stopped == null ? new CancellationException() : stopped;
  }

  private synchronized boolean isAbandoned() {
    return abandoned;
  }

  private synchronized int attempts() {
    return attempt;
  }

  private synchronized Instant sentAt() {
    return sentAt;
  }

  private synchronized boolean sent() {
    return state != null && state.sent();
  }

  private synchronized @Nullable String key() {
    return state == null ? null : state.key;
  }
}
