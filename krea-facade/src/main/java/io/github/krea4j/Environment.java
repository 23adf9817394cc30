package io.github.krea4j;

import io.github.krea4j.errors.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client takes from environment variables. */
final class Environment {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  KreaClient.Builder configure(KreaClient.Builder builder) {
    String key = value("KREA_API_KEY");
    if (key == null) {
      key = value("KREA_API_TOKEN");
    }
    if (key == null) {
      throw new ConfigurationException(
          "There is no API key: set the environment variable KREA_API_KEY (or KREA_API_TOKEN), or"
              + " pass the key to KreaClient.builder().apiKey(...).");
    }
    builder.apiKey(key);
    String url = value("KREA_BASE_URL");
    if (url != null) {
      try {
        builder.baseUrl(new URI(url));
      } catch (URISyntaxException e) {
        throw new ConfigurationException(
            "The environment variable KREA_BASE_URL is no URL: " + e.getReason() + ".");
      }
    }
    return builder;
  }

  /** Returns a variable without blanks and line breaks around it; null if nothing is left. */
  private @Nullable String value(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
