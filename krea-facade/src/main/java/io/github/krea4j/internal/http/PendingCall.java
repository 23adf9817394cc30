package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.FailedResponse;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first request to its outcome. Repeats are a short loop over the client's timer:
 * no thread sleeps, and all that is counted is counted here, per call.
 */
final class PendingCall<T> implements Abortable, Callback {
  private static final int ERROR_LIMIT = 64 * 1024;

  private final Transport transport;
  private final ApiCall call;
  private final Function<ApiResponse, T> reader;
  private final AbortableFuture<T> result = new AbortableFuture<>(this);
  private final TimeLimit limit;
  private final int retries;

  // The rest is guarded by this; no I/O happens under the lock.
  private int attempt;
  private Instant sentAt;
  private @Nullable Call running;
  private @Nullable SendState state;
  private @Nullable Cancellable planned;
  private boolean aborted;

  PendingCall(Transport transport, ApiCall call, Function<ApiResponse, T> reader) {
    this.transport = transport;
    this.call = call;
    this.reader = reader;
    Duration total = call.timeout();
    this.limit =
        new TimeLimit(
            transport.timer().nanoTime(), total == null ? transport.requestTimeout() : total);
    Integer own = call.retries();
    this.retries = own == null ? transport.maxRetries() : own;
    this.sentAt = transport.timer().now();
  }

  AbortableFuture<T> result() {
    return result;
  }

  /** Makes the next request. */
  void start() {
    Call next;
    synchronized (this) {
      if (aborted) {
        return;
      }
      planned = null;
      attempt++;
      sentAt = transport.timer().now();
      SendState fresh = new SendState(call, attempt, limit);
      next = transport.apiClient().newCall(fresh.attach(call.request()));
      state = fresh;
      running = next;
    }
    long left = limit.left(transport.timer().nanoTime());
    next.timeout().timeout(limit.none() ? 0 : Math.max(1, left), TimeUnit.NANOSECONDS);
    next.enqueue(this);
  }

  @Override
  public void onFailure(Call failed, IOException e) {
    if (aborted()) {
      return; // whoever stopped the call ends it
    }
    guarded(() -> broken(e));
  }

  @Override
  public void onResponse(Call answered, Response response) {
    if (aborted()) {
      response.close();
      return;
    }
    guarded(
        () -> {
          if (response.isSuccessful()) {
            BodyText body;
            try (response) {
              body = BodyText.whole(response, transport.bodyLimit());
            } catch (IOException e) {
              broken(e);
              return;
            }
            read(response, body);
          } else {
            BodyText body;
            try (response) {
              body = BodyText.whatever(response, ERROR_LIMIT);
            }
            refused(response, body.text());
          }
        });
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
    boolean sent = sent() && !ConnectionFailure.refusedUnread(e);
    boolean again =
        (call.kind().repeatable() || !sent)
            && !ConnectionFailure.permanent(e)
            && !ConnectionFailure.outOfTime(e);
    if (again && repeat(false, Optional.empty())) {
      return;
    }
    if (sent && call.kind() == CallKind.SUBMIT) {
      finish(uncertain(ConnectionFailure.describe(e, call.request().url(), limit.total()), e));
    } else {
      finish(ConnectionFailure.of(e, call, attempts(), sent, limit.total()));
    }
  }

  /** Handles an answer that is no success. */
  private void refused(Response response, String body) {
    int status = response.code();
    ApiException failure = failure(response, body);
    boolean again =
        call.kind().repeatable()
            ? status == 408 || status == 425 || status == 429 || status >= 500
            : status == 429;
    if (again && repeat(status == 429, failure.retryAfter())) {
      return;
    }
    if (call.kind() == CallKind.SUBMIT && (status == 408 || status >= 500)) {
      finish(uncertain("the answer was " + status + ", which does not tell", failure));
    } else {
      finish(failure);
    }
  }

  /** Handles an answer that claims success. */
  private void read(Response response, BodyText body) {
    if (body.cut()) {
      unreadable(body.text(), "it is larger than " + transport.bodyLimit() + " bytes", null);
      return;
    }
    T value;
    try {
      value =
          reader.apply(
              new ApiResponse(
                  response.code(),
                  response.headers(),
                  body.text(),
                  attempts(),
                  call.method(),
                  call.path()));
    } catch (KreaException e) {
      finish(e);
      return;
    } catch (RuntimeException e) {
      unreadable(body.text(), reason(e), e);
      return;
    }
    if (result.complete(value)) {
      transport.ended(this);
    }
  }

  private void unreadable(String body, String reason, @Nullable Throwable cause) {
    boolean html = body.stripLeading().startsWith("<");
    ResponseFormatException failure =
        new ResponseFormatException(
            call.method()
                + " "
                + call.path()
                + " succeeded, but its answer cannot be read: "
                + (html ? "it is an HTML page. Check the base URL." : reason + "."),
            Redaction.blot(body, key()),
            cause);
    finish(
        call.kind() == CallKind.SUBMIT
            ? uncertain("the answer was a success that cannot be read", failure)
            : failure);
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    // Gson's messages quote the text it read; those of this library name what is wrong with it.
    return e instanceof IllegalArgumentException && message != null
        ? message
        : "it is not the JSON expected";
  }

  /** Plans the next request, if one is left and there is time for it. */
  private boolean repeat(boolean limited, Optional<Duration> asked) {
    RequestBody body = call.request().body();
    if (call.kind() == CallKind.ONCE && body != null && body.isOneShot()) {
      return false;
    }
    synchronized (this) {
      if (aborted) {
        return true;
      }
      if (attempt > retries) {
        return false;
      }
      Duration pause = transport.backoff().pause(attempt, limited, asked);
      if (!limit.none() && pause.toNanos() >= limit.left(transport.timer().nanoTime())) {
        return false;
      }
      // From here on nothing is under way that the service might have accepted.
      state = null;
      running = null;
      planned = transport.timer().schedule(pause, this::start);
      return true;
    }
  }

  @Override
  public boolean abort(Reason reason) {
    Call stopped;
    boolean sent;
    synchronized (this) {
      if (aborted || result.isDone()) {
        // A submit has an outcome then, and it is on its way.
        return call.kind() != CallKind.SUBMIT || result.isCancelled();
      }
      aborted = true;
      sent = state != null && !state.forbid();
      stopped = running;
      if (planned != null) {
        planned.cancel();
      }
    }
    KreaException failure = outcome(reason, sent);
    if (failure != null) {
      // Before the request is torn down, whose own failure would say less.
      finish(failure);
    }
    if (stopped != null) {
      stopped.cancel();
    }
    return failure == null;
  }

  /** Returns how a call that was stopped ends; null: just as cancelled. */
  private @Nullable KreaException outcome(Reason reason, boolean sent) {
    String what =
        switch (reason) {
          case CANCELLED -> "cancelled";
          case INTERRUPTED -> "interrupted";
          case CLOSED -> "ended by closing the client";
        };
    if (sent && call.kind() == CallKind.SUBMIT) {
      return uncertain("the call was " + what + " after it was sent", null);
    }
    if (reason == Reason.CANCELLED) {
      return null;
    }
    String how =
        sent
            ? " before its answer came."
                + (call.kind() == CallKind.READ ? "" : " It may have been carried out.")
            : " before it was sent: nothing was accepted.";
    return new ConnectionException(
        call.method() + " " + call.path() + " was " + what + how, attempts(), null);
  }

  @Override
  public void cancelled() {
    finish(new CancellationException());
  }

  private void finish(Throwable failure) {
    if (result.completeExceptionally(failure)) {
      transport.ended(this);
    }
  }

  private SubmissionUncertainException uncertain(String reason, @Nullable Throwable cause) {
    Instant at;
    synchronized (this) {
      at = sentAt;
    }
    return new SubmissionUncertainException(call.target(), at, reason, cause);
  }

  private ApiException failure(Response response, String body) {
    String key = key();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .headers()
        .toMultimap()
        .forEach(
            (name, values) ->
                headers.put(
                    name,
                    values.stream()
                        .map(value -> Redaction.blot(value, key))
                        .collect(Collectors.toUnmodifiableList())));
    return ApiException.of(
        new FailedResponse(
            call.method(),
            call.path(),
            response.code(),
            headers,
            Redaction.blot(body, key),
            attempts(),
            call.model(),
            transport.timer().now()));
  }

  private synchronized boolean aborted() {
    return aborted;
  }

  private synchronized int attempts() {
    return attempt;
  }

  private synchronized boolean sent() {
    return state != null && state.sent();
  }

  private synchronized @Nullable String key() {
    return state == null ? null : state.key;
  }
}
