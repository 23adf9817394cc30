package io.github.krea4j;

import io.github.krea4j.internal.http.Addresses;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What one request does differently. Immutable; build with {@link #builder()}. */
public final class RequestOptions {
  private static final RequestOptions NONE = builder().build();

  // The first is the client's business, the others are settled by the body or the connection.
  private static final List<String> RESERVED =
      List.of(
          "authorization",
          "content-type",
          "content-length",
          "host",
          "transfer-encoding",
          "connection");

  private final Optional<URI> webhookUrl;
  private final boolean zeroDataRetention;
  private final Optional<Duration> timeout;
  private final Optional<Integer> maxRetries;
  private final Map<String, String> headers;

  private RequestOptions(Builder builder) {
    webhookUrl = builder.webhookUrl;
    zeroDataRetention = builder.zeroDataRetention;
    timeout = builder.timeout;
    maxRetries = builder.maxRetries;
    headers = new LinkedHashMap<>(builder.headers);
  }

  /** Returns options that change nothing. */
  public static RequestOptions none() {
    return NONE;
  }

  /** Returns a builder that changes nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns where the service reports the end of the job. */
  public Optional<URI> webhookUrl() {
    return webhookUrl;
  }

  /** Returns whether the service is asked to keep nothing. */
  public boolean zeroDataRetention() {
    return zeroDataRetention;
  }

  /** Returns the limit for this request, if it is not the client's. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** Returns how often this request may be repeated, if it is not as often as the client's. */
  public Optional<Integer> maxRetries() {
    return maxRetries;
  }

  /** Returns the additional headers. */
  public Map<String, String> headers() {
    return new LinkedHashMap<>(headers);
  }

  /** Returns the options without header values and without the webhook's address: secrets both. */
  @Override
  public String toString() {
    return "RequestOptions[webhook="
        + webhookUrl.isPresent()
        + ", zeroDataRetention="
        + zeroDataRetention
        + ", timeout="
        + timeout.map(Duration::toString).orElse("client's")
        + ", maxRetries="
        + maxRetries.map(Object::toString).orElse("client's")
        + ", headers="
        + headers.keySet()
        + "]";
  }

  /** Builds {@link RequestOptions}. */
  public static final class Builder {
    private Optional<URI> webhookUrl = Optional.empty();
    private boolean zeroDataRetention;
    private Optional<Duration> timeout = Optional.empty();
    private Optional<Integer> maxRetries = Optional.empty();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Has the service POST the job to this address when it ends. The service signs nothing: put a
     * secret into the address and see {@link Webhooks#confirm}.
     *
     * @param url an absolute https address; http is taken too, for receivers in one's own network
     * @throws IllegalArgumentException if it is not an absolute http or https address
     */
    public Builder webhookUrl(URI url) {
      var unused =
          Addresses.http(
              url,
              fault ->
                  new IllegalArgumentException(
                      "The webhook URL must be an absolute https URL such as"
                          + " https://example.com/hook, but "
                          + fault));
      this.webhookUrl = Optional.of(url);
      return this;
    }

    /**
     * Asks the service to keep neither inputs nor results. Needs an enterprise plan and one of few
     * models; every media input must then be a base64 data URI, see {@link DataUri}.
     */
    public Builder zeroDataRetention(boolean zeroDataRetention) {
      this.zeroDataRetention = zeroDataRetention;
      return this;
    }

    /**
     * Bounds this request, in place of the client's {@code requestTimeout}.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("The timeout must be positive, not " + timeout);
      }
      this.timeout = Optional.of(timeout);
      return this;
    }

    /**
     * Sets how often this request may be repeated, in place of the client's {@code maxRetries}; see
     * {@link KreaClient.Builder#maxRetries}.
     *
     * @param retries 0 for never, after a 429 neither
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxRetries(int retries) {
      if (retries < 0) {
        throw new IllegalArgumentException("maxRetries must not be negative, but is " + retries);
      }
      this.maxRetries = Optional.of(retries);
      return this;
    }

    /**
     * Sends a header with the request; a second value for the same name replaces the first.
     *
     * @throws IllegalArgumentException if the name or the value cannot be sent, or if the client
     *     sets this header itself
     */
    public Builder header(String name, String value) {
      Objects.requireNonNull(value, "value");
      if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
        throw new IllegalArgumentException("'" + name + "' is no header name");
      }
      if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "The header " + name + " is set by the client and cannot be replaced for one request");
      }
      if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
        // Not shown: it may be a secret.
        throw new IllegalArgumentException(
            "The value of the header "
                + name
                + " holds a line break or another character that no header can carry");
      }
      headers.keySet().removeIf(name::equalsIgnoreCase);
      headers.put(name, value);
      return this;
    }

    /** Returns the options. */
    public RequestOptions build() {
      return new RequestOptions(this);
    }
  }
}
