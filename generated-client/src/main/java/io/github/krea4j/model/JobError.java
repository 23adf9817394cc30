package io.github.krea4j.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Why a job failed, as far as the service said so.
 *
 * @param code a machine-readable reason such as {@code nsfw}. The service publishes no list: treat
 *     it as an open set. Absent where the service sent only a text
 * @param message a text for people
 */
public record JobError(Optional<String> code, Optional<String> message) {
  /**
   * Checks that no component is null.
   *
   * @param code a machine-readable reason, or empty
   * @param message a text for people, or empty
   */
  public JobError {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
