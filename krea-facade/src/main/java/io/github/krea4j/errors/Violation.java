package io.github.krea4j.errors;

import java.io.Serializable;

/**
 * One thing the service found wrong with a request.
 *
 * @param path the field, such as {@code style_images.0.url}; empty if the service named none
 * @param message what is wrong with it; empty if the service did not say
 */
public record Violation(String path, String message) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Returns path and message as one text. */
  @Override
  public String toString() {
    if (path.isEmpty()) {
      return message;
    }
    return message.isEmpty() ? path : path + ": " + message;
  }
}
