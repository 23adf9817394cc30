package io.github.krea4j.internal.http;

import io.github.krea4j.errors.RateLimit;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to the service. One for each client, safe for use by any number of threads.
 *
 * <p>All calls are asynchronous; {@link Blocking} waits for them. Futures complete on OkHttp's
 * threads or the timer's, where nothing of an application may run: {@link UserFuture} takes them
 * elsewhere.
 */
public final class Transport implements AutoCloseable {
  private static final int MAX_REQUESTS = 64;
  private static final long BODY_LIMIT = 64L * 1024 * 1024;

  /** Set by tests that watch whether every call ends; nothing else does. */
  static volatile @Nullable EventListener watch;

  private final Timer timer;
  private final Duration requestTimeout;
  private final int maxRetries;
  private final Backoff backoff;
  private final OkHttpClient apiClient;
  private final OkHttpClient mediaClient;
  private final boolean ownClient;
  private final long bodyLimit;
  private final AtomicReference<@Nullable RateLimit> rateLimit = new AtomicReference<>();
  private final Set<PendingCall<?>> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Transport(Builder builder, HttpUrl baseUrl, Supplier<? extends @Nullable String> key) {
    this.timer = builder.timer != null ? builder.timer : Timer.daemon("krea4j-timer");
    this.requestTimeout = builder.requestTimeout;
    this.maxRetries = builder.maxRetries;
    this.backoff = new Backoff(builder.random);
    this.bodyLimit = builder.bodyLimit;
    this.ownClient = builder.httpClient == null;
    OkHttpClient base = builder.httpClient != null ? builder.httpClient : ownClient();
    // Whatever a supplied client is set to: nothing is repeated, redirected or cached behind our
    // back.
    OkHttpClient strict =
        base.newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .cache(null)
            .eventListenerFactory(events(base.eventListenerFactory()))
            .addNetworkInterceptor(new SendGate())
            .build();
    this.apiClient =
        strict
            .newBuilder()
            .callTimeout(requestTimeout)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .addInterceptor(new Credentials(baseUrl, key, builder.userAgent))
            .addInterceptor(new OneShotBody.Wrap())
            .addInterceptor(
                new Observer(timer, builder.silence, rateLimit::set, builder.onResponse))
            .build();
    this.mediaClient =
        strict
            .newBuilder()
            .callTimeout(Duration.ZERO)
            .readTimeout(builder.silence)
            .writeTimeout(builder.silence)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .addInterceptor(new MediaRedirects(builder.userAgent))
            .build();
  }

  private static OkHttpClient ownClient() {
    ExecutorService threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "krea4j-http");
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(MAX_REQUESTS);
    dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
    return new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }

  private static EventListener.Factory events(EventListener.Factory supplied) {
    EventListener watching = watch;
    return watching == null ? supplied : call -> supplied.create(call).plus(watching);
  }

  /** Returns a builder with the defaults for everything but base URL, key and user agent. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a call. The future fails with a {@link io.github.krea4j.errors.KreaException} if no
   * success comes; cancelling it stops a running request and any planned one.
   */
  public CompletableFuture<ApiResponse> send(ApiCall call) {
    return begin(call, Function.identity());
  }

  /**
   * Makes a call and reads the answer's body. A reader that throws anything but a {@link
   * io.github.krea4j.errors.KreaException} could not understand it, which makes a submit uncertain.
   */
  public <T> CompletableFuture<T> send(ApiCall call, Function<String, T> reader) {
    return begin(call, response -> reader.apply(response.body()));
  }

  private <T> CompletableFuture<T> begin(ApiCall call, Function<ApiResponse, T> reader) {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("The client is closed."));
    }
    PendingCall<T> started = new PendingCall<>(this, call, reader);
    pending.add(started);
    if (closed) {
      started.abort(Abortable.Reason.CLOSED);
    } else {
      started.start();
    }
    return started.result();
  }

  void ended(PendingCall<?> call) {
    pending.remove(call);
  }

  /**
   * Returns a call to the API outside of {@link #send}, as the Retrofit stubs make them: with the
   * key, for the API's host only; a write is sent once; nothing is redirected or repeated.
   */
  public Call newCall(Request request) {
    return apiClient.newCall(SendState.ofStub(request));
  }

  /**
   * Returns a call to a result host: it never sends credentials, follows redirects to https only,
   * or on this machine, and is bounded by silence.
   */
  public Call newMediaCall(Request request) {
    return mediaClient.newCall(SendState.ofStub(request));
  }

  OkHttpClient apiClient() {
    return apiClient;
  }

  /** Returns what the service last said about its request limit, if it ever did. */
  public Optional<RateLimit> rateLimit() {
    return Optional.ofNullable(rateLimit.get());
  }

  /**
   * Ends what is under way, and with it the timer and the threads and connections that are not a
   * supplied client's. A submit under way ends as uncertain.
   */
  @Override
  public void close() {
    closed = true;
    pending.forEach(call -> call.abort(Abortable.Reason.CLOSED));
    timer.close();
    if (ownClient) {
      apiClient.dispatcher().executorService().shutdown();
      apiClient.connectionPool().evictAll();
    }
  }

  Timer timer() {
    return timer;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  int maxRetries() {
    return maxRetries;
  }

  /** Returns how long to pause before a repeat. */
  public Backoff backoff() {
    return backoff;
  }

  long bodyLimit() {
    return bodyLimit;
  }

  /** Sets up a transport. */
  public static final class Builder {
    private @Nullable HttpUrl baseUrl;
    private @Nullable Supplier<? extends @Nullable String> key;
    private @Nullable OkHttpClient httpClient;
    private @Nullable Timer timer;
    private Duration requestTimeout = Duration.ofSeconds(60);
    private Duration silence = Duration.ofSeconds(30);
    private int maxRetries = 2;
    private long bodyLimit = BODY_LIMIT;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private String userAgent = "krea4j";
    private BiConsumer<ApiCall, Headers> onResponse = (call, headers) -> {};

    private Builder() {}

    /** Sets the API's address. Required. */
    public Builder baseUrl(HttpUrl url) {
      this.baseUrl = url;
      return this;
    }

    /** Sets where the key comes from; asked for every request, on its thread. Required. */
    public Builder apiKey(Supplier<? extends @Nullable String> key) {
      this.key = key;
      return this;
    }

    /** Sets a client whose pool, threads, proxy and interceptors are used; it is never closed. */
    public Builder httpClient(@Nullable OkHttpClient client) {
      this.httpClient = client;
      return this;
    }

    /** Sets the limit of a call that names none, repeats included. Zero: none. Default 60 s. */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = timeout;
      return this;
    }

    /** Sets how long a server may be silent in an upload, a download or a read. Default 30 s. */
    public Builder silence(Duration silence) {
      this.silence = silence;
      return this;
    }

    /** Sets how often a call may be repeated. Default 2. */
    public Builder maxRetries(int retries) {
      this.maxRetries = retries;
      return this;
    }

    /** Sets the timer; it is closed with the transport. Default: a daemon thread. */
    public Builder timer(Timer timer) {
      this.timer = timer;
      return this;
    }

    /** Sets the source of numbers in [0, 1) for jitter. */
    public Builder random(DoubleSupplier random) {
      this.random = random;
      return this;
    }

    /** Sets the User-Agent of requests that have none. */
    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    /**
     * Sets who reads the headers of successful answers, those of the stubs too. Runs on OkHttp's
     * threads.
     */
    public Builder onResponse(BiConsumer<ApiCall, Headers> listener) {
      this.onResponse = listener;
      return this;
    }

    /** Sets how large a successful answer may be. */
    Builder bodyLimit(long bytes) {
      this.bodyLimit = bytes;
      return this;
    }

    /** Creates the transport. Starts no thread. */
    public Transport build() {
      return new Transport(
          this, Objects.requireNonNull(baseUrl, "baseUrl"), Objects.requireNonNull(key, "apiKey"));
    }
  }
}
