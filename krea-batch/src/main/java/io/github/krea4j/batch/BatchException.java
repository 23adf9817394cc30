package io.github.krea4j.batch;

import io.github.krea4j.errors.KreaException;

/**
 * A batch cannot be opened, or cannot go on: its journal is of another kind, is held by another
 * process, or fails; or two different requests have one key. What was accepted is in the journal,
 * and a later run takes it up.
 */
public final class BatchException extends KreaException {
  private static final long serialVersionUID = 1L;

  /** Creates one with the failure that led to it. */
  public BatchException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Creates one that has no other failure behind it. */
  public BatchException(String message) {
    super(message, null);
  }
}
