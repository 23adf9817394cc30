package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.FailedResponse;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words what one call ends with. */
final class CallFailures {
  private static final Logger log = LoggerFactory.getLogger(Observer.LOGGER);
  private static final long ERROR_LIMIT = 64 * 1024;

  /** The statuses of a request that may be misspelt. */
  private static final Set<Integer> WITH_HINT = Set.of(400, 404, 422);

  private final Exchange<?> call;
  private final ConnectionFailure connection;

  CallFailures(Exchange<?> call, ConnectionFailure connection) {
    this.call = call;
    this.connection = connection;
  }

  /** A request that got no answer, or no whole one. */
  KreaException broken(IOException e, int attempts, boolean sent, Instant sentAt) {
    if (sent && call.kind() == CallKind.SUBMIT) {
      Throwable fault = Guard.fault(e);
      return uncertain(sentAt, connection.describe(e), null, fault == null ? e : fault);
    }
    return connection.of(e, attempts, sent);
  }

  /** A proxy wants a login, so that nothing got past it. */
  KreaException refusedByProxy(Response response, int attempts) {
    response.close();
    return connection.of(ConnectionFailure.noLogin(), attempts, false);
  }

  /** An answer that is no success. Reads it to its end. */
  ApiException refused(Response response, @Nullable String key, int attempts, Instant now) {
    String body = "";
    try (response) {
      body = BodyText.whatever(response, ERROR_LIMIT).text();
    } catch (RuntimeException e) {
      // An interceptor took the body; the status is what counts.
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .headers()
        .toMultimap()
        .forEach(
            (name, values) ->
                headers.put(
                    name,
                    values.stream()
                        .map(value -> Redaction.blot(value, key))
                        .collect(Collectors.toUnmodifiableList())));
    return ApiException.of(
        new FailedResponse(
            call.method(),
            call.path(),
            response.code(),
            headers,
            Redaction.blot(body, key),
            attempts,
            call.model(),
            WITH_HINT.contains(response.code()) ? call.options().hint().get() : "",
            now));
  }

  /** What a call ends with that was refused for good. */
  KreaException answered(ApiException failure, Instant sentAt) {
    int status = failure.status();
    return call.kind() == CallKind.SUBMIT && CallKind.isOpen(status)
        ? uncertain(
            sentAt,
            "the answer was " + status + ", which does not tell",
            failure.requestId().orElse(null),
            failure)
        : failure;
  }

  /** An answer that claims success. */
  KreaException unreadable(TextReceiver.Unreadable answer, @Nullable String key, Instant sentAt) {
    boolean html = answer.body.stripLeading().startsWith("<");
    ResponseFormatException failure =
        new ResponseFormatException(
            call
                + " succeeded, but its answer cannot be read: "
                + (html ? "it is an HTML page. Check the base URL." : answer.reason + "."),
            Redaction.blot(answer.body, key),
            answer.getCause());
    return call.kind() == CallKind.SUBMIT
        ? uncertain(
            sentAt, "the answer was a success that cannot be read", answer.requestId, failure)
        : failure;
  }

  /** An answer that the caller does not want. */
  KreaException unwanted(Receiver.Unwanted e) {
    return new ResponseFormatException(call + " was given up: " + e.getMessage() + ".", "", e);
  }

  /** A call that was stopped; null: it is just cancelled. */
  @Nullable KreaException stopped(
      Abortable.Reason reason, boolean sent, int attempts, Instant sentAt) {
    if (sent && call.kind() == CallKind.SUBMIT) {
      return uncertain(sentAt, "the call was " + reason.said + " after it was sent", null, null);
    }
    if (reason == Abortable.Reason.CANCELLED) {
      return null;
    }
    String how =
        call.kind() == CallKind.DOWNLOAD
            ? " before the file was whole."
            : sent
                ? " before its answer came."
                    + (call.kind() == CallKind.READ ? "" : " It may have been carried out.")
                : " before it was sent: nothing was accepted.";
    return new ConnectionException(call + " was " + reason.said + how, attempts, null);
  }

  /** Says what the end of a submit means for its job. */
  String fateOf(Throwable end) {
    return end instanceof ApiException answer
        ? "was refused with " + answer.status()
        : "may have been accepted: no answer came that tells";
  }

  /** Tells what became of a submit that nobody waits for, in one line. */
  void logAbandoned(Instant sentAt, String fate) {
    log.warn(
        "The submit for {} sent at {}, whose future was cancelled, {}",
        call.target(),
        sentAt,
        fate);
  }

  private SubmissionUncertainException uncertain(
      Instant sentAt, String reason, @Nullable String requestId, @Nullable Throwable cause) {
    return new SubmissionUncertainException(call.target(), sentAt, reason, requestId, cause);
  }
}
