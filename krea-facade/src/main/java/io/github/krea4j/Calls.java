package io.github.krea4j;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.http.ApiCall;
import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.Transport;
import io.github.krea4j.internal.http.UserFuture;
import io.github.krea4j.internal.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The one way from the facade to the transport: addresses, bodies, answers, and the end. */
final class Calls {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Transport transport;
  private final HttpUrl baseUrl;
  private final Executor executor;
  private final AtomicBoolean closed = new AtomicBoolean();

  Calls(Transport transport, HttpUrl baseUrl, Executor executor) {
    this.transport = transport;
    this.baseUrl = baseUrl;
    this.executor = executor;
  }

  Transport transport() {
    return transport;
  }

  HttpUrl baseUrl() {
    return baseUrl;
  }

  Executor executor() {
    return executor;
  }

  /** Returns whether this call is the one that closes. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  boolean closed() {
    return closed.get();
  }

  void requireOpen() {
    if (closed()) {
      throw new IllegalStateException("The client is closed.");
    }
  }

  /** Returns the address below the base URL, with each part encoded by itself. */
  HttpUrl.Builder url(String... parts) {
    HttpUrl.Builder url = baseUrl.newBuilder();
    for (String part : parts) {
      url.addPathSegment(part);
    }
    return url;
  }

  static RequestBody json(JsonObject body) {
    return RequestBody.create(JsonValues.write(body).getBytes(StandardCharsets.UTF_8), JSON);
  }

  /**
   * Returns an id as it came, if it can be one.
   *
   * @param what what it identifies, such as {@code asset}
   */
  static String requireId(String id, String what) {
    // The dots alone would be taken for a step in the path.
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new InvalidRequestException(
          "'" + id + "' is no " + what + " id. Give it as the service returned it.", List.of("id"));
    }
    return id;
  }

  <T> CompletableFuture<T> send(ApiCall call, Function<String, T> reader) {
    requireOpen();
    return transport.send(call, reader);
  }

  <T> CompletableFuture<T> send(Request request, CallKind kind, Function<String, T> reader) {
    return send(new ApiCall(request, kind, null, null), reader);
  }

  <T> T await(Request request, CallKind kind, Function<String, T> reader) {
    return Blocking.call(() -> send(request, kind, reader));
  }

  /** Returns a future for the application: it completes on the client's executor. */
  <T> CompletableFuture<T> forUser(CompletableFuture<T> inner) {
    return UserFuture.of(inner, executor);
  }

  /** Returns a reader of JSON objects of the given type. */
  static <T> Function<String, T> reader(Class<T> type) {
    return body -> {
      T value = JsonValues.GSON.fromJson(body, type);
      if (value == null) {
        throw new JsonParseException("The answer is empty");
      }
      return value;
    };
  }
}
