package io.github.krea4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * No answer came. For a submit this means that nothing was accepted: the failure came before the
 * request was sent. For any other call the text says whether it may have been carried out.
 */
public final class ConnectionException extends KreaException {
  private static final long serialVersionUID = 1L;

  private final int attempts;

  /** Creates a failure after a number of requests. */
  public ConnectionException(String message, int attempts, @Nullable Throwable cause) {
    super(message, cause);
    this.attempts = attempts;
  }

  /** Returns how often the call was tried. */
  public int attempts() {
    return attempts;
  }
}
