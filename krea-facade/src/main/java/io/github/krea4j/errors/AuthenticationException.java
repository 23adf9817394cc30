package io.github.krea4j.errors;

/** 401: the service does not know the API key. */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1L;

  AuthenticationException(Answer answer) {
    super(
        answer,
        "The service refused the API key: check that it is whole, of the form id:secret, and still"
            + " valid.");
  }
}
