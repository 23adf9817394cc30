package io.github.krea4j.internal.http;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Http} of which a test names only what it is about. */
public final class TestHttp {
  private final HttpUrl baseUrl;
  private Supplier<? extends @Nullable String> apiKey = () -> "id:secret";
  private @Nullable OkHttpClient httpClient;
  private HttpSettings.Limits limits = HttpSettings.Limits.of(Duration.ofSeconds(60));
  private int maxRetries = 2;
  private Executor executor = DefaultExecutor.INSTANCE;
  private Hooks hooks = Hooks.NONE;
  private Timer timer = VirtualTimer.eager();
  private DoubleSupplier random = () -> 0.5;

  private TestHttp(HttpUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Returns a builder whose timer is eager and that adds no jitter. */
  public static TestHttp at(HttpUrl baseUrl) {
    return new TestHttp(baseUrl);
  }

  public TestHttp apiKey(Supplier<? extends @Nullable String> key) {
    this.apiKey = key;
    return this;
  }

  public TestHttp httpClient(OkHttpClient client) {
    this.httpClient = client;
    return this;
  }

  public TestHttp silence(Duration silence) {
    this.limits = new HttpSettings.Limits(limits.request(), silence, limits.body());
    return this;
  }

  public TestHttp bodyLimit(long bytes) {
    this.limits = new HttpSettings.Limits(limits.request(), limits.silence(), bytes);
    return this;
  }

  public TestHttp requestTimeout(Duration timeout) {
    this.limits = new HttpSettings.Limits(timeout, limits.silence(), limits.body());
    return this;
  }

  public TestHttp maxRetries(int retries) {
    this.maxRetries = retries;
    return this;
  }

  public TestHttp executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  public TestHttp hooks(Hooks hooks) {
    this.hooks = hooks;
    return this;
  }

  public TestHttp timer(Timer timer) {
    this.timer = timer;
    return this;
  }

  public TestHttp random(DoubleSupplier random) {
    this.random = random;
    return this;
  }

  public Http build() {
    return new Http(
        new HttpSettings(
            baseUrl, apiKey, httpClient, limits, maxRetries, executor, null, hooks, timer, random));
  }
}
