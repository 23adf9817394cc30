package io.github.krea4j.model;

import com.google.gson.annotations.JsonAdapter;
import io.github.krea4j.internal.json.WireEnumAdapterFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The states of a job. Only three are final; a state that this library does not know is not. */
@JsonAdapter(WireEnumAdapterFactory.class)
public enum JobStatus implements WireEnum {
  /** Accepted above the concurrency limit: waits for its turn, first in, first out. */
  BACKLOGGED,
  /** Accepted, not yet given to a worker. */
  QUEUED,
  /** Given to a worker or a provider. */
  SCHEDULED,
  /** Running. */
  PROCESSING,
  /** Running: diffusion steps are under way. */
  SAMPLING,
  /** Still running; previews may be there already. */
  INTERMEDIATE_COMPLETE,
  /** Ended well, though it may hold no media: a silent refusal. */
  COMPLETED,
  /** Ended by an error, a refusal of the provider or a time limit of the service. Not billed. */
  FAILED,
  /** Stopped by the user or by the service. Not billed. */
  CANCELLED,
  /** A state newer than this library: see {@link Job#rawStatus()}. */
  UNKNOWN;

  private final String value = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** {@return the status as the service writes it, such as {@code intermediate-complete}} */
  @Override
  public String value() {
    return value;
  }

  /** {@return whether the job has ended: completed, failed or cancelled} */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /**
   * {@return the status written as {@code value}, or {@link #UNKNOWN}}
   *
   * @param value the status as the service writes it; may be null
   */
  public static JobStatus of(@Nullable String value) {
    for (JobStatus status : values()) {
      if (status != UNKNOWN && status.value.equals(value)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** {@return {@link #value()}} */
  @Override
  public String toString() {
    return value;
  }
}
