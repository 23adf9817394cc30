package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client takes from environment variables.
 *
 * @param baseUrl null if none is set
 */
public record Environment(String apiKey, @Nullable URI baseUrl) {
  /**
   * Reads the variables. Blank ones count as not set.
   *
   * @throws ConfigurationException if there is no key, or the address is no URL
   */
  public static Environment of(Map<String, String> variables) {
    String key = value(variables, "KREA_API_KEY");
    if (key == null) {
      key = value(variables, "KREA_API_TOKEN");
    }
    if (key == null) {
      throw new ConfigurationException(
          "There is no API key: set the environment variable KREA_API_KEY (or KREA_API_TOKEN), or"
              + " pass the key to KreaClient.builder().apiKey(...).");
    }
    String url = value(variables, "KREA_BASE_URL");
    try {
      return new Environment(key, url == null ? null : new URI(url));
    } catch (URISyntaxException e) {
      throw new ConfigurationException(
          "The environment variable KREA_BASE_URL is no URL: " + e.getReason() + ".");
    }
  }

  /** Returns a variable without blanks and line breaks around it; null if nothing is left. */
  private static @Nullable String value(Map<String, String> variables, String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "Environment[baseUrl=" + baseUrl + "]";
  }
}
