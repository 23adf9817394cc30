package io.github.krea4j.internal.http;

import io.github.krea4j.errors.RateLimit;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The innermost application interceptor: bounds the silence, and reads from each answer what
 * concerns more than its call. Logs one line a request at DEBUG; headers at TRACE; bodies, queries
 * and secrets never.
 */
final class Observer implements Interceptor {
  static final String LOGGER = "io.github.krea4j.http";
  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private final Timer timer;
  private final Duration silence;
  private final Consumer<RateLimit> limits;
  private final Hooks hooks;

  Observer(HttpSettings settings, Consumer<RateLimit> limits) {
    this.timer = settings.timer();
    this.silence = settings.limits().silence();
    this.limits = limits;
    this.hooks = settings.hooks();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    SendState state = SendState.of(chain.call());
    Request request = chain.request();
    long start = timer.nanoTime();
    // The request may have queued behind others for longer than it is wanted.
    if (state.limit.left(start) <= 0) {
      throw new InterruptedIOException("timeout");
    }
    // What comes from elsewhere has headers that are not known to be harmless.
    boolean traced = log.isTraceEnabled() && state.call.kind() != CallKind.DOWNLOAD;
    if (traced) {
      log.trace("{}{}", name(request), Redaction.lines(request.headers(), state.key));
    }
    Response response;
    try {
      response = SendGate.restore(bounded(chain, state).proceed(request), state);
    } catch (IOException e) {
      if (log.isDebugEnabled()) {
        log.debug(
            "{} -> {} after {} ms, attempt {}",
            name(request),
            e.getClass().getSimpleName(),
            millisSince(start),
            state.attempt);
      }
      throw e;
    }
    if (log.isDebugEnabled()) {
      log.debug(
          "{} -> {} in {} ms, attempt {}{}",
          name(request),
          response.code(),
          millisSince(start),
          state.attempt,
          requestId(state, response));
    }
    if (traced) {
      log.trace(
          "{} -> {}{}",
          name(request),
          response.code(),
          Redaction.lines(response.headers(), state.key));
    }
    announce(state, response);
    return response;
  }

  /** A submit may take its whole time to answer; anything else shows signs of life. */
  private Chain bounded(Chain chain, SendState state) {
    boolean patient =
        (state.call.kind() == CallKind.SUBMIT || state.call.kind() == CallKind.ONCE)
            && !Duration.ZERO.equals(state.call.options().timeout());
    if (patient) {
      return chain;
    }
    int millis = (int) silence.toMillis();
    return chain
        .withReadTimeout(millis, TimeUnit.MILLISECONDS)
        .withWriteTimeout(millis, TimeUnit.MILLISECONDS);
  }

  private void announce(SendState state, Response response) {
    if (state.call.kind() == CallKind.DOWNLOAD) {
      return; // it comes from elsewhere
    }
    RateLimit.read(response::header, timer.now()).ifPresent(limits);
    if (!response.isSuccessful()) {
      return;
    }
    try {
      hooks.answered(state.call.request(), state.call.model(), response.headers());
    } catch (RuntimeException e) {
      log.warn("Reading the notices of an answer failed", e);
    }
  }

  private long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(timer.nanoTime() - start);
  }

  /** Returns method and path. */
  private static String name(Request request) {
    return request.method() + " " + request.url().encodedPath();
  }

  private static String requestId(SendState state, Response response) {
    if (state.call.kind() == CallKind.DOWNLOAD) {
      return "";
    }
    String id = response.header("x-request-id");
    if (id == null) {
      id = response.header("cf-ray");
    }
    return ", request id " + (id == null ? "none" : id);
  }
}
