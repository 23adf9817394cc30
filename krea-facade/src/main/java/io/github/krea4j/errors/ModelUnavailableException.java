package io.github.krea4j.errors;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 410: the model was withdrawn. Nothing was accepted. */
public final class ModelUnavailableException extends ApiException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String replacement;
  private final @Nullable LocalDate sunsetDate;
  private final @Nullable URI migrationUrl;

  ModelUnavailableException(Answer answer) {
    super(answer, wayOut(answer));
    JsonObject body = answer.body().json();
    this.replacement = text(body, "replacement");
    this.sunsetDate = date(text(body, "sunset_date"));
    this.migrationUrl = uri(text(body, "migration_url"));
  }

  /** Returns the model that takes its place, if the service named one. */
  public Optional<String> replacement() {
    return Optional.ofNullable(replacement);
  }

  /** Returns the day since which the model is gone, if the service named it. */
  public Optional<LocalDate> sunsetDate() {
    return Optional.ofNullable(sunsetDate);
  }

  /** Returns the page that explains the move, if the service named one. */
  public Optional<URI> migrationUrl() {
    return Optional.ofNullable(migrationUrl);
  }

  private static String wayOut(Answer answer) {
    JsonObject body = answer.body().json();
    String model = answer.response().model();
    LocalDate date = date(text(body, "sunset_date"));
    String replacement = text(body, "replacement");
    URI migration = uri(text(body, "migration_url"));
    return (model == null ? "The model" : "The model \"" + model + "\"")
        + " was withdrawn"
        + (date == null ? "" : " on " + date)
        + (replacement == null ? ": choose another one." : ": use \"" + replacement + "\" instead.")
        + (migration == null ? "" : " See " + migration);
  }

  /** Reads a member of the body, or of the error object inside it. */
  private static @Nullable String text(JsonObject body, String name) {
    String text = ErrorBody.firstText(body, name);
    if (text == null && body.get("error") instanceof JsonObject error) {
      text = ErrorBody.firstText(error, name);
    }
    return text;
  }

  private static @Nullable LocalDate date(@Nullable String text) {
    try {
      return text == null || text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable URI uri(@Nullable String text) {
    try {
      return text == null ? null : new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
