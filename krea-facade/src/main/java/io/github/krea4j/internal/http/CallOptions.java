package io.github.krea4j.internal.http;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one call does in its own way.
 *
 * @param timeout the limit of the whole call, repeats included; null: the client's default; zero:
 *     no total limit, silence alone ends it
 * @param retries how often it may be repeated; null: the client's default
 * @param model the model asked for, for the texts of errors
 * @param hint what may be wrong with a request that was refused, if anything can be told
 */
public record CallOptions(
    @Nullable Duration timeout,
    @Nullable Integer retries,
    @Nullable String model,
    Supplier<String> hint) {
  /** The client's defaults. */
  public static final CallOptions DEFAULTS = new CallOptions(null, null, null);

  /** Ends for silence alone: a large file on a slow line may take long. */
  public static final CallOptions UNLIMITED = new CallOptions(Duration.ZERO, null, null);

  /** Has no hint. */
  public CallOptions(
      @Nullable Duration timeout, @Nullable Integer retries, @Nullable String model) {
    this(timeout, retries, model, () -> "");
  }
}
