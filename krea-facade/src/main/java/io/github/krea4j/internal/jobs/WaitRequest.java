package io.github.krea4j.internal.jobs;

import io.github.krea4j.WaitOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job to wait for.
 *
 * @param known its last state as text; null if nothing is known but the id
 * @param submittedNanos when it was submitted, by the timer; null if not by this client
 * @param averageDuration how long such jobs usually take, if the document says
 * @param observer is told the text of every state seen, on internal threads; must be quick
 */
public record WaitRequest(
    String id,
    @Nullable String known,
    @Nullable Long submittedNanos,
    @Nullable Duration averageDuration,
    WaitOptions options,
    @Nullable StateObserver observer) {
  /** Takes up a job of which nothing is known but the id. */
  public static WaitRequest resume(String id, WaitOptions options) {
    return new WaitRequest(id, null, null, null, options, null);
  }

  /** Sees the states that pass by. */
  public interface StateObserver {
    /** Takes note of a state, as JSON text. */
    void seen(String text);
  }
}
