package io.github.krea4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The service reported success, but its answer is not what the call expects: no JSON, another
 * shape, or larger than any real answer. A proxy or a wrong base URL can cause it.
 */
public final class ResponseFormatException extends KreaException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY = 64 * 1024;

  private final String body;

  /** Creates a failure about a body, of which the first 64 Ki characters are kept. */
  public ResponseFormatException(String message, String body, @Nullable Throwable cause) {
    super(message, cause);
    this.body = body.length() <= MAX_BODY ? body : body.substring(0, MAX_BODY);
  }

  /** Returns the answer's body as text, at most its first 64 Ki characters. */
  public String body() {
    return body;
  }
}
