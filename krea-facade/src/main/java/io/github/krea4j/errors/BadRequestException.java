package io.github.krea4j.errors;

/**
 * 400: the service refused the request's body or query; {@link #violations()} may say which part.
 */
public final class BadRequestException extends ApiException {
  private static final long serialVersionUID = 1L;

  BadRequestException(Answer answer) {
    super(answer, "Nothing was accepted: correct the request.");
  }
}
