package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConfigurationException;
import java.net.URI;
import okhttp3.HttpUrl;

/** Where the API is, and which addresses may be reached without encryption. */
public final class BaseUrl {
  public static final URI DEFAULT = URI.create("https://api.krea.ai");

  private BaseUrl() {}

  /**
   * Returns the base of all addresses, ending with a slash.
   *
   * @throws ConfigurationException if the key must not go there
   */
  public static HttpUrl check(URI url) {
    HttpUrl parsed =
        Addresses.http(
            url,
            fault ->
                new ConfigurationException(
                    "The base URL must be an https URL such as "
                        + DEFAULT
                        + ", but "
                        + fault
                        + "."));
    if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      throw new ConfigurationException(
          "The base URL holds a user name or password; the API takes a key, see"
              + " KreaClient.builder().apiKey(...).");
    }
    if (parsed.query() != null || parsed.fragment() != null) {
      throw new ConfigurationException(
          "The base URL has a query or a fragment; give it without: "
              + parsed.newBuilder().query(null).fragment(null).build()
              + ".");
    }
    if (!parsed.isHttps() && !Loopback.is(parsed.host())) {
      throw new ConfigurationException(
          "The base URL "
              + parsed
              + " is not encrypted, and the API key would travel readable. Use https; http is for"
              + " loopback addresses only.");
    }
    return parsed.encodedPath().endsWith("/")
        ? parsed
        : parsed.newBuilder().addPathSegment("").build();
  }
}
