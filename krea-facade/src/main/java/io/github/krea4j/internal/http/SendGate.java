package io.github.krea4j.internal.http;

import java.io.IOException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The last interceptor before the wire: the connection stands and no header has left. What fails
 * before this point was never sent, what fails after it may have been received.
 *
 * <p>A write passes once. OkHttp itself is kept from repeating it by other means; this stops
 * interceptors of an application that would.
 */
final class SendGate implements Interceptor {
  private final IdleConnections connections;

  SendGate(IdleConnections connections) {
    this.connections = connections;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    SendState state = SendState.of(chain.call());
    Connection connection = chain.connection();
    if (connection != null && !connections.fit(connection, state)) {
      throw new IdleConnections.Dead();
    }
    if (!state.send()) {
      throw new IOException(
          state.forbidden()
              ? "stopped before sending"
              : "stopped: an interceptor tried to send this " + state.call.method() + " twice");
    }
    Response response = chain.proceed(chain.request());
    if (connection != null) {
      connections.used(connection);
    }
    if (response.code() == 503) {
      // OkHttp repeats on its own whatever is answered with 503 and "Retry-After: 0". Repeats are
      // counted and spaced in one place only.
      state.retryAfter = response.header("Retry-After");
      return response.newBuilder().removeHeader("Retry-After").build();
    }
    return response;
  }

  /** Gives an answer back what was hidden from OkHttp. */
  static Response restore(Response response, SendState state) {
    String retryAfter = state.retryAfter;
    return retryAfter == null || response.code() != 503
        ? response
        : response.newBuilder().header("Retry-After", retryAfter).build();
  }
}
