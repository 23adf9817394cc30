package io.github.krea4j.errors;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job was submitted, but the service's answer did not come or could not be read: the job may
 * exist and be billed, or not. The service knows no idempotency keys, so this library never repeats
 * such a submit, and an application should not either before it has looked:
 *
 * <pre>{@code
 * try {
 *   handle = client.generate(request);
 * } catch (SubmissionUncertainException e) {
 *   for (Job job : client.jobs().submittedSince(e.submittedAt().minusSeconds(60))) {
 *     System.out.println(job.id() + " of " + job.createdAt() + " may be it");
 *   }
 * }
 * }</pre>
 *
 * <p>The list may lag behind and names no prompts: that a job is missing is no proof.
 */
public final class SubmissionUncertainException extends KreaException {
  private static final long serialVersionUID = 1L;

  private final String model;
  private final Instant submittedAt;
  private final @Nullable String requestId;

  /**
   * Creates the failure.
   *
   * @param model the model, or the path for a submit that has none
   * @param submittedAt when the request was sent, by this machine's clock
   * @param reason what became of the answer, as half a sentence
   */
  public SubmissionUncertainException(
      String model, Instant submittedAt, String reason, @Nullable Throwable cause) {
    this(model, submittedAt, reason, null, cause);
  }

  /**
   * Creates the failure of a submit that was answered.
   *
   * @param requestId what the answer's headers give for the service's support; null if nothing
   */
  public SubmissionUncertainException(
      String model,
      Instant submittedAt,
      String reason,
      @Nullable String requestId,
      @Nullable Throwable cause) {
    super(
        "It is unknown whether the service accepted the job for "
            + model
            + " sent at "
            + submittedAt
            + ": "
            + reason
            + ". The job may run and be billed. Before submitting it again, look for it with"
            + " jobs().submittedSince(...)."
            + (requestId == null ? "" : " [request id " + requestId + "]"),
        cause);
    this.model = model;
    this.submittedAt = submittedAt;
    this.requestId = requestId;
  }

  /** Returns the model asked for, such as {@code image/bfl/flux-1-dev}. */
  public String model() {
    return model;
  }

  /**
   * Returns when the request was sent, by this machine's clock, which the service need not share.
   */
  public Instant submittedAt() {
    return submittedAt;
  }

  /**
   * Returns the id to name to the service's support, as {@link ApiException#requestId}; empty where
   * no answer came, or none with an id.
   */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }
}
