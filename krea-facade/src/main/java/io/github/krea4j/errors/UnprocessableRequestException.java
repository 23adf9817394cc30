package io.github.krea4j.errors;

/**
 * 422: the request has the right form, but the service or the model's provider refuses its content;
 * {@link #violations()} may say which part.
 */
public final class UnprocessableRequestException extends ApiException {
  private static final long serialVersionUID = 1L;

  UnprocessableRequestException(Answer answer) {
    super(answer, "Nothing was accepted: correct the request.");
  }
}
