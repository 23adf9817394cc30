package io.github.krea4j.openapi.refresh;

/** The document could not be had, or is not one that the client could be generated from. */
final class UnusableDocumentException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableDocumentException(String message) {
    super(message);
  }

  UnusableDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
