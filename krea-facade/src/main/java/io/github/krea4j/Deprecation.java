package io.github.krea4j;

import java.net.URI;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A notice that something this application uses will go away.
 *
 * @param model the model it concerns, such as {@code image/bfl/flux-1-dev}; for calls that use no
 *     model, the method and the first part of the path, such as {@code GET /assets}
 * @param field the deprecated field, where the notice is about one
 * @param message what to do, in one sentence
 * @param sunset the day from which it may stop working
 * @param replacement the field or model to use in its place
 * @param migrationUrl where the service explains the change
 * @param source where it was noticed
 */
public record Deprecation(
    String model,
    Optional<String> field,
    String message,
    Optional<LocalDate> sunset,
    Optional<String> replacement,
    Optional<URI> migrationUrl,
    Source source) {

  /** Where a deprecation was noticed. */
  public enum Source {
    /** A field of the request has a successor, says the document this library was made from. */
    REQUEST_FIELD,
    /** The document marks the model as deprecated. */
    DOCUMENT,
    /** The service said so in the headers of a successful answer. */
    RESPONSE_HEADERS
  }

  /** Checks that no component is null. */
  public Deprecation {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(sunset, "sunset");
    Objects.requireNonNull(replacement, "replacement");
    Objects.requireNonNull(migrationUrl, "migrationUrl");
    Objects.requireNonNull(source, "source");
  }
}
