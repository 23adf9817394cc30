package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConfigurationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks keys before they become a header. No text ever shows a key or a part of it. */
public final class ApiKey {
  private ApiKey() {}

  /**
   * Asks for the key and checks it.
   *
   * @throws ConfigurationException if there is none or no header can carry it
   */
  static String from(Supplier<? extends @Nullable String> source) {
    String key;
    try {
      key = source.get();
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          "The supplier of the API key failed with " + e.getClass().getName() + ".", e);
    }
    return check(key);
  }

  /**
   * Returns the key if a header can carry it.
   *
   * @throws ConfigurationException if not
   */
  public static String check(@Nullable String key) {
    if (key == null || key.isBlank()) {
      throw new ConfigurationException(
          "There is no API key: set KREA_API_KEY or KREA_API_TOKEN, or pass it to"
              + " KreaClient.builder().apiKey(...).");
    }
    if (key.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new ConfigurationException(
          "The API key starts with \"Bearer \": pass the bare key, the word is added to it.");
    }
    if (key.indexOf('=') > 0 && key.regionMatches(true, 0, "KREA_", 0, 5)) {
      throw new ConfigurationException(
          "The API key begins with the name of a variable: pass only what stands behind the \"=\".");
    }
    if ("\"'`".indexOf(key.charAt(0)) >= 0 || "\"'`".indexOf(key.charAt(key.length() - 1)) >= 0) {
      throw new ConfigurationException(
          "The API key stands in quotes, as some files of environment variables keep them: remove"
              + " the quotes.");
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new ConfigurationException(
            "The API key holds "
                + (c == '\n' || c == '\r'
                    ? "a line break"
                    : c == ' ' ? "a blank" : "a character that no header can carry")
                + " at position "
                + (i + 1)
                + " of "
                + key.length()
                + ": pass it without anything around it.");
      }
    }
    return key;
  }
}
