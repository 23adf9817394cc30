package io.github.krea4j;

import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** Fetches from result hosts: without credentials, with repeats like those of other reads. */
final class MediaCalls {
  private final Calls calls;
  private final Timer timer;
  private final int maxRetries;
  private final Set<MediaFetch<?>> running = ConcurrentHashMap.newKeySet();

  MediaCalls(Calls calls, Timer timer, int maxRetries) {
    this.calls = calls;
    this.timer = timer;
    this.maxRetries = maxRetries;
  }

  /** Makes something of a successful response, on OkHttp's thread. */
  @FunctionalInterface
  interface Use<T> {
    /**
     * Takes the response over: closes it, or returns something that does.
     *
     * @throws IOException if the network failed; then it may be called again
     */
    T of(Response response) throws IOException;
  }

  /**
   * Fetches one URL.
   *
   * @param discard gets a value that came too late for anybody to take it
   */
  <T> AbortableFuture<T> fetch(HttpUrl url, Use<T> use, Consumer<T> discard) {
    calls.requireOpen();
    MediaFetch<T> fetch = new MediaFetch<>(this, url, use, discard);
    running.add(fetch);
    if (calls.closed()) {
      fetch.abort(Abortable.Reason.CLOSED);
    } else {
      fetch.start();
    }
    return fetch.result();
  }

  void ended(MediaFetch<?> fetch) {
    running.remove(fetch);
  }

  void requireOpen() {
    calls.requireOpen();
  }

  <T> CompletableFuture<T> forUser(CompletableFuture<T> inner) {
    return calls.forUser(inner);
  }

  void close() {
    running.forEach(fetch -> fetch.abort(Abortable.Reason.CLOSED));
  }

  Call newCall(Request request) {
    return calls.transport().newMediaCall(request);
  }

  Timer timer() {
    return timer;
  }

  int maxRetries() {
    return maxRetries;
  }

  /** Returns the pause after so many failures: what the server asked for, else the usual one. */
  Duration pause(int failures, Optional<Duration> asked) {
    return calls.transport().backoff().pause(failures, false, asked);
  }
}
