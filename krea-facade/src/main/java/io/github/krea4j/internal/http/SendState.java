package io.github.krea4j.internal.http;

import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * How far one request has come. It hangs on the request that an OkHttp call was made for, which no
 * interceptor can change, and requests made by the Retrofit stubs have one too.
 */
final class SendState {
  private enum Step {
    WAITING,
    SENT,
    FORBIDDEN
  }

  final Exchange<?> call;
  final int attempt;
  final TimeLimit limit;
  final Lane lane;
  private final AtomicReference<Step> step = new AtomicReference<>(Step.WAITING);

  /** The credential this request carries, so that it can be blotted out of an answer. */
  volatile @Nullable String key;

  /** What OkHttp must not see, see {@link SendGate}. */
  volatile @Nullable String retryAfter;

  SendState(Exchange<?> call, int attempt, TimeLimit limit, Lane lane) {
    this.call = call;
    this.attempt = attempt;
    this.limit = limit;
    this.lane = lane;
  }

  /** Returns the state of a call, whatever interceptors have made of its request. */
  static SendState of(Call call) {
    SendState state = call.request().tag(SendState.class);
    if (state == null) {
      throw new IllegalStateException("calls are made by Http");
    }
    return state;
  }

  /** Marks the request as sent. Returns false if it must not be, or must not be once more. */
  boolean send() {
    return step.compareAndSet(Step.WAITING, Step.SENT)
        || (call.kind().repeatable() && step.get() == Step.SENT);
  }

  /** Prevents the sending. Returns false if it is too late. */
  boolean forbid() {
    return step.compareAndSet(Step.WAITING, Step.FORBIDDEN) || step.get() == Step.FORBIDDEN;
  }

  boolean sent() {
    return step.get() == Step.SENT;
  }

  boolean forbidden() {
    return step.get() == Step.FORBIDDEN;
  }
}
