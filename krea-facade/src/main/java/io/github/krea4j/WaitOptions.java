package io.github.krea4j;

import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to wait for a job: how long, how often to look, whom to tell, and what to do at the end.
 *
 * <p>Unless a {@linkplain Builder#pollInterval poll interval} is set, a schedule decides when to
 * look: once after 2 seconds, for refusals and fast models; then, if the document prints an average
 * duration for the model, at 0.7 of it, but at 60 seconds at the latest; from there on whenever
 * another twentieth of the time since the submit has passed, at least every 5 seconds and at most
 * twice a second. Each pause varies by a tenth, so that many clients do not fall into step. A look
 * that fails for a passing reason is repeated by the same schedule, more slowly the more often it
 * fails, and not before the time that the service names in {@code Retry-After} (a minute at most).
 * Shortly before the timeout there is a last look.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WaitOptions {
  private static final WaitOptions DEFAULTS = builder().build();

  private final Duration timeout;
  private final @Nullable Duration minPollInterval;
  private final @Nullable Duration maxPollInterval;
  private final @Nullable Consumer<? super Job> onUpdate;
  private final boolean cancelOnTimeout;
  private final boolean allowEmptyResult;

  private WaitOptions(Builder builder) {
    this.timeout = builder.timeout;
    this.minPollInterval = builder.minPollInterval;
    this.maxPollInterval = builder.maxPollInterval;
    this.onUpdate = builder.onUpdate;
    this.cancelOnTimeout = builder.cancelOnTimeout;
    this.allowEmptyResult = builder.allowEmptyResult;
  }

  /** Returns the options that apply where none are given: 30 minutes, the schedule decides. */
  public static WaitOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a builder with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.timeout = timeout;
    builder.minPollInterval = minPollInterval;
    builder.maxPollInterval = maxPollInterval;
    builder.onUpdate = onUpdate;
    builder.cancelOnTimeout = cancelOnTimeout;
    builder.allowEmptyResult = allowEmptyResult;
    return builder;
  }

  /** Returns how long the wait may take in all. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the shortest pause before a poll, if one was set. */
  public Optional<Duration> minPollInterval() {
    return Optional.ofNullable(minPollInterval);
  }

  /** Returns the longest pause before a poll, if one was set. */
  public Optional<Duration> maxPollInterval() {
    return Optional.ofNullable(maxPollInterval);
  }

  /** Returns who is told of the states seen, if anybody. */
  public Optional<Consumer<? super Job>> onUpdate() {
    return Optional.ofNullable(onUpdate);
  }

  /** Returns whether the job is cancelled when the wait times out. */
  public boolean cancelOnTimeout() {
    return cancelOnTimeout;
  }

  /** Returns whether a job that completed without any result counts as done. */
  public boolean allowEmptyResult() {
    return allowEmptyResult;
  }

  /** Builds {@link WaitOptions}; not safe for use by several threads. */
  public static final class Builder {
    private Duration timeout = Duration.ofMinutes(30);
    private @Nullable Duration minPollInterval;
    private @Nullable Duration maxPollInterval;
    private @Nullable Consumer<? super Job> onUpdate;
    private boolean cancelOnTimeout;
    private boolean allowEmptyResult;

    private Builder() {}

    /**
     * Bounds the whole wait, counted from its own beginning, not from the submit; default 30
     * minutes. A request under way at that moment is aborted. The service itself gives up after 3
     * minutes on models it hosts and after 2 hours on those of others.
     *
     * @throws IllegalArgumentException if it is zero or negative
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Bounds the pause before every poll, the first one too, and those after a failure or a {@code
     * Retry-After}. The same duration twice polls at just that pace.
     *
     * @throws IllegalArgumentException unless {@code 0 < min <= max}
     */
    public Builder pollInterval(Duration min, Duration max) {
      if (min.isZero() || min.isNegative() || min.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "pollInterval needs 0 < min <= max, but min is " + min + " and max is " + max);
      }
      this.minPollInterval = min;
      this.maxPollInterval = max;
      return this;
    }

    /**
     * Names who is told of every state seen: the first one, then each that differs from the one
     * before in any way, previews and the final state included. Called on the client's executor,
     * one call at a time and in order. The wait's outcome follows when the last call has returned,
     * though not later than the timeout, and not much later if the executor has no thread free for
     * the call. An exception thrown by the listener is logged and changes nothing.
     */
    public Builder onUpdate(Consumer<? super Job> listener) {
      this.onUpdate = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Decides whether the job is cancelled when the wait times out; default false: it runs on and
     * is billed. The service cancels only jobs that are queued or processing, so look at the job
     * again if it matters.
     */
    public Builder cancelOnTimeout(boolean cancelOnTimeout) {
      this.cancelOnTimeout = cancelOnTimeout;
      return this;
    }

    /**
     * Decides whether a job that completed with neither outputs nor a style counts as done; default
     * false, as this is how the service refuses content silently.
     */
    public Builder allowEmptyResult(boolean allowEmptyResult) {
      this.allowEmptyResult = allowEmptyResult;
      return this;
    }

    /** Returns the options as set so far. */
    public WaitOptions build() {
      return new WaitOptions(this);
    }
  }
}
