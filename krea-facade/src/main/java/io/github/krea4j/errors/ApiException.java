package io.github.krea4j.errors;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service, or something before it, answered with a status that is no success. Subclasses stand
 * for the statuses with a way out of their own; any other one, 3xx and 409 too, is this class.
 */
public class ApiException extends KreaException {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final String path;
  private final int status;
  private final TreeMap<String, List<String>> headers =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final String body;
  private final int attempts;
  private final Instant receivedAt;
  private final @Nullable String requestId;
  private final @Nullable String code;
  private final @Nullable String serverMessage;
  private final Violation[] violations;

  ApiException(Answer answer, String wayOut) {
    super(answer.message(wayOut), null);
    FailedResponse response = answer.response();
    this.method = response.method();
    this.path = response.path();
    this.status = response.status();
    this.headers.putAll(response.headers());
    this.body = response.body();
    this.attempts = response.attempts();
    this.receivedAt = response.receivedAt();
    this.requestId = requestId(response);
    this.code = answer.body().code();
    this.serverMessage = answer.body().message();
    this.violations = answer.body().violations().toArray(new Violation[0]);
  }

  /** Returns the exception of the class that fits the status. */
  public static ApiException of(FailedResponse response) {
    Answer answer = new Answer(response, ErrorBody.parse(response.body()));
    int status = response.status();
    return switch (status) {
      case 400 -> new BadRequestException(answer);
      case 401 -> new AuthenticationException(answer);
      case 402 -> new InsufficientCreditsException(answer);
      case 403 -> new PermissionDeniedException(answer);
      case 404 -> new NotFoundException(answer);
      case 410 -> new ModelUnavailableException(answer);
      case 413 -> new PayloadTooLargeException(answer);
      case 422 -> new UnprocessableRequestException(answer);
      case 429 -> new RateLimitedException(answer);
      default ->
          status >= 500
              ? new ServerErrorException(answer)
              : new ApiException(answer, wayOut(response));
    };
  }

  private static String wayOut(FailedResponse response) {
    if (response.status() < 300 || response.status() >= 400) {
      return "";
    }
    String target = origin(response.header("Location"));
    return "The answer points to "
        + (target == null ? "another address" : target)
        + ", but requests to the API follow no redirects, so that none is sent twice: check the base"
        + " URL.";
  }

  /** Returns scheme and host of a URL: its path and query may hold secrets. */
  private static @Nullable String origin(@Nullable String location) {
    try {
      URI uri = location == null ? null : new URI(location);
      if (uri == null || uri.getScheme() == null || uri.getHost() == null) {
        return null;
      }
      return uri.getScheme()
          + "://"
          + uri.getHost()
          + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    } catch (URISyntaxException e) {
      return null;
    }
  }

  static @Nullable String requestId(FailedResponse response) {
    return requestId(response::header);
  }

  /** Returns the id for the service's support among the headers of an answer; null if none. */
  public static @Nullable String requestId(Function<String, @Nullable String> header) {
    String id = header.apply("x-request-id");
    return id != null ? id : header.apply("cf-ray");
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /**
   * Returns the service's reason for machines, such as {@code model_unavailable}, if it gave one.
   */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /** Returns the service's text; empty if it sent none, or an HTML page. */
  public Optional<String> serverMessage() {
    return Optional.ofNullable(serverMessage);
  }

  /** Returns what the service found wrong with single fields, if it listed that. */
  public List<Violation> violations() {
    return List.of(violations);
  }

  /** Returns the answer's body as text, at most its first 64 KiB. */
  public String body() {
    return body;
  }

  /** Returns the answer's headers, their names in any case, without cookies. */
  public Map<String, List<String>> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /** Returns the request's method. */
  public String method() {
    return method;
  }

  /** Returns the request's path, without the query. */
  public String path() {
    return path;
  }

  /** Returns the id to name to the service's support: {@code x-request-id}, else {@code cf-ray}. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** Returns how many requests were made for this call. */
  public int attempts() {
    return attempts;
  }

  /**
   * Returns how long the service asks to wait before the next try; zero if that time has passed.
   * Counted from the moment the answer came.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(header("Retry-After"))
        .flatMap(text -> HttpDates.delay(text, receivedAt));
  }

  /** Returns what this answer said about the request limit, if it did. */
  public Optional<RateLimit> rateLimit() {
    return RateLimit.read(this::header, receivedAt);
  }

  private @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
