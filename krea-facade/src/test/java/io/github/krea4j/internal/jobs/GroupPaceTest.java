package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.http.VirtualTimer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times are in milliseconds since the group began; pauses are not varied. */
class GroupPaceTest {
  private final VirtualTimer timer = new VirtualTimer();
  private final GroupPace lasting = pace(true);

  private GroupPace pace(boolean lasting) {
    PollSchedule schedule = new PollSchedule(null, WaitOptions.defaults());
    return new GroupPace(timer, schedule, 0.5, timer.nanoTime(), lasting);
  }

  private void at(long millis) {
    timer.advance(Duration.ofMillis(millis).minus(timer.elapsed()));
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private long first() {
    return millis(lasting.firstLook());
  }

  /** Returns when a job that was submitted and looked at then is looked at again. */
  private long next(long born, long looked) {
    return millis(
        lasting.nextLook(Duration.ofMillis(born).toNanos(), Duration.ofMillis(looked).toNanos()));
  }

  @Test
  void ofAGroupThatIsWholeAllLookAtOnce() {
    GroupPace whole = pace(false);
    assertThat(millis(whole.firstLook())).isZero();
    at(10);
    assertThat(millis(whole.firstLook())).isEqualTo(10);
    assertThat(millis(whole.firstLook())).isEqualTo(10);
  }

  @Test
  void whoFollowsTheFirstWithinAMomentSharesALook() {
    at(10);
    assertThat(first()).isEqualTo(10);
    assertThat(first()).isEqualTo(510);
    at(300);
    assertThat(first()).isEqualTo(510);
    at(510);
    assertThat(first()).isEqualTo(510);
  }

  @Test
  void aStreamOfJobsLooksTwiceASecond() {
    at(10);
    first();
    at(511);
    assertThat(first()).isEqualTo(1_011);
    at(1_511);
    assertThat(first()).isEqualTo(2_011);
  }

  @Test
  void theFirstAfterAWhileLooksAtOnce() {
    at(10);
    first();
    at(1_011);
    assertThat(first()).isEqualTo(1_011);
    assertThat(first()).isEqualTo(1_511);
  }

  @Test
  void aWaitThatBeginsJoinsALookThatIsSoonDue() {
    at(100_000);
    lasting.looked();
    assertThat(next(0, 100_000)).isEqualTo(105_000);
    at(104_499);
    assertThat(first()).isEqualTo(104_499);
    at(104_500);
    assertThat(first()).isEqualTo(105_000);
    at(105_000);
    assertThat(first()).isEqualTo(105_000);
    at(105_100);
    assertThat(first()).isEqualTo(105_600);
  }

  @Test
  void aNewGroupLooksAgainAfterTheShortestPause() {
    lasting.looked();
    assertThat(next(0, 0)).isEqualTo(500);
  }

  @Test
  void allLookAtTheSameTime() {
    at(100_000);
    lasting.looked();
    assertThat(next(0, 100_000)).isEqualTo(105_000);
    at(101_000);
    assertThat(next(90_000, 100_000)).isEqualTo(105_000);
  }

  @Test
  void thePauseIsThatOfTheYoungestJobOfTheLookBefore() {
    at(100_000);
    lasting.looked();
    next(0, 100_000);
    next(60_000, 100_000);
    next(20_000, 100_000);
    at(105_000);
    lasting.looked();
    assertThat(next(0, 105_000)).isEqualTo(107_250);
    at(107_250);
    lasting.looked();
    assertThat(next(0, 107_250)).isEqualTo(112_250);
  }

  @Test
  void whoLookedLaterThanTheOthersKeepsThePause() {
    at(100_000);
    lasting.looked();
    next(0, 100_000);
    at(103_000);
    assertThat(next(0, 103_000)).isEqualTo(108_000);
    at(103_500);
    assertThat(next(0, 99_000)).isEqualTo(105_000);
  }

  @Test
  void aSlowAnswerIsNotFollowedByALookAtOnce() {
    at(100_000);
    lasting.looked();
    at(104_000);
    assertThat(next(0, 100_000)).isEqualTo(106_500);
  }

  @Test
  void aLookThatIsDueIsPlannedAnew() {
    at(100_000);
    lasting.looked();
    next(0, 100_000);
    at(104_999);
    assertThat(next(0, 100_000)).isEqualTo(105_000);
    at(105_000);
    lasting.looked();
    assertThat(next(0, 105_000)).isEqualTo(110_000);
  }
}
