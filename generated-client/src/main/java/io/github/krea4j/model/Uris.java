package io.github.krea4j.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's URLs. One with characters that a URI must not have is kept: they are
 * percent-encoded.
 */
final class Uris {
  private static final String MARKS = "-._~";
  private static final String DELIMITERS = ":/?@!$&'()*+,;=";

  private Uris() {}

  /** Returns the URL, or null where there is no text. */
  static @Nullable URI read(@Nullable String url) {
    if (url == null || url.isBlank()) {
      return null;
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      return encoded(url.strip());
    }
  }

  private static URI encoded(String url) {
    try {
      return new URI(encoded(url, MARKS + DELIMITERS));
    } catch (URISyntaxException e) { // its delimiters are out of place, as in "://" or "http:"
      return URI.create(encoded(url, MARKS));
    }
  }

  private static String encoded(String url, String legal) {
    StringBuilder text = new StringBuilder();
    for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || legal.indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
    return text.toString();
  }
}
