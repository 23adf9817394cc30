package io.github.krea4j.internal.http;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Http} is set to.
 *
 * @param baseUrl the API's address, ending with a slash
 * @param apiKey asked on the thread that makes a call
 * @param httpClient gives its pool, threads, proxy and interceptors, and is never closed; null for
 *     a client of our own
 * @param maxRetries how often a call may be repeated
 * @param executor where the application's code runs
 * @param decorator carries a caller's context to the threads where his requests run
 * @param timer closed with the client
 * @param random gives numbers in [0, 1) for jitter
 */
public record HttpSettings(
    HttpUrl baseUrl,
    Supplier<? extends @Nullable String> apiKey,
    @Nullable OkHttpClient httpClient,
    Limits limits,
    int maxRetries,
    Executor executor,
    @Nullable UnaryOperator<Runnable> decorator,
    Hooks hooks,
    Timer timer,
    DoubleSupplier random) {

  /**
   * Bounds on what one call may take.
   *
   * @param request the time of a call that names none, repeats included; zero for no limit
   * @param silence how long a server may be silent in an upload, a download or a read
   * @param body how many bytes a successful answer may have, downloads apart
   */
  public record Limits(Duration request, Duration silence, long body) {
    /** Returns the usual limits: 30 seconds of silence, 64 MB. */
    public static Limits of(Duration request) {
      return new Limits(request, Duration.ofSeconds(30), 64L * 1024 * 1024);
    }
  }

  /** Leaves out what may hold a secret. */
  @Override
  public String toString() {
    return "HttpSettings[" + baseUrl + "]";
  }
}
