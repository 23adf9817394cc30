package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the service, or what stands in place of one when the connection breaks. Immutable.
 *
 * <p>Unless {@link #afterProcessing()} is used the request does nothing: no job is made.
 */
public final class Reply {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final int status;
  private final Map<String, String> headers;
  private final ByteBuffer body;
  private final @Nullable Fault fault;
  private final Duration delay;
  private final boolean afterProcessing;

  private Reply(
      int status,
      Map<String, String> headers,
      ByteBuffer body,
      @Nullable Fault fault,
      Duration delay,
      boolean afterProcessing) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.fault = fault;
    this.delay = delay;
    this.afterProcessing = afterProcessing;
  }

  /** An answer with a JSON body, sent as given, well-formed or not. */
  public static Reply json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer with an HTML body, as the edge in front of the service gives them. */
  public static Reply html(int status, String html) {
    return of(status, "text/html; charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer with an empty body. */
  public static Reply empty(int status) {
    return new Reply(status, Map.of(), NOTHING, null, Duration.ZERO, false);
  }

  /** A refusal in the service's usual form, {@code {"error": "..."}}. */
  public static Reply error(int status, String message) {
    return json(status, Json.object().put("error", message));
  }

  /** 401 as the live service words it. */
  public static Reply unauthorized() {
    return json(401, Json.object().put("message", "Unauthorized"));
  }

  /** 402 because the workspace has no money left. */
  public static Reply insufficientBalance() {
    return refusedPayment("Insufficient API balance. Please top up to continue.");
  }

  /** 402 because the workspace's plan does not include the model. */
  public static Reply planRequired() {
    return refusedPayment("This model requires a higher plan.");
  }

  /** 429 because too many jobs run or wait. */
  public static Reply concurrencyLimitReached() {
    return error(429, "CONCURRENCY_LIMIT_REACHED: maximum number of concurrent jobs reached");
  }

  /** 410: the model was switched off on {@code sunset}, and nothing takes its place. */
  public static Reply modelUnavailable(LocalDate sunset) {
    return gone(sunset, null);
  }

  /** 410: the model was switched off on {@code sunset}; {@code replacement} takes its place. */
  public static Reply modelUnavailable(LocalDate sunset, String replacement) {
    return gone(sunset, replacement);
  }

  /** 502 or 524 or the like, from the edge: a page of HTML. */
  public static Reply edgeError(int status) {
    return html(
        status,
        "<!DOCTYPE html><html><head><title>api.krea.ai | "
            + status
            + "</title></head><body><h1>Error "
            + status
            + "</h1><p>The web server reported a problem.</p></body></html>");
  }

  /** 403 with error 1010: the edge does not like the client's signature. */
  public static Reply blockedByEdge() {
    return html(
        403,
        "<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Error 1010</h1>"
            + "<p>The owner of this website has banned your access based on your browser's"
            + " signature.</p></body></html>");
  }

  /** The connection is reset, with no byte of an answer. */
  public static Reply connectionReset() {
    return broken(Fault.CONNECTION_RESET_BY_PEER);
  }

  /** The connection is closed, with no byte of an answer. */
  public static Reply connectionClosed() {
    return broken(Fault.EMPTY_RESPONSE);
  }

  /** Status 200 and some bytes, then nonsense and the end of the connection. */
  public static Reply brokenBody() {
    return broken(Fault.MALFORMED_RESPONSE_CHUNK);
  }

  /** The same reply with one more header; a header of the same name is replaced. */
  public Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, fault, delay, afterProcessing);
  }

  /** The same reply, sent that much later in real time. */
  public Reply withDelay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A duration cannot be negative: " + delay);
    }
    return new Reply(status, headers, body, fault, delay, afterProcessing);
  }

  /**
   * The same reply, but only after the request has done its work: a submit makes its job although
   * the caller sees a failure.
   */
  public Reply afterProcessing() {
    return new Reply(status, headers, body, fault, delay, true);
  }

  static Reply json(int status, JsonNode body) {
    return of(status, "application/json", Json.bytes(body));
  }

  static Reply ok(JsonNode body) {
    return json(200, body);
  }

  static Reply notFound(String what) {
    return error(404, what + " not found");
  }

  static Reply of(int status, String contentType, byte[] body) {
    return of(status, contentType, ByteBuffer.wrap(body));
  }

  static Reply of(int status, String contentType, ByteBuffer body) {
    return new Reply(status, Map.of("Content-Type", contentType), body, null, Duration.ZERO, false);
  }

  private static Reply refusedPayment(String message) {
    return json(402, Json.object().put("message", message));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** A view of the body. */
  ByteBuffer body() {
    return body.duplicate();
  }

  /** The same reply without its body, which it speaks of all the same. */
  Reply forHead() {
    return withHeader("Content-Length", String.valueOf(body.remaining())).withoutBody();
  }

  Reply withoutBody() {
    return new Reply(status, headers, NOTHING, fault, delay, afterProcessing);
  }

  Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  Duration delay() {
    return delay;
  }

  boolean isAfterProcessing() {
    return afterProcessing;
  }

  boolean isSuccess() {
    return fault == null && status / 100 == 2;
  }

  /** Returns the status, or how the connection breaks. */
  @Override
  public String toString() {
    return fault == null ? "Reply " + status : "Reply " + fault;
  }

  private static Reply broken(Fault fault) {
    return new Reply(200, Map.of(), NOTHING, fault, Duration.ZERO, false);
  }

  private static Reply gone(LocalDate sunset, @Nullable String replacement) {
    URI migration = URI.create("https://docs.krea.ai/developers/deprecations");
    ObjectNode body =
        Json.object()
            .put("error", "model_unavailable")
            .put("reason", "deprecated")
            .put("message", "This model is no longer available.")
            .put("sunset_date", sunset.toString());
    if (replacement != null) {
      body.put("replacement", replacement);
    }
    return json(410, body.put("migration_url", migration.toString()));
  }
}
