package io.github.krea4j.model;

import com.google.gson.JsonObject;
import com.google.gson.annotations.JsonAdapter;
import java.util.Optional;

/**
 * Why a job failed, as far as the service said so. Where it sent a mere text, that is the {@code
 * message}, here and in {@link #raw()}.
 *
 * <p>Immutable and safe for use by several threads.
 */
@JsonAdapter(ResponseAdapterFactory.class)
public final class JobError extends ResponseModel {
  JobError(JsonObject json) {
    super(json);
  }

  /**
   * Reads an error, as tests need it.
   *
   * @param json an object such as {@code {"code": "nsfw", "message": "…"}}
   * @return the error
   * @throws IllegalArgumentException if the text is no JSON object
   */
  public static JobError parse(String json) {
    return new JobError(object("a job error", json));
  }

  /**
   * {@return a machine-readable reason such as {@code nsfw}} The service publishes no list: treat
   * it as an open set. Empty where the service sent only a text.
   */
  public Optional<String> code() {
    return optional("code", TEXT).filter(code -> !code.isBlank());
  }

  /** {@return a text for people} */
  public Optional<String> message() {
    return optional("message", TEXT).filter(message -> !message.isBlank());
  }
}
