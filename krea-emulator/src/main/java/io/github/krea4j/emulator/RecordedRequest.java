package io.github.krea4j.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as the emulator got it, for assertions in tests.
 *
 * <p>The headers hold everything that was sent, the key too; {@link #toString()} leaves it out.
 */
public final class RecordedRequest {
  private static final int KEPT_OF_UPLOADS = 1024 * 1024;

  private final String id;
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final Instant receivedAt;
  private final Outcome outcome;

  /** What became of a request; known only later, and shared by its copies. */
  static final class Outcome {
    private volatile int status;

    /** The status of the answer; 0 while there is none, or where the connection was broken. */
    int status() {
      return status;
    }

    void status(int status) {
      this.status = status;
    }
  }

  RecordedRequest(
      String id,
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      byte[] body,
      Instant receivedAt) {
    this(id, method, path, query, caseless(headers), body, receivedAt, new Outcome());
  }

  private RecordedRequest(
      String id,
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      byte[] body,
      Instant receivedAt,
      Outcome outcome) {
    this.id = id;
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.receivedAt = receivedAt;
    this.outcome = outcome;
  }

  private static Map<String, List<String>> caseless(Map<String, List<String>> headers) {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
    return Collections.unmodifiableMap(byName);
  }

  /** Returns the id by which the answer names this request, in {@code X-Request-Id}. */
  public String id() {
    return id;
  }

  /** Returns the HTTP method in capitals. */
  public String method() {
    return method;
  }

  /** Returns the path as it was sent, without the query. */
  public String path() {
    return path;
  }

  /** Returns the query as it was sent, without the question mark; empty if there was none. */
  public String query() {
    return query;
  }

  /** Returns all headers. Names are found in any case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
  }

  /**
   * Returns the body's bytes; empty if there was none. Of an upload, and of a body that the memory
   * for recorded requests cannot hold, only the first MiB is kept.
   */
  public byte[] body() {
    return body.clone();
  }

  /** Returns the body as UTF-8 text. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns when the request came, on the emulator's clock. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /** The body itself, not a copy: uploads can be large. */
  byte[] rawBody() {
    return body;
  }

  Outcome outcome() {
    return outcome;
  }

  /**
   * The same request as it is kept: memory must not fill up with the uploads of a long test.
   *
   * @param largest the most bytes that a body may have to be kept whole
   */
  RecordedRequest forKeeping(long largest) {
    boolean isUpload =
        header("Content-Type").filter(type -> type.startsWith("multipart/")).isPresent();
    return body.length > KEPT_OF_UPLOADS && (isUpload || body.length > largest)
        ? new RecordedRequest(
            id,
            method,
            path,
            query,
            headers,
            Arrays.copyOf(body, KEPT_OF_UPLOADS),
            receivedAt,
            outcome)
        : this;
  }

  /** Returns method, path, query and size. Neither key nor prompt show. */
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " (" + body.length + " B)";
  }
}
