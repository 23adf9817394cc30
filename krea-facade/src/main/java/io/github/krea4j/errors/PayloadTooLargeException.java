package io.github.krea4j.errors;

/** 413: the request is larger than the service takes. */
public final class PayloadTooLargeException extends ApiException {
  private static final long serialVersionUID = 1L;

  PayloadTooLargeException(Answer answer) {
    super(
        answer,
        "Nothing was accepted: an asset may have at most 75 MB, and large data URIs belong into an"
            + " asset.");
  }
}
