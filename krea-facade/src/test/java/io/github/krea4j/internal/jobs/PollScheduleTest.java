package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.krea4j.WaitOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {
  private static final double NO_JITTER = 0.5;
  private static final WaitOptions DEFAULTS = WaitOptions.defaults();
  private static final PollSchedule PLAIN = new PollSchedule(null, DEFAULTS);

  @Test
  void theFirstLookComesTwoSecondsAfterTheSubmit() {
    assertThat(PLAIN.first(0, NO_JITTER)).isEqualTo(millis(2_000));
    assertThat(PLAIN.first(millis(1_500), NO_JITTER)).isEqualTo(millis(500));
    assertThat(PLAIN.first(millis(90_000), NO_JITTER)).isZero();
  }

  @Test
  void aResumedJobIsLookedAtAtOnce() {
    assertThat(PLAIN.resumed()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2000,500", "10000,500", "20000,1000", "60000,3000", "100000,5000", "7200000,5000"})
  void aPauseIsATwentiethOfTheAge(long age, long pause) {
    assertThat(PLAIN.next(millis(age), 5, NO_JITTER)).isEqualTo(millis(pause));
  }

  @ParameterizedTest
  @CsvSource({"30,19000", "60,40000", "85,57500", "300,58000", "2,500", "1,500"})
  void theSecondLookComesWhenMostOfTheAverageHasPassed(long average, long pause) {
    PollSchedule schedule = new PollSchedule(Duration.ofSeconds(average), DEFAULTS);

    assertThat(schedule.next(millis(2_000), 1, NO_JITTER)).isCloseTo(millis(pause), within(1_000L));
    assertThat(schedule.next(millis(2_000), 2, NO_JITTER)).isEqualTo(millis(500));
  }

  @Test
  void pausesVaryByATenth() {
    assertThat(PLAIN.next(millis(60_000), 5, 0)).isCloseTo(millis(2_700), within(1_000L));
    assertThat(PLAIN.next(millis(60_000), 5, 1)).isCloseTo(millis(3_300), within(1_000L));
  }

  @Test
  void pausesGrowWithFailures() {
    List<Long> pauses = new ArrayList<>();
    for (int failures = 1; failures <= 6; failures++) {
      pauses.add(PLAIN.afterFailure(millis(2_000), failures, 0, NO_JITTER) / 1_000_000);
    }

    assertThat(pauses).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L);
    assertThat(PLAIN.afterFailure(0, Integer.MAX_VALUE, 0, NO_JITTER)).isEqualTo(millis(15_000));
  }

  @Test
  void afterAFailureAnOldJobIsNotLookedAtSooner() {
    assertThat(PLAIN.afterFailure(millis(600_000), 1, 0, NO_JITTER)).isEqualTo(millis(5_000));
  }

  @Test
  void retryAfterIsObeyedUpToAMinute() {
    assertThat(PLAIN.afterFailure(0, 1, millis(7_000), 0)).isEqualTo(millis(7_000));
    assertThat(PLAIN.afterFailure(0, 1, millis(3_600_000), 0)).isEqualTo(millis(60_000));
  }

  @Test
  void aPollIntervalBoundsEveryPause() {
    PollSchedule schedule =
        new PollSchedule(
            Duration.ofSeconds(50),
            WaitOptions.builder()
                .pollInterval(Duration.ofSeconds(3), Duration.ofSeconds(4))
                .build());

    assertThat(schedule.resumed()).isEqualTo(millis(3_000));
    assertThat(schedule.first(0, 0)).isEqualTo(millis(3_000));
    assertThat(schedule.next(0, 1, 1)).isEqualTo(millis(4_000));
    assertThat(schedule.next(0, 2, 0)).isEqualTo(millis(3_000));
    assertThat(schedule.next(millis(7_200_000), 2, 1)).isEqualTo(millis(4_000));
    assertThat(schedule.afterFailure(0, 1, 0, 0)).isEqualTo(millis(3_000));
    assertThat(schedule.afterFailure(0, 9, millis(60_000), 0)).isEqualTo(millis(4_000));
  }

  @ParameterizedTest
  @CsvSource({
    "3000,10000,3000", // in time
    "9500,10000,9000", // too late for an answer: a tenth earlier
    "60000,10000,9000",
    "700,600,700", // the last look was just now
    "700,1000,700", // later than the lead begins
  })
  void aLookThatWouldComeTooLateComesJustInTime(long pause, long left, long expected) {
    PollSchedule schedule =
        new PollSchedule(null, WaitOptions.builder().timeout(Duration.ofSeconds(10)).build());

    assertThat(schedule.beforeTimeout(millis(pause), millis(left))).isEqualTo(millis(expected));
  }

  @Test
  void theLastLookLeavesTwoSecondsAtMost() {
    assertThat(PLAIN.lastLook()).isEqualTo(Duration.ofMinutes(30).minusSeconds(2).toNanos());
  }

  @Test
  void theLastLookRespectsTheCallersBounds() {
    PollSchedule schedule =
        new PollSchedule(
            null,
            WaitOptions.builder()
                .timeout(Duration.ofSeconds(10))
                .pollInterval(Duration.ofSeconds(6), Duration.ofSeconds(6))
                .build());

    assertThat(schedule.beforeTimeout(millis(6_000), millis(4_000))).isEqualTo(millis(6_000));
  }

  @Test
  void endlessDurationsDoNotOverflow() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    PollSchedule schedule =
        new PollSchedule(endless, WaitOptions.builder().timeout(endless).build());

    assertThat(schedule.next(millis(2_000), 1, NO_JITTER)).isEqualTo(millis(58_000));
    assertThat(schedule.lastLook()).isPositive();
  }

  /**
   * What the schedule is for: fewer looks than a fixed pace and less delay. The durations vary as
   * those of real jobs do.
   */
  @Test
  void aJobOfHalfAMinuteTakesFewLooksAndIsSeenSoon() {
    PollSchedule schedule = new PollSchedule(Duration.ofSeconds(30), DEFAULTS);
    Random jitter = new Random(2);
    Cost ours =
        simulate(
            end -> {
              long at = schedule.first(0, jitter.nextDouble());
              int looks = 1;
              while (at < end) {
                at += schedule.next(at, looks, jitter.nextDouble());
                looks++;
              }
              return new Cost(looks, (at - end) / 1e9);
            });
    Cost everyThreeSeconds =
        simulate(
            end -> {
              long looks = 1 + (end + millis(3_000) - 1) / millis(3_000); // one with the submit
              return new Cost(looks, ((looks - 1) * millis(3_000) - end) / 1e9);
            });

    assertThat(ours.looks).isLessThanOrEqualTo(10.5);
    assertThat(ours.lateSeconds).isLessThanOrEqualTo(1.0);
    assertThat(everyThreeSeconds.looks).isCloseTo(11.8, within(0.1));
    assertThat(everyThreeSeconds.lateSeconds).isCloseTo(1.5, within(0.05));
  }

  private record Cost(double looks, double lateSeconds) {}

  private static Cost simulate(LongFunction<Cost> jobEndingAt) {
    int jobs = 4_000;
    Random durations = new Random(1);
    double looks = 0;
    double late = 0;
    for (int i = 0; i < jobs; i++) {
      Cost cost = jobEndingAt.apply((long) (30e9 * Math.exp(0.25 * durations.nextGaussian())));
      looks += cost.looks;
      late += cost.lateSeconds;
    }
    return new Cost(looks / jobs, late / jobs);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
