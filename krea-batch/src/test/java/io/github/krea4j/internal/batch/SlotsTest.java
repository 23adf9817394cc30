package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String MODEL = "image/a/one";

  private final Slots slots = new Slots(Integer.MAX_VALUE, 0, () -> 0.5);
  private long now;

  private void accept(String job, boolean backlogged) {
    assertThat(slots.mayTry(now, MODEL)).isTrue();
    slots.trying(now);
    slots.accepted(job, backlogged);
  }

  private void refuse(Duration retryAfter) {
    slots.trying(now);
    slots.refused(now, MODEL, retryAfter);
  }

  @Test
  void oneSubmitIsUnderWayAtATime() {
    assertThat(slots.mayTry(now, MODEL)).isTrue();
    slots.trying(now);
    assertThat(slots.mayTry(now, MODEL)).isFalse();
    assertThat(slots.nextTry(now, MODEL)).isNull();
    slots.told();
    assertThat(slots.mayTry(now, MODEL)).isTrue();
  }

  @Test
  void itemsFollowOneAnotherUntilOneIsInTheBacklog() {
    for (int i = 0; i < 4; i++) {
      accept("job-" + i, false);
    }
    accept("job-4", true);

    assertThat(slots.mayTry(now, MODEL)).isFalse();
    assertThat(slots.slots()).hasValue(4);
    assertThat(slots.running()).isEqualTo(4);
    assertThat(slots.backlogged()).isEqualTo(1);
  }

  @Test
  void anEndFreesASlotForTheOldestInTheBacklog() {
    accept("job-0", false);
    accept("job-1", true);
    slots.ended("job-0", Duration.ofSeconds(5));

    assertThat(slots.running()).isEqualTo(1);
    assertThat(slots.backlogged()).isZero();
    assertThat(slots.mayTry(now, MODEL)).isTrue();
  }

  @Test
  void aLookPutsRightWhatWasAssumed() {
    accept("job-0", false);
    accept("job-1", true);
    slots.ended("job-0", Duration.ofSeconds(5));
    slots.seen("job-1", true);

    assertThat(slots.running()).isZero();
    assertThat(slots.backlogged()).isEqualTo(1);
    assertThat(slots.mayTry(now, MODEL)).isFalse();
  }

  @Test
  void theStockGrowsWithWhatRuns() {
    for (int i = 0; i < 20; i++) {
      accept("job-" + i, false);
    }
    accept("a", true);
    accept("b", true);
    accept("c", true);
    assertThat(slots.mayTry(now, MODEL)).isFalse();
  }

  @Test
  void neverMoreThanTheCallerAllows() {
    Slots two = new Slots(2, 0, () -> 0.5);
    for (String job : new String[] {"a", "b"}) {
      two.trying(now);
      two.accepted(job, false);
    }
    assertThat(two.mayTry(now, MODEL)).isFalse();
    two.ended("a", Duration.ofSeconds(1));
    assertThat(two.mayTry(now, MODEL)).isTrue();
  }

  @Test
  void aRefusalHoldsUntilTheServiceSaysAtMostAMinute() {
    refuse(Duration.ofSeconds(7));
    assertThat(slots.nextTry(now, MODEL)).isEqualTo(7 * SECOND);
    now = 7 * SECOND - 1;
    assertThat(slots.mayTry(now, MODEL)).isFalse();
    now++;
    assertThat(slots.mayTry(now, MODEL)).isTrue();

    refuse(Duration.ofHours(1));
    assertThat(slots.nextTry(now, MODEL)).isEqualTo(now + 60 * SECOND);
  }

  @Test
  void aRefusalHoldsUntilAnOwnJobEnds() {
    accept("job-0", false);
    refuse(null);
    assertThat(slots.mayTry(now, MODEL)).isFalse();

    slots.ended("job-0", Duration.ofSeconds(5));

    assertThat(slots.mayTry(now, MODEL)).isTrue();
  }

  @Test
  void refusalsInARowHoldLonger() {
    long[] holds = new long[8];
    for (int i = 0; i < holds.length; i++) {
      refuse(null);
      Long next = slots.nextTry(now, MODEL);
      assertThat(next).isNotNull();
      holds[i] = next - now;
      now = next;
    }
    // A quarter of the mean job, which is 10 s before the first, doubled each time.
    assertThat(holds)
        .startsWith(2_500_000_000L, 5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND)
        .endsWith(60 * SECOND);
  }

  @Test
  void aRefusalHoldsItsModelAloneUntilAnotherIsRefusedToo() {
    slots.trying(now);
    slots.refused(now, "image/a/one", Duration.ofSeconds(30));
    assertThat(slots.mayTry(now, "image/a/one")).isFalse();
    assertThat(slots.mayTry(now, "image/a/two")).isTrue();

    slots.trying(now);
    slots.refused(now, "image/a/two", Duration.ofSeconds(30));

    assertThat(slots.mayTry(now, "image/a/three")).isFalse();
  }

  @Test
  void afterTenRefusalsOneTryAMinuteIsLeft() {
    for (int i = 0; i < 10; i++) {
      refuse(Duration.ZERO);
    }
    assertThat(slots.mayTry(now, MODEL)).isFalse();
    assertThat(slots.nextTry(now, MODEL)).isEqualTo(60 * SECOND);
    now = 60 * SECOND;
    assertThat(slots.mayTry(now, MODEL)).isTrue();
  }

  @Test
  void aTenthOfWhatWasAcceptedMayBeRefused() {
    for (int i = 0; i < 200; i++) {
      accept("job-" + i, false);
      slots.ended("job-" + i, Duration.ofSeconds(1));
    }
    for (int i = 0; i < 19; i++) {
      refuse(Duration.ZERO);
    }
    assertThat(slots.mayTry(now, MODEL)).isTrue();
    refuse(Duration.ZERO);
    assertThat(slots.mayTry(now, MODEL)).isFalse();
  }

  @Test
  void whereThereIsNoBacklogWhatRanAtARefusalIsTheCapForFiveMinutes() {
    accept("job-0", false);
    accept("job-1", false);
    refuse(Duration.ZERO);
    assertThat(slots.slots()).hasValue(2);
    assertThat(slots.mayTry(now, MODEL)).isFalse();
    assertThat(slots.nextTry(now, MODEL)).isEqualTo(300 * SECOND);

    slots.ended("job-0", Duration.ofSeconds(1));
    accept("job-2", false);
    assertThat(slots.mayTry(now, MODEL)).isFalse();

    now = 300 * SECOND;
    assertThat(slots.mayTry(now, MODEL)).as("the plan may have been raised").isTrue();
  }

  @Test
  void jobsOfAnEarlierRunCount() {
    slots.resumed("old-1", false);
    slots.resumed("old-2", true);
    assertThat(slots.running()).isEqualTo(1);
    assertThat(slots.mayTry(now, MODEL)).isFalse();
    slots.ended("unknown", Duration.ofSeconds(1));
    assertThat(slots.running()).isEqualTo(1);
  }

  @Test
  void theMeanIsAGuessBeforeTheFirstEnd() {
    assertThat(slots.measured()).isFalse();
    assertThat(slots.meanJob()).isEqualTo(10 * SECOND);
    slots.resumed("a", false);
    slots.ended("a", Duration.ofSeconds(4));
    slots.resumed("b", false);
    slots.ended("b", Duration.ofSeconds(6));
    assertThat(slots.measured()).isTrue();
    assertThat(slots.meanJob()).isEqualTo(5 * SECOND);
  }
}
