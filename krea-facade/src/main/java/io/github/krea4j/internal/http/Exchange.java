package io.github.krea4j.internal.http;

import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One call to be made, whatever number of requests it takes.
 *
 * @param operation the name under which interceptors and metrics see it
 * @param request the request, without credentials
 * @param kind what may be done again
 * @param receiver makes something of the answer
 */
public record Exchange<T>(
    String operation, Request request, CallKind kind, CallOptions options, Receiver<T> receiver) {

  String method() {
    return request.method();
  }

  /** Returns the path without the query, which may hold anything. */
  String path() {
    return request.url().encodedPath();
  }

  @Nullable String model() {
    return options.model();
  }

  /** Returns the model, or for a submit without one its path. */
  String target() {
    String model = model();
    return model != null ? model : path().replaceFirst("^/", "");
  }

  /** Returns method and path; headers, query and body may hold secrets. */
  @Override
  public String toString() {
    return method() + " " + path();
  }
}
