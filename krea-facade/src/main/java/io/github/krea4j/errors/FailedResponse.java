package io.github.krea4j.errors;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was no success, as {@link ApiException#of} reads it. Applications need this only
 * to make exceptions for their own tests.
 *
 * @param method the request's method
 * @param path the request's path, without the query
 * @param status the HTTP status
 * @param headers the answer's headers by name, in any case; cookies are left out
 * @param body the answer's body as text, cut by whoever read it
 * @param attempts how many requests were made, this one included
 * @param model the model the request was for, if it was for one
 * @param hint what may be wrong with the request, for the message; empty if nothing can be told
 * @param receivedAt when the answer came
 */
public record FailedResponse(
    String method,
    String path,
    int status,
    Map<String, List<String>> headers,
    String body,
    int attempts,
    @Nullable String model,
    String hint,
    Instant receivedAt) {
  private static final Set<String> COOKIES = Set.of("set-cookie", "set-cookie2");

  /** Copies the headers, without cookies. */
  public FailedResponse {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> {
          if (!COOKIES.contains(name.toLowerCase(Locale.ROOT))) {
            copy.put(name, List.copyOf(values));
          }
        });
    headers = Collections.unmodifiableMap(copy);
  }

  /** Creates an answer to a request of which nothing can be told. */
  public FailedResponse(
      String method,
      String path,
      int status,
      Map<String, List<String>> headers,
      String body,
      int attempts,
      @Nullable String model,
      Instant receivedAt) {
    this(method, path, status, headers, body, attempts, model, "", receivedAt);
  }

  /** Returns the first value of a header, or null. */
  @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
