package io.github.krea4j.internal.http;

import java.time.Duration;
import okhttp3.Call;
import okhttp3.Callback;

/**
 * Where the events of one call or wait happen: on the thread that waits for it, or on OkHttp's and
 * the timer's. The rules of calls and waits are the same in both and know nothing of threads.
 */
public interface Lane {
  /** Makes a request and hands its end to {@code then}, which is told exactly once. */
  void send(Call call, Callback then);

  /** Goes on after a pause. */
  Cancellable after(Duration pause, Runnable then);

  /**
   * Returns the key to send, for whoever made the call. Asked while a request is on its way out.
   *
   * @throws io.github.krea4j.errors.ConfigurationException if there is none
   */
  String key();

  /** Runs a part of a request, the application's interceptors in it, in its caller's context. */
  default void inContext(Runnable part) {
    part.run();
  }

  /** Returns whether a request failed because the thread that waits for it was interrupted. */
  default boolean interrupted(Throwable failure) {
    return false;
  }
}
