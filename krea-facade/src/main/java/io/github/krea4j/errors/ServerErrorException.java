package io.github.krea4j.errors;

/**
 * 5xx: the service or its edge failed. Reading calls were repeated before this was thrown; a submit
 * never ends in this, but in {@link SubmissionUncertainException}.
 */
public final class ServerErrorException extends ApiException {
  private static final long serialVersionUID = 1L;

  ServerErrorException(Answer answer) {
    super(answer, "The service or its edge failed: " + wayOut(answer.response().method()));
  }

  private static String wayOut(String method) {
    return method.equals("POST") || method.equals("PATCH")
        ? "look whether this was carried out before you repeat it."
        : "repeat it later.";
  }
}
