package io.github.krea4j.internal.http;

import java.time.Duration;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API, whatever number of requests it takes.
 *
 * @param request the request, without credentials
 * @param kind what may be done again
 * @param timeout the limit of the whole call, repeats included; null: the client's default; zero:
 *     no total limit, silence alone ends it
 * @param model the model asked for, for the texts of errors
 * @param retries how often it may be repeated; null: the client's default
 */
public record ApiCall(
    Request request,
    CallKind kind,
    @Nullable Duration timeout,
    @Nullable String model,
    @Nullable Integer retries) {

  /** Creates a call that is repeated as often as the client's default says. */
  public ApiCall(
      Request request, CallKind kind, @Nullable Duration timeout, @Nullable String model) {
    this(request, kind, timeout, model, null);
  }

  /** Returns the same call with its own number of repeats. */
  public ApiCall withRetries(int retries) {
    return new ApiCall(request, kind, timeout, model, retries);
  }

  String method() {
    return request.method();
  }

  /** Returns the path without the query, which may hold anything. */
  String path() {
    return request.url().encodedPath();
  }

  /** Returns the model, or for a submit without one its path. */
  String target() {
    return model != null ? model : path().replaceFirst("^/", "");
  }

  /** Returns method and path; headers, query and body may hold secrets. */
  @Override
  public String toString() {
    return method() + " " + path();
  }
}
