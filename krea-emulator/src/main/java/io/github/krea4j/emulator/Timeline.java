package io.github.krea4j.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The states a job goes through once it runs, and for how long each holds.
 *
 * @param phases the states before the last one
 * @param last the state it ends in; a job whose last state is no terminal one never ends
 */
record Timeline(List<Phase> phases, String last) {
  static final String COMPLETED = "completed";
  static final String FAILED = "failed";
  static final String CANCELLED = "cancelled";
  private static final Set<String> TERMINAL = Set.of(COMPLETED, FAILED, CANCELLED);

  record Phase(String status, Duration duration) {}

  boolean ends() {
    return TERMINAL.contains(last);
  }

  /** How long it takes until the last state. */
  Duration length() {
    return phases.stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** When the job will have ended, counted from its start; empty if it never does. */
  Optional<Duration> end() {
    return ends() ? Optional.of(length()) : Optional.empty();
  }

  String statusAfter(Duration elapsed) {
    Duration end = Duration.ZERO;
    for (Phase phase : phases) {
      end = end.plus(phase.duration());
      if (elapsed.compareTo(end) < 0) {
        return phase.status();
      }
    }
    return last;
  }
}
