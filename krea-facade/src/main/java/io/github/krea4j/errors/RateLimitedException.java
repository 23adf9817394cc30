package io.github.krea4j.errors;

/**
 * 429: too many requests, or too many jobs at once. Nothing was accepted, so the same call is safe
 * to repeat later; {@link #retryAfter()} says when, if the service does.
 */
public final class RateLimitedException extends ApiException {
  private static final long serialVersionUID = 1L;

  RateLimitedException(Answer answer) {
    super(answer, "Nothing was accepted: repeat it later, or keep fewer jobs running at once.");
  }
}
