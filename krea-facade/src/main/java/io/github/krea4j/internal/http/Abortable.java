package io.github.krea4j.internal.http;

import java.util.concurrent.CancellationException;

/** Work that a future stands for, and that can be stopped through the future. */
@FunctionalInterface
public interface Abortable {
  /** Why the work is stopped. */
  enum Reason {
    /** The future was cancelled. */
    CANCELLED("cancelled"),
    /** The thread that waits for the future was interrupted. */
    INTERRUPTED("interrupted"),
    /** The client was closed. */
    CLOSED("ended by closing the client");

    final String said;

    Reason(String said) {
      this.said = said;
    }
  }

  /**
   * Stops the work. May be called any number of times, by any thread. For {@link Reason#CANCELLED}
   * go through {@code cancel} of a future, which ends it too.
   *
   * @return false if the work ends its own future with a failure that must not be lost, as a submit
   *     does that may have been accepted; true if nothing hangs on how the future ends
   */
  boolean abort(Reason reason);

  /**
   * Ends the work's own future as cancelled. Called after {@link #abort} allowed it for {@link
   * Reason#CANCELLED}, once the future that was cancelled has ended: were its origin to end first,
   * it would see an ordinary failure.
   */
  default void cancelled() {}

  /** Returns what a future ends with that is cancelled, once {@link #abort} allowed it. */
  default CancellationException cancellation() {
    return new CancellationException();
  }
}
