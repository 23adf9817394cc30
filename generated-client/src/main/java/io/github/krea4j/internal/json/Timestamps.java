package io.github.krea4j.internal.json;

import com.google.gson.JsonElement;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the service's ISO 8601 timestamps; one that is none is absent, never an error. */
public final class Timestamps {
  private Timestamps() {}

  /**
   * {@return the time written there, or null}
   *
   * @param value the member of an object; null if it has none
   */
  public static @Nullable Instant parse(@Nullable JsonElement value) {
    if (value == null || !value.isJsonPrimitive()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.getAsString()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
