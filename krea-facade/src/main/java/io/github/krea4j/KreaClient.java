package io.github.krea4j;

import io.github.krea4j.errors.ConfigurationException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.RateLimit;
import io.github.krea4j.internal.http.ApiKey;
import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.internal.http.Transport;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.GenerationRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;

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
 * one connection pool and at most one timer thread, a daemon. A program can end without closing it.
 *
 * <p>Failures are {@link KreaException}s. A submit is never repeated once it may have reached the
 * service, which has no way to tell a repeat from a new order; see {@link
 * io.github.krea4j.errors.SubmissionUncertainException}.
 */
public final class KreaClient implements AutoCloseable {
  private final Calls calls;
  private final MediaCalls media;
  private final JobOperations operations;
  private final Generations generations;
  private final Jobs jobs;
  private final Assets assets;
  private final Styles styles;
  private final NodeApps nodeApps;
  private final Downloads downloads;
  private final Webhooks webhooks;
  private final Retrofit retrofit;

  private KreaClient(Builder builder, Supplier<? extends @Nullable String> apiKey) {
    HttpUrl baseUrl = BaseUrl.check(builder.baseUrl);
    Timer timer = builder.timer != null ? builder.timer : Timer.daemon("krea4j-timer");
    Executor executor = builder.executor;
    DeprecationNotices notices = new DeprecationNotices(builder.onDeprecation, executor);
    Transport transport =
        Transport.builder()
            .baseUrl(baseUrl)
            .apiKey(apiKey)
            .httpClient(builder.httpClient)
            .requestTimeout(builder.requestTimeout)
            .maxRetries(builder.maxRetries)
            .timer(timer)
            .random(builder.random)
            .userAgent(ClientVersion.USER_AGENT)
            .onResponse((call, headers) -> announce(notices, baseUrl, call.request(), headers))
            .build();
    calls = new Calls(transport, baseUrl, executor);
    media = new MediaCalls(calls, timer, builder.maxRetries);
    operations =
        new JobOperations(
            transport, baseUrl, timer, builder.random, executor, builder.waitDefaults);
    generations =
        new Generations(
            calls,
            operations,
            DocumentCatalog.SHARED,
            new FieldAliases(builder.aliasPolicy, notices),
            notices);
    jobs = new ClientJobs(operations);
    assets = new AssetCalls(calls);
    styles = new StyleCalls(calls, operations);
    nodeApps = new NodeAppCalls(calls, operations);
    downloads = new DownloadCalls(media, DownloadOptions.DEFAULTS);
    webhooks = new JobWebhooks(jobs);
    retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .callFactory(
                request -> {
                  calls.requireOpen();
                  return transport.newCall(request);
                })
            .callbackExecutor(executor)
            .addConverterFactory(GsonConverterFactory.create(JsonValues.GSON))
            .build();
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
    return Blocking.call(() -> generations.submit(request, options));
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
    return Blocking.call(() -> generations.submit(model, input, options));
  }

  /**
   * Submits a generation without waiting for the answer. The future fails with what {@link
   * #generate(GenerationRequest)} throws. Cancelling it before anything is sent prevents the
   * submit; afterwards the outcome is uncertain and reported as such.
   */
  public CompletableFuture<JobHandle> generateAsync(GenerationRequest request) {
    return generateAsync(request, RequestOptions.none());
  }

  /** Submits with options; see {@link #generateAsync(GenerationRequest)}. */
  public CompletableFuture<JobHandle> generateAsync(
      GenerationRequest request, RequestOptions options) {
    return async(() -> generations.submit(request, options));
  }

  /** Submits fields by name; see {@link #generateAsync(GenerationRequest)}. */
  public CompletableFuture<JobHandle> generateAsync(
      String model, Map<String, ? extends @Nullable Object> input) {
    return generateAsync(model, input, RequestOptions.none());
  }

  /** Submits fields by name, with options; see {@link #generateAsync(GenerationRequest)}. */
  public CompletableFuture<JobHandle> generateAsync(
      String model, Map<String, ? extends @Nullable Object> input, RequestOptions options) {
    return async(() -> generations.submit(model, input, options));
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
    return calls.transport().rateLimit();
  }

  /**
   * Returns an implementation of a generated Retrofit interface, for what this class does not
   * offer. It has the same key, limits and caution: a write is sent once at most. Nothing is
   * repeated and no exception made of a status: that is left to the caller.
   *
   * @param api one of the interfaces of {@code io.github.krea4j.api}
   */
  public <T> T stub(Class<T> api) {
    calls.requireOpen();
    return retrofit.create(api);
  }

  /**
   * Ends what is under way: waits, calls, downloads. Jobs run on and are billed. A client of
   * OkHttp's that was given to the builder stays open. Calls made afterwards throw {@link
   * IllegalStateException}. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (calls.close()) {
      operations.close();
      media.close();
      calls.transport().close();
    }
  }

  /** Returns the address of the API. */
  @Override
  public String toString() {
    return "KreaClient[" + calls.baseUrl() + "]";
  }

  private <T> CompletableFuture<T> async(Supplier<CompletableFuture<T>> start) {
    calls.requireOpen();
    try {
      return calls.forUser(start.get());
    } catch (KreaException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Passes on what the headers of a success announce, for the API's own answers. */
  private static void announce(
      DeprecationNotices notices, HttpUrl baseUrl, Request request, Headers headers) {
    String path = request.url().encodedPath();
    String base = baseUrl.encodedPath();
    if (!path.startsWith(base)) {
      return;
    }
    String below = path.substring(base.length());
    String prefix = "generate/";
    notices.answer(
        below.startsWith(prefix)
            ? below.substring(prefix.length())
            : request.method() + " /" + below.split("/", 2)[0],
        headers);
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
    private Executor executor = ForkJoinPool.commonPool();
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
      return new Environment(variables).configure(this);
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

    /** Sets where the key comes from. It is asked for every request, so that a key can change. */
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
     * Sets where listeners run and futures complete; default the common pool. They never run on
     * threads that this library needs, and may block.
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
