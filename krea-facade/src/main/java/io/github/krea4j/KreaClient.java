package io.github.krea4j;

import io.github.krea4j.errors.ConfigurationException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.RateLimit;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.generate.DeprecationNotices;
import io.github.krea4j.internal.generate.FieldAliases;
import io.github.krea4j.internal.generate.Generations;
import io.github.krea4j.internal.generate.ModelHooks;
import io.github.krea4j.internal.generate.NodeAppsClient;
import io.github.krea4j.internal.generate.StylesClient;
import io.github.krea4j.internal.http.ApiKey;
import io.github.krea4j.internal.http.BaseUrl;
import io.github.krea4j.internal.http.DefaultExecutor;
import io.github.krea4j.internal.http.Environment;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.HttpSettings;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.internal.jobs.JobsClient;
import io.github.krea4j.internal.jobs.WebhooksClient;
import io.github.krea4j.internal.media.AssetsClient;
import io.github.krea4j.internal.media.DownloadsClient;
import io.github.krea4j.model.GenerationRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client for the Krea API. Submits generations, waits for their jobs, uploads inputs, downloads
 * results.
 *
 * <pre>{@code
 * try (KreaClient krea = KreaClient.fromEnv()) {
 *   Job job = krea.generate("image/bfl/flux-1-dev", Map.of("prompt", "a red fox")).await();
 *   krea.downloads().toDirectory(job, Path.of("results"));
 * }
 * }</pre>
 *
 * <p>One client serves a whole application: it is safe for use by any number of threads, and holds
 * one connection pool. A blocking call runs on its caller's thread. Beside that the client has a
 * timer thread, and for asynchronous calls, of which 64 run at a time, a thread each, which ends
 * after a minute without work; for a moment there are some more, where one call follows another.
 * OkHttp has some of its own for the connections. They are daemons all, and none is there before
 * the first call: a program can end without closing its client. An OkHttp client that was supplied
 * brings its own threads, which may keep a program for a minute.
 *
 * <p>Failures are {@link KreaException}s. A submit is never repeated once it may have reached the
 * service, which has no way to tell a repeat from a new order; see {@link
 * io.github.krea4j.errors.SubmissionUncertainException}.
 */
public final class KreaClient implements AutoCloseable {
  private final Http http;
  private final HttpUrl baseUrl;
  private final Generations generations;
  private final JobsClient jobs;
  private final Assets assets;
  private final Styles styles;
  private final NodeApps nodeApps;
  private final Downloads downloads;
  private final Webhooks webhooks;
  private final AtomicBoolean closed = new AtomicBoolean();

  private KreaClient(Builder builder, Supplier<? extends @Nullable String> apiKey) {
    baseUrl = BaseUrl.check(builder.baseUrl);
    DocumentCatalog catalog = DocumentCatalog.SHARED;
    DeprecationNotices notices = new DeprecationNotices(builder.onDeprecation, builder.executor);
    http =
        new Http(
            new HttpSettings(
                baseUrl,
                apiKey,
                builder.httpClient,
                HttpSettings.Limits.of(builder.requestTimeout),
                builder.maxRetries,
                builder.executor,
                builder.taskDecorator,
                new ModelHooks(baseUrl, catalog, notices),
                builder.timer == null ? Timer.daemon("krea4j-timer") : builder.timer,
                builder.random));
    jobs =
        new JobsClient(
            http,
            builder.random,
            builder.waitDefaults,
            id -> catalog.byId(id).flatMap(ModelInfo::averageDuration),
            builder.onAbandonedJob);
    generations =
        new Generations(
            http, jobs, catalog, new FieldAliases(builder.aliasPolicy, notices), notices);
    assets = new AssetsClient(http);
    styles = new StylesClient(http, jobs);
    nodeApps = new NodeAppsClient(http, jobs);
    downloads = new DownloadsClient(http);
    webhooks = new WebhooksClient(jobs);
  }

  /**
   * Returns a client set up by environment variables: the key from {@code KREA_API_KEY}, else
   * {@code KREA_API_TOKEN}; the address from {@code KREA_BASE_URL}, if set. Blank ones count as not
   * set.
   *
   * @throws ConfigurationException if there is no key, or the address cannot be used
   */
  public static KreaClient fromEnv() {
    return fromEnv(System.getenv());
  }

  static KreaClient fromEnv(Map<String, String> variables) {
    return builder().fromEnv(variables).build();
  }

  /** Returns a builder, which needs a key at least. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Submits a generation. Returns as soon as the service has answered with a job.
   *
   * @throws InvalidRequestException if a required field is missing; nothing is sent then
   * @throws io.github.krea4j.errors.ApiException if the service refuses
   * @throws io.github.krea4j.errors.ConnectionException if nothing was sent
   * @throws io.github.krea4j.errors.SubmissionUncertainException if the service may have accepted
   *     it
   */
  public JobHandle generate(GenerationRequest request) {
    return generate(request, RequestOptions.none());
  }

  /** Submits a generation with options; see {@link #generate(GenerationRequest)}. */
  public JobHandle generate(GenerationRequest request, RequestOptions options) {
    return http.call(generations.submit(request, options));
  }

  /**
   * Submits a generation whose fields are given by their names; see {@link
   * #generate(GenerationRequest)}. Takes models newer than this library too.
   *
   * <p>Deprecated names are handled as {@link Builder#aliasPolicy} says. Otherwise the fields are
   * sent as they are: nothing is added, left out or checked.
   *
   * @param model the model's id, such as {@code image/bfl/flux-1-dev}; the path of its endpoint is
   *     taken too
   * @param input the fields; values are strings, numbers, booleans, lists, maps, null, or what Gson
   *     can write. Not changed
   * @throws InvalidRequestException if the model can be none, a value has no JSON form, or a field
   *     is given by two names; nothing is sent then
   */
  public JobHandle generate(String model, Map<String, ? extends @Nullable Object> input) {
    return generate(model, input, RequestOptions.none());
  }

  /** Submits a generation with options; see {@link #generate(String, Map)}. */
  public JobHandle generate(
      String model, Map<String, ? extends @Nullable Object> input, RequestOptions options) {
    return http.call(generations.submit(model, input, options));
  }

  /**
   * Submits a generation without waiting for the answer. The future fails with what {@link
   * #generate(GenerationRequest)} throws. Cancelling it before anything is sent prevents the
   * submit; afterwards the outcome is uncertain and reported as such: see {@link
   * Builder#onAbandonedJob}.
   */
  public CompletableFuture<JobHandle> generateAsync(GenerationRequest request) {
    return generateAsync(request, RequestOptions.none());
  }

  /** Submits with options; see {@link #generateAsync(GenerationRequest)}. */
  public CompletableFuture<JobHandle> generateAsync(
      GenerationRequest request, RequestOptions options) {
    return http.async(() -> generations.submit(request, options));
  }

  /** Submits fields by name; see {@link #generateAsync(GenerationRequest)}. */
  public CompletableFuture<JobHandle> generateAsync(
      String model, Map<String, ? extends @Nullable Object> input) {
    return generateAsync(model, input, RequestOptions.none());
  }

  /** Submits fields by name, with options; see {@link #generateAsync(GenerationRequest)}. */
  public CompletableFuture<JobHandle> generateAsync(
      String model, Map<String, ? extends @Nullable Object> input, RequestOptions options) {
    return http.async(() -> generations.submit(model, input, options));
  }

  /** Returns the jobs: looking at them, waiting, listing, cancelling. */
  public Jobs jobs() {
    return jobs;
  }

  /** Returns the uploaded files. */
  public Assets assets() {
    return assets;
  }

  /** Returns the styles. */
  public Styles styles() {
    return styles;
  }

  /** Returns the node apps. */
  public NodeApps nodeApps() {
    return nodeApps;
  }

  /** Returns the models this library knows. Makes no request. */
  public ModelCatalog models() {
    return DocumentCatalog.SHARED;
  }

  /** Returns the downloads of results. */
  public Downloads downloads() {
    return downloads;
  }

  /** Returns the reading of webhooks. */
  public Webhooks webhooks() {
    return webhooks;
  }

  /** Returns what the service last said about its request limit, if it ever did. */
  public Optional<RateLimit> rateLimit() {
    return http.rateLimit();
  }

  /** Returns where the application's listeners run, for what is built on this client. */
  public Executor executor() {
    return http.executor();
  }

  /**
   * Returns an implementation of a generated Retrofit interface, for what this class does not
   * offer. It has the same key, limits and caution: a write is sent once at most. Nothing is
   * repeated and no exception made of a status: that is left to the caller.
   *
   * @param api one of the interfaces of {@code io.github.krea4j.api}
   */
  public <T> T stub(Class<T> api) {
    return http.stub(api);
  }

  /**
   * Ends what is under way: waits, calls, downloads. Jobs run on and are billed. A client of
   * OkHttp's that was given to the builder stays open. Calls made afterwards throw {@link
   * IllegalStateException}. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      jobs.close();
      http.close();
    }
  }

  /** Returns the address of the API. */
  @Override
  public String toString() {
    return "KreaClient[" + baseUrl + "]";
  }

  /** Sets up a {@link KreaClient}. Not safe for use by several threads. */
  public static final class Builder {
    private @Nullable Supplier<? extends @Nullable String> apiKey;
    private URI baseUrl = BaseUrl.DEFAULT;
    private @Nullable OkHttpClient httpClient;
    private Duration requestTimeout = Duration.ofSeconds(60);
    private int maxRetries = 2;
    private WaitOptions waitDefaults = WaitOptions.defaults();
    private AliasPolicy aliasPolicy = AliasPolicy.REWRITE;
    private Executor executor = DefaultExecutor.INSTANCE;
    private @Nullable UnaryOperator<Runnable> taskDecorator;
    private @Nullable Consumer<JobHandle> onAbandonedJob;
    private @Nullable Consumer<Deprecation> onDeprecation;
    private @Nullable Timer timer;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder() {}

    /**
     * Takes key and address from environment variables; see {@link KreaClient#fromEnv()}.
     *
     * @throws ConfigurationException if there is no key, or the address is no URL
     */
    public Builder fromEnv() {
      return fromEnv(System.getenv());
    }

    Builder fromEnv(Map<String, String> variables) {
      Environment environment = Environment.of(variables);
      if (environment.baseUrl() != null) {
        baseUrl(environment.baseUrl());
      }
      return apiKey(environment.apiKey());
    }

    /**
     * Sets the key, as the service shows it, without {@code Bearer}. It goes to the API's host
     * only.
     *
     * @throws ConfigurationException if it is blank or no header can carry it
     */
    public Builder apiKey(String key) {
      String checked = ApiKey.check(Objects.requireNonNull(key, "key"));
      this.apiKey = () -> checked;
      return this;
    }

    /**
     * Sets where the key comes from, so that it can change, or differ from thread to thread. It is
     * asked on the thread that makes a call: by a blocking one for each of its requests, by any
     * other once for all of them. So an asynchronous wait looks with the key of the thread that
     * began it, until it ends; it can be begun anew should that key expire.
     */
    public Builder apiKey(Supplier<String> key) {
      this.apiKey = Objects.requireNonNull(key, "key");
      return this;
    }

    /**
     * Sets the address of the API: https, or http on loopback only; a path is kept as a prefix.
     * Default {@code https://api.krea.ai}. {@link #build} checks it.
     */
    public Builder baseUrl(URI url) {
      this.baseUrl = Objects.requireNonNull(url, "url");
      return this;
    }

    /**
     * Uses the connections, threads, proxy and interceptors of an OkHttp client. Key, repeats,
     * limits and redaction stay this library's own. It is not closed by {@link KreaClient#close}.
     * Note that OkHttp allows 5 requests per host at a time, if its dispatcher is not told
     * otherwise.
     */
    public Builder httpClient(OkHttpClient client) {
      this.httpClient = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Bounds each call, repeats included; default 60 seconds. Uploads and downloads are bounded by
     * 30 seconds of silence, not in total.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder requestTimeout(Duration timeout) {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("requestTimeout must be positive, but is " + timeout);
      }
      this.requestTimeout = timeout;
      return this;
    }

    /**
     * Sets how often a call is repeated that failed in a way that may pass; default 2. A submit is
     * repeated only when it was certainly not accepted, after a 429 for example.
     *
     * @param retries 0 for never, after a 429 neither
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxRetries(int retries) {
      if (retries < 0) {
        throw new IllegalArgumentException("maxRetries must not be negative, but is " + retries);
      }
      this.maxRetries = retries;
      return this;
    }

    /** Sets how to wait for jobs where no options are given. */
    public Builder waitDefaults(WaitOptions options) {
      this.waitDefaults = Objects.requireNonNull(options, "options");
      return this;
    }

    /** Sets what happens to deprecated field names; default {@link AliasPolicy#REWRITE}. */
    public Builder aliasPolicy(AliasPolicy policy) {
      this.aliasPolicy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets where listeners run and futures complete; default the common pool, or a thread each
     * where that has none. They never run on threads that this library needs, and may block.
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /** Sets who is told of deprecations, each one once. They are logged in any case. */
    public Builder onDeprecation(Consumer<Deprecation> listener) {
      this.onDeprecation = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets who is told of jobs that nobody waits for: the future of a submit was cancelled after it
     * was sent, which ends the future as uncertain, and the service accepted it all the same. The
     * request is left to run for that, up to its limit, and what became of it is logged as a
     * warning in any case.
     */
    public Builder onAbandonedJob(Consumer<JobHandle> listener) {
      this.onAbandonedJob = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets what carries context from the thread that makes an asynchronous call to the threads
     * where its requests and their interceptors run. Given a task on the calling thread, it returns
     * one that sets the context, runs the task and takes the context away again; that may run any
     * number of times, at once too. SLF4J's diagnostic context is carried over in any case. A
     * blocking call needs none: all of it runs on its caller's thread.
     */
    public Builder taskDecorator(UnaryOperator<Runnable> decorator) {
      this.taskDecorator = Objects.requireNonNull(decorator, "decorator");
      return this;
    }

    /** Uses another clock, which the client closes. */
    Builder timer(Timer timer) {
      this.timer = timer;
      return this;
    }

    /** Uses other random numbers. */
    Builder random(DoubleSupplier random) {
      this.random = random;
      return this;
    }

    /**
     * Returns the client. Makes no request and starts no thread.
     *
     * @throws ConfigurationException if there is no key, or the address cannot be used
     */
    public KreaClient build() {
      Supplier<? extends @Nullable String> key = apiKey;
      if (key == null) {
        throw new ConfigurationException(
            "There is no API key: call apiKey(...) on the builder, or use KreaClient.fromEnv() with"
                + " KREA_API_KEY (or KREA_API_TOKEN) set.");
      }
      return new KreaClient(this, key);
    }
  }
}
