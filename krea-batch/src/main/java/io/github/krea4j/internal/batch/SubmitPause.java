package io.github.krea4j.internal.batch;

import java.util.function.Consumer;

/**
 * Keeps a run from submitting while the service is in trouble: after a submit of which no answer
 * came, a harmless question must be answered first, and then one submit is tried. Each further one
 * that fails doubles the pause before.
 */
final class SubmitPause {
  private static final long SHORTEST = 5_000_000_000L;
  private static final long LONGEST = 300_000_000_000L;

  private long until = Long.MIN_VALUE;
  private int failures;
  private boolean mustAsk;
  private boolean asking;

  /** Notes a submit that failed, or whose fate is unknown. */
  void failed(long now) {
    failures++;
    mustAsk = true;
    until = now + pause();
  }

  private long pause() {
    return Math.min(SHORTEST << Math.min(failures - 1, 10), LONGEST);
  }

  /** Notes an accepted submit. */
  void worked() {
    failures = 0;
    mustAsk = false;
  }

  /** Returns how many failed in a row. */
  int failures() {
    return failures;
  }

  /** Returns when the pause ends. */
  long until() {
    return until;
  }

  boolean isOver(long now) {
    return now >= until && !asking;
  }

  /** Returns whether a submit may be tried; if not, the service is asked, and the answer comes. */
  boolean mayTry(Service service, Consumer<Runnable> events, BatchClock clock) {
    if (!mustAsk) {
      return true;
    }
    asking = true;
    var unused =
        service
            .probe()
            .whenComplete(
                (answer, failure) ->
                    events.accept(
                        () -> {
                          asking = false;
                          if (failure == null) {
                            mustAsk = false;
                          } else {
                            until = clock.nanos() + pause();
                          }
                        }));
    return false;
  }
}
