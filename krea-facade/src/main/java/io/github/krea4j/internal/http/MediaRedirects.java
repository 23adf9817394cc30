package io.github.krea4j.internal.http;

import java.io.IOException;
import java.net.UnknownServiceException;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects between result hosts, and lets through only what is fit for them: https, or
 * http on this machine if that is where the first request went. No credential of the API goes
 * along.
 */
final class MediaRedirects implements Interceptor {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST = 10;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = withoutCredentials(chain.request());
    HttpUrl first = request.url();
    check(first, first);
    for (int hops = 0; ; hops++) {
      Response response = SendGate.restore(chain.proceed(request), SendState.of(chain.call()));
      HttpUrl next = target(response);
      if (next == null) {
        return response;
      }
      response.close();
      if (hops == MOST) {
        // This type of exception, since another try would lead through the same redirects
        throw new UnknownServiceException("more than " + MOST + " redirects");
      }
      check(next, first);
      request = request.newBuilder().url(next).build();
    }
  }

  private Request withoutCredentials(Request request) {
    Request.Builder clean =
        request.newBuilder().removeHeader("Authorization").removeHeader("Cookie");
    if (request.header("User-Agent") == null) {
      clean.header("User-Agent", ClientVersion.USER_AGENT);
    }
    return clean.build();
  }

  private static @Nullable HttpUrl target(Response response) {
    if (!REDIRECTS.contains(response.code())) {
      return null;
    }
    String location = response.header("Location");
    return location == null ? null : response.request().url().resolve(location);
  }

  private static void check(HttpUrl url, HttpUrl first) throws IOException {
    if (url.isHttps()) {
      return;
    }
    if (!Loopback.is(url.host())) {
      throw new UnknownServiceException("refused to load from " + url.host() + " without TLS");
    }
    if (!Loopback.is(first.host())) {
      throw new UnknownServiceException(
          "refused a redirect from " + first.host() + " to this machine");
    }
  }
}
