package io.github.krea4j.errors;

import java.util.List;

/**
 * The call was refused before any request was made: a required field is missing, two names of one
 * field disagree, a file cannot be uploaded. Nothing was sent and nothing is billed.
 */
public final class InvalidRequestException extends KreaException {
  private static final long serialVersionUID = 1L;

  private final String[] fields;

  /** Creates a refusal that concerns no single field. */
  public InvalidRequestException(String message) {
    this(message, List.of());
  }

  /** Creates a refusal that concerns the named fields. */
  public InvalidRequestException(String message, List<String> fields) {
    super(message, null);
    this.fields = fields.toArray(new String[0]);
  }

  /** Creates a refusal with the failure that led to it. */
  public InvalidRequestException(String message, Throwable cause) {
    super(message, cause);
    this.fields = new String[0];
  }

  /** Returns the names of the fields concerned, as the service writes them; may be empty. */
  public List<String> fields() {
    return List.of(fields);
  }
}
