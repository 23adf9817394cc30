package io.github.krea4j.internal.http;

import java.net.URI;
import java.util.Locale;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Reads the addresses that applications give: of the API, of results, of webhooks. What one place
 * takes as an address the others do too; each then has its own rules for encryption.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * Returns an absolute http or https address.
   *
   * @param refusal makes the exception for a fault, given as half a sentence that shows no more
   *     than scheme, host and port
   */
  public static HttpUrl http(URI url, Function<String, ? extends RuntimeException> refusal) {
    String fault = faultOfScheme(url.getScheme());
    String authority = url.getRawAuthority();
    if (fault == null && (authority == null || authority.isEmpty())) {
      fault = "its host is missing";
    }
    HttpUrl parsed = fault == null ? HttpUrl.parse(url.toString()) : null;
    if (parsed == null) {
      throw refusal.apply(fault == null ? faultOf(String.valueOf(authority)) : fault);
    }
    return parsed;
  }

  private static @Nullable String faultOfScheme(@Nullable String scheme) {
    if (scheme == null) {
      return "its scheme is missing";
    }
    String lower = scheme.toLowerCase(Locale.ROOT);
    return lower.equals("https") || lower.equals("http") ? null : "its scheme is " + scheme;
  }

  /** Says what is wrong with host and port, of which one is. */
  private static String faultOf(String authority) {
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = place.lastIndexOf(':');
    if (colon > place.lastIndexOf(']')) {
      String port = place.substring(colon + 1);
      if (!port.isEmpty() && !isPort(port)) {
        return "its port " + port + " is none (1 to 65535)";
      }
      place = place.substring(0, colon);
    }
    return place.isEmpty() ? "its host is missing" : "its host " + place + " is no name of a host";
  }

  private static boolean isPort(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port <= 65_535;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
