package io.github.krea4j.batch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a batch is.
 *
 * @param counts how many items of the journal are in each state, zeros too
 * @param running how many of its jobs are at work at the service
 * @param backlogged how many of its jobs wait at the service
 * @param slots how many jobs the service seems to run at a time; empty before its limit was met
 * @param reserved what the jobs that have not ended may cost
 * @param spent what the jobs that have ended cost at most
 * @param unit of both amounts; empty where nothing is counted
 * @param timeLeft a guess from the jobs that ended, for the items that were read
 */
public record BatchProgress(
    Map<ItemState, Long> counts,
    int running,
    int backlogged,
    Optional<Integer> slots,
    BigDecimal reserved,
    BigDecimal spent,
    String unit,
    Optional<Duration> timeLeft) {
  /** Copies the map. */
  public BatchProgress {
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
  }
}
