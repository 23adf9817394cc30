package io.github.krea4j;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.FailedResponse;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Cancellable;
import io.github.krea4j.internal.http.ConnectionFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fetch from its first request to its outcome. */
final class MediaFetch<T> implements Abortable, Callback {
  private static final long ERROR_LIMIT = 64 * 1024;
  private static final Logger log = LoggerFactory.getLogger("io.github.krea4j.http");

  private final MediaCalls media;
  private final HttpUrl url;
  private final MediaCalls.Use<T> use;
  private final Consumer<T> discard;
  private final AbortableFuture<T> result = new AbortableFuture<>(this);

  // Guarded by this; no I/O happens under the lock.
  private int attempt;
  private long sentNanos;
  private @Nullable Call running;
  private @Nullable Cancellable planned;
  private @Nullable Reason aborted;

  MediaFetch(MediaCalls media, HttpUrl url, MediaCalls.Use<T> use, Consumer<T> discard) {
    this.media = media;
    this.url = url;
    this.use = use;
    this.discard = discard;
  }

  AbortableFuture<T> result() {
    return result;
  }

  void start() {
    // Compressed on the way, a file's length could not be checked.
    Request request = new Request.Builder().url(url).header("Accept-Encoding", "identity").build();
    Call call;
    synchronized (this) {
      if (aborted != null) {
        return;
      }
      planned = null;
      attempt++;
      sentNanos = media.timer().nanoTime();
      call = media.newCall(request);
      running = call;
    }
    call.enqueue(this);
  }

  @Override
  public void onFailure(Call call, IOException e) {
    log.debug(
        "GET {} -> {} after {} ms, attempt {}",
        url.encodedPath(),
        e.getClass().getSimpleName(),
        millis(),
        attempts());
    broken(e);
  }

  @Override
  public void onResponse(Call call, Response response) {
    log.debug(
        "GET {} -> {} in {} ms, attempt {}",
        url.encodedPath(),
        response.code(),
        millis(),
        attempts());
    try {
      if (!response.isSuccessful()) {
        refused(response);
        return;
      }
      T value = use.of(response);
      if (result.complete(value)) {
        media.ended(this);
      } else {
        discard.accept(value);
      }
    } catch (MediaStream.TooLarge e) {
      response.close();
      finish(
          new ResponseFormatException(
              "GET " + url.encodedPath() + " was given up: " + e.getMessage() + ".", "", e));
    } catch (IOException e) {
      response.close();
      broken(e);
    } catch (RuntimeException | Error e) {
      response.close();
      finish(e);
    }
  }

  private void refused(Response response) {
    String body = "";
    try (response) {
      body = response.peekBody(ERROR_LIMIT).string();
    } catch (IOException e) {
      // The status is what counts.
    }
    ApiException failure =
        ApiException.of(
            new FailedResponse(
                "GET",
                url.encodedPath(),
                response.code(),
                response.headers().toMultimap(),
                body,
                attempts(),
                null,
                media.timer().now()));
    int status = response.code();
    boolean again = status == 408 || status == 425 || status == 429 || status >= 500;
    if (!(again && repeat(failure.retryAfter()))) {
      finish(failure);
    }
  }

  private void broken(IOException e) {
    if (!ConnectionFailure.permanent(e) && repeat(Optional.empty())) {
      return;
    }
    int attempts = attempts();
    finish(
        new ConnectionException(
            "GET "
                + url.encodedPath()
                + " brought no whole file: "
                + ConnectionFailure.describe(e, url, Duration.ZERO)
                + "."
                + (attempts > 1 ? " [" + attempts + " attempts]" : ""),
            attempts,
            e));
  }

  /** Plans the next request, if one is left. */
  private synchronized boolean repeat(Optional<Duration> asked) {
    if (aborted != null || attempt > media.maxRetries()) {
      return false;
    }
    running = null;
    planned = media.timer().schedule(media.pause(attempt, asked), this::start);
    return true;
  }

  @Override
  public boolean abort(Reason reason) {
    Call stopped;
    synchronized (this) {
      if (aborted == null) {
        aborted = reason;
      }
      stopped = running;
      if (planned != null) {
        planned.cancel();
      }
    }
    if (stopped == null) {
      finish(new CancellationException());
    } else {
      // Its callback follows: the future ends when no file is left behind.
      stopped.cancel();
    }
    return true;
  }

  private void finish(Throwable failure) {
    Reason reason;
    synchronized (this) {
      reason = aborted;
    }
    Throwable outcome = failure;
    if (reason == Reason.CANCELLED) {
      outcome = new CancellationException();
    } else if (reason != null) {
      outcome =
          new ConnectionException(
              "GET "
                  + url.encodedPath()
                  + " was "
                  + (reason == Reason.CLOSED ? "ended by closing the client" : "interrupted")
                  + " before the file was whole.",
              attempts(),
              null);
    }
    result.completeExceptionally(outcome);
    media.ended(this);
  }

  private synchronized long millis() {
    return TimeUnit.NANOSECONDS.toMillis(media.timer().nanoTime() - sentNanos);
  }

  private synchronized int attempts() {
    return attempt;
  }
}
