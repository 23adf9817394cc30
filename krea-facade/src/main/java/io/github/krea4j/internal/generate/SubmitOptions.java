package io.github.krea4j.internal.generate;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.internal.http.Addresses;
import io.github.krea4j.internal.http.CallOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the options of a request mean for the call that makes it. */
record SubmitOptions(RequestOptions given) {
  private static final String ZERO_DATA_RETENTION = "X-Api-Zero-Data-Retention";

  @Nullable String webhook() {
    return given
        .webhookUrl()
        .map(url -> Addresses.http(url, IllegalArgumentException::new).toString())
        .orElse(null);
  }

  /** Returns the headers that no generated interface has. */
  Map<String, String> headers() {
    if (!given.zeroDataRetention()) {
      return given.headers();
    }
    Map<String, String> all = new LinkedHashMap<>(given.headers());
    all.keySet().removeIf(ZERO_DATA_RETENTION::equalsIgnoreCase);
    all.put(ZERO_DATA_RETENTION, "1");
    return all;
  }

  CallOptions forCall(@Nullable String model) {
    return forCall(model, () -> "");
  }

  /** As {@link #forCall(String)}, with what to add to the error of a request that was refused. */
  CallOptions forCall(@Nullable String model, Supplier<String> hint) {
    return new CallOptions(
        given.timeout().orElse(null), given.maxRetries().orElse(null), model, hint);
  }
}
