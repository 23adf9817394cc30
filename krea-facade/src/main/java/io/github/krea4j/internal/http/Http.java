package io.github.krea4j.internal.http;

import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.Retrofit;

/**
 * Makes the calls of the generated interfaces. One for each client, safe for use by any number of
 * threads.
 *
 * <p>A call is {@linkplain #describe described} by a generated interface, and made either on the
 * thread that waits for it or without one; the rules are the same. Futures of {@link #start}
 * complete on OkHttp's threads or the timer's, where nothing of an application may run: {@link
 * #async} and {@link UserFuture} take them elsewhere.
 */
public final class Http implements AutoCloseable {
  private static final String CLOSED = "The client is closed.";

  private final HttpSettings settings;
  private final Lanes lanes;
  private final Backoff backoff;
  private final HttpClients clients;
  private final Retrofit descriptions;
  private final Retrofit stubs;
  private final AtomicReference<@Nullable RateLimit> rateLimit = new AtomicReference<>();
  private final Set<PendingCall<?>> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Creates it. Starts no thread. */
  public Http(HttpSettings settings) {
    this.settings = settings;
    this.lanes = new Lanes(settings.timer(), settings.apiKey(), settings.decorator());
    this.backoff = new Backoff(settings.random());
    this.clients = HttpClients.of(settings, new Observer(settings, rateLimit::set));
    JsonConverters json = new JsonConverters();
    this.stubs =
        new Retrofit.Builder()
            .baseUrl(settings.baseUrl())
            .callFactory(this::newStubCall)
            .callbackExecutor(settings.executor())
            .addConverterFactory(json)
            .build();
    // A listener of the application's is to hear of calls that are made, not of descriptions.
    OkHttpClient silent = clients.api().newBuilder().eventListener(EventListener.NONE).build();
    this.descriptions =
        new Retrofit.Builder()
            .baseUrl(settings.baseUrl())
            .callFactory(silent)
            .addCallAdapterFactory(new Describe())
            .addConverterFactory(json)
            .build();
  }

  /**
   * Returns an implementation of a generated interface whose calls only say what they are: see
   * {@link Operation#of}.
   */
  public <A> A describe(Class<A> api) {
    return descriptions.create(api);
  }

  /**
   * Returns an implementation of a generated interface for applications. Its calls are made with
   * the key, for the API's host only; a write is sent once; nothing is redirected or repeated.
   */
  public <A> A stub(Class<A> api) {
    requireOpen();
    return stubs.create(api);
  }

  /**
   * Makes a call on this thread.
   *
   * @throws KreaException if no success comes
   */
  public <T> T call(Exchange<T> what) {
    requireOpen();
    return lanes.call(lane -> start(what, lane));
  }

  /**
   * Makes a call for an application that does not wait: the future completes on its executor. What
   * fails before the call fails the future too.
   */
  public <T> CompletableFuture<T> async(Supplier<Exchange<T>> what) {
    requireOpen();
    try {
      return forUser(start(what.get(), lanes.async()));
    } catch (KreaException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Returns a future for the application: it completes on the client's executor. */
  public <T> CompletableFuture<T> forUser(CompletableFuture<T> inner) {
    return UserFuture.of(inner, settings.executor());
  }

  /**
   * Makes a call on a lane. The future fails with a {@link KreaException} if no success comes;
   * cancelling it stops a running request and any planned one.
   */
  public <T> AbortableFuture<T> start(Exchange<T> what, Lane lane) {
    PendingCall<T> started = new PendingCall<>(this, what, lane);
    if (closed) {
      started.result().completeExceptionally(new IllegalStateException(CLOSED));
      return started.result();
    }
    pending.add(started);
    if (closed) {
      started.abort(Abortable.Reason.CLOSED);
    } else {
      started.start();
    }
    return started.result();
  }

  boolean isClosed() {
    return closed;
  }

  void ended(PendingCall<?> call) {
    pending.remove(call);
  }

  Call newCall(SendState state) {
    Exchange<?> call = state.call;
    Request.Builder request = call.request().newBuilder().tag(SendState.class, state);
    settings.hooks().tag(request, call.operation(), call.model(), state.attempt);
    OkHttpClient client = call.kind() == CallKind.DOWNLOAD ? clients.media() : clients.api();
    return client.newCall(request.build());
  }

  /** Returns a call for an application's stub, or for whoever else makes it himself. */
  Call newStubCall(Request request) {
    requireOpen();
    String method = request.method();
    CallKind kind =
        method.equals("GET") || method.equals("HEAD")
            ? CallKind.READ
            : method.equals("DELETE") ? CallKind.DELETE : CallKind.SUBMIT;
    return newCall(once(request, kind));
  }

  /** Returns a call to a result host, for whoever makes it himself. */
  Call newMediaCall(Request request) {
    return newCall(once(request, CallKind.DOWNLOAD));
  }

  private SendState once(Request request, CallKind kind) {
    Invocation invocation = request.tag(Invocation.class);
    String name = invocation == null ? "" : invocation.method().getName();
    CallOptions options = new CallOptions(null, null, settings.hooks().model(request));
    Exchange<?> call = new Operation<Void>(name, request, text -> null).as(kind, options);
    return new SendState(call, 1, TimeLimit.NONE, lanes.async());
  }

  /**
   * Checks that the client can still be used.
   *
   * @throws IllegalStateException if it is closed
   */
  public void requireOpen() {
    if (closed) {
      throw new IllegalStateException(CLOSED);
    }
  }

  /** Returns what makes the lanes of this client. */
  public Lanes lanes() {
    return lanes;
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
    // First all are kept from sending: what the end of one makes room for must not go out.
    pending.forEach(PendingCall::holdBack);
    pending.forEach(call -> call.abort(Abortable.Reason.CLOSED));
    settings.timer().close();
    if (settings.httpClient() == null) {
      clients.api().dispatcher().executorService().shutdown();
      clients.api().connectionPool().evictAll();
    }
  }

  /** Returns host and port of the proxy on the way to an address; null if there is none. */
  @Nullable String proxy(HttpUrl url) {
    return clients.proxy(url);
  }

  Timer timer() {
    return settings.timer();
  }

  /** Returns where the application's code runs. */
  public Executor executor() {
    return settings.executor();
  }

  Duration requestTimeout() {
    return settings.limits().request();
  }

  int maxRetries() {
    return settings.maxRetries();
  }

  Backoff backoff() {
    return backoff;
  }

  long bodyLimit() {
    return settings.limits().body();
  }
}
