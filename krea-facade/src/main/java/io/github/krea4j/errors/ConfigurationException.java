package io.github.krea4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The client cannot work as it is set up: no API key, a key that no header can carry, an unusable
 * base URL. Nothing was sent.
 */
public final class ConfigurationException extends KreaException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure that says what to set up differently. */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /** Creates a failure that says what to set up differently, with what led to it. */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
