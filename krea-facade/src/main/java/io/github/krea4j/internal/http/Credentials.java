package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConfigurationException;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the bearer to requests for the API's own scheme, host and port, and to no others; and the
 * User-Agent to all, since the service's edge refuses the default ones of some libraries. Last of
 * those that change requests, it has every body sent once.
 */
final class Credentials implements Interceptor {
  private final HttpUrl api;

  Credentials(HttpUrl api) {
    this.api = api;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Request.Builder prepared = request.newBuilder();
    OneShotBody.in(prepared, request);
    if (request.header("User-Agent") == null) {
      prepared.header("User-Agent", ClientVersion.USER_AGENT);
    }
    if (isApi(request.url())) {
      SendState state = SendState.of(chain.call());
      String bearer;
      try {
        bearer = state.lane.key();
      } catch (ConfigurationException e) {
        // OkHttp lets only this kind through to a callback.
        throw new Refused(e);
      }
      state.key = bearer;
      prepared.header("Authorization", "Bearer " + bearer);
    }
    return chain.proceed(prepared.build());
  }

  private boolean isApi(HttpUrl url) {
    return url.scheme().equals(api.scheme())
        && url.host().equals(api.host())
        && url.port() == api.port();
  }

  /** Carries a failure of the set-up through OkHttp. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final ConfigurationException reason;

    Refused(ConfigurationException reason) {
      super(reason.getMessage(), reason);
      this.reason = reason;
    }

    ConfigurationException reason() {
      return reason;
    }
  }
}
