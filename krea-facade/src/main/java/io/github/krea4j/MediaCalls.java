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
import java.util.function.DoubleSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Fetches from result hosts: without credentials, with repeats like those of other reads. */
final class MediaCalls {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration LONGEST_ASKED = Duration.ofSeconds(30);

  private final Calls calls;
  private final OkHttpClient client;
  private final Timer timer;
  private final DoubleSupplier random;
  private final int maxRetries;
  private final Set<MediaFetch<?>> running = ConcurrentHashMap.newKeySet();

  MediaCalls(Calls calls, Timer timer, DoubleSupplier random, int maxRetries) {
    this.calls = calls;
    this.client = calls.transport().mediaClient();
    this.timer = timer;
    this.random = random;
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
    fetch.start();
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

  OkHttpClient client() {
    return client;
  }

  Timer timer() {
    return timer;
  }

  int maxRetries() {
    return maxRetries;
  }

  /** Returns the pause after so many failures: what the server asked for, else growing at random. */
  Duration pause(int failures, Optional<Duration> asked) {
    if (asked.isPresent()) {
      return asked.get().compareTo(LONGEST_ASKED) < 0 ? asked.get() : LONGEST_ASKED;
    }
    long bound =
        Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(failures - 1, 10));
    return Duration.ofNanos((long) (bound * random.getAsDouble()));
  }
}
