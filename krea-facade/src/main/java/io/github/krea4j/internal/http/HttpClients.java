package io.github.krea4j.internal.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The two OkHttp clients behind an {@link Http}, with one pool and one dispatcher. Whatever a
 * supplied client is set to: nothing is repeated, redirected or cached behind our back.
 *
 * @param api for requests to the API, with the key
 * @param media for downloads from wherever results lie, without key, cookies or a login
 */
record HttpClients(OkHttpClient api, OkHttpClient media) {
  /** Set by tests that watch whether every call ends; nothing else does. */
  static volatile @Nullable EventListener watch;

  static HttpClients of(HttpSettings settings, Observer observer) {
    OkHttpClient supplied = settings.httpClient();
    OkHttpClient base = supplied != null ? supplied : own();
    IdleConnections connections = new IdleConnections(settings.timer(), supplied != null);
    OkHttpClient.Builder strict =
        base.newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .cache(null)
            .eventListenerFactory(events(base.eventListenerFactory()))
            .addNetworkInterceptor(new SendGate(connections));
    strict.interceptors().add(0, new Guard());
    OkHttpClient common = strict.build();
    Duration silence = settings.limits().silence();
    return new HttpClients(
        common
            .newBuilder()
            .callTimeout(settings.limits().request())
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .addInterceptor(new Credentials(settings.baseUrl()))
            .addInterceptor(observer)
            .addInterceptor(connections)
            .build(),
        common
            .newBuilder()
            .callTimeout(Duration.ZERO)
            .readTimeout(silence)
            .writeTimeout(silence)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .addInterceptor(observer)
            .addInterceptor(new MediaRedirects())
            .addInterceptor(connections)
            .build());
  }

  /** Returns host and port of the proxy on the way to an address; null if there is none. */
  @Nullable String proxy(HttpUrl url) {
    Proxy proxy = api.proxy();
    if (proxy == null) {
      List<Proxy> usual = api.proxySelector().select(url.uri());
      proxy = usual == null || usual.isEmpty() ? Proxy.NO_PROXY : usual.get(0);
    }
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : null;
  }

  private static EventListener.Factory events(EventListener.Factory supplied) {
    EventListener watching = watch;
    return watching == null ? supplied : call -> supplied.create(call).plus(watching);
  }

  private static OkHttpClient own() {
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
