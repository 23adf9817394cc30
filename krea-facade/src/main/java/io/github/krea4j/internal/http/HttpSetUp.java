package io.github.krea4j.internal.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Sets up {@link Http}; not to be changed afterwards. */
public final class HttpSetUp {
  private static final long BODY_LIMIT = 64L * 1024 * 1024;

  private @Nullable HttpUrl baseUrl;
  private @Nullable Supplier<? extends @Nullable String> key;
  @Nullable OkHttpClient httpClient;
  @Nullable Timer timer;
  Duration requestTimeout = Duration.ofSeconds(60);
  Duration silence = Duration.ofSeconds(30);
  int maxRetries = 2;
  long bodyLimit = BODY_LIMIT;
  DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
  String userAgent = "krea4j";
  Http.Notices notices = (request, model, headers) -> {};
  Http.Tagging tagging = (request, operation, model, attempt) -> {};
  Function<Request, @Nullable String> models = request -> null;
  Executor executor = DefaultExecutor.INSTANCE;
  @Nullable UnaryOperator<Runnable> decorator;

  HttpSetUp() {}

  /** Sets the API's address. Required. */
  public HttpSetUp baseUrl(HttpUrl url) {
    this.baseUrl = url;
    return this;
  }

  /** Sets where the key comes from; asked on the thread that makes a call. Required. */
  public HttpSetUp apiKey(Supplier<? extends @Nullable String> key) {
    this.key = key;
    return this;
  }

  /** Sets a client whose pool, threads, proxy and interceptors are used; it is never closed. */
  public HttpSetUp httpClient(@Nullable OkHttpClient client) {
    this.httpClient = client;
    return this;
  }

  /** Sets the limit of a call that names none, repeats included. Zero: none. Default 60 s. */
  public HttpSetUp requestTimeout(Duration timeout) {
    this.requestTimeout = timeout;
    return this;
  }

  /** Sets how long a server may be silent in an upload, a download or a read. Default 30 s. */
  public HttpSetUp silence(Duration silence) {
    this.silence = silence;
    return this;
  }

  /** Sets how often a call may be repeated. Default 2. */
  public HttpSetUp maxRetries(int retries) {
    this.maxRetries = retries;
    return this;
  }

  /** Sets the timer; it is closed with the client. Default: a daemon thread. */
  public HttpSetUp timer(Timer timer) {
    this.timer = timer;
    return this;
  }

  /** Sets the source of numbers in [0, 1) for jitter. */
  public HttpSetUp random(DoubleSupplier random) {
    this.random = random;
    return this;
  }

  /** Sets the User-Agent of requests that have none. */
  public HttpSetUp userAgent(String userAgent) {
    this.userAgent = userAgent;
    return this;
  }

  /** Sets who reads the headers of successful answers, those of the stubs too. */
  public HttpSetUp notices(Http.Notices notices) {
    this.notices = notices;
    return this;
  }

  /** Sets what is put on each request for interceptors to read. */
  public HttpSetUp tagging(Http.Tagging tagging) {
    this.tagging = tagging;
    return this;
  }

  /** Sets what tells the model of a request made by a stub; null where it is for none. */
  public HttpSetUp models(Function<Request, @Nullable String> models) {
    this.models = models;
    return this;
  }

  /** Sets where the application's code runs. Default: {@link DefaultExecutor}. */
  public HttpSetUp executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /** Sets what carries a caller's context to the threads where his requests run. */
  public HttpSetUp decorator(@Nullable UnaryOperator<Runnable> decorator) {
    this.decorator = decorator;
    return this;
  }

  /** Sets how large a successful answer may be. */
  HttpSetUp bodyLimit(long bytes) {
    this.bodyLimit = bytes;
    return this;
  }

  /** Creates it. Starts no thread. */
  public Http build() {
    return new Http(
        this, Objects.requireNonNull(baseUrl, "baseUrl"), Objects.requireNonNull(key, "apiKey"));
  }

  static OkHttpClient ownClient() {
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
    dispatcher.setMaxRequests(Lanes.MOST);
    dispatcher.setMaxRequestsPerHost(Lanes.MOST);
    return new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }
}
