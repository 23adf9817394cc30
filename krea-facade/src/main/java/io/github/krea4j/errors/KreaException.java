package io.github.krea4j.errors;

import org.jspecify.annotations.Nullable;

/** The root of every failure this library reports. */
public abstract class KreaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure with a text that names the culprit and the way out. */
  protected KreaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
