package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.internal.http.Cancellable;
import io.github.krea4j.internal.http.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedAlarmsTest {
  private final VirtualTimer timer = new VirtualTimer();
  private final SharedAlarms alarms = new SharedAlarms(timer);
  private final List<String> rang = new ArrayList<>();

  @Test
  void whatIsDueTogetherSharesAnAlarmAndRingsInOrder() {
    plan("a", 95);
    plan("b", 91);
    plan("c", 100);
    plan("d", 101);
    assertThat(timer.pending()).isEqualTo(2);

    timer.advance(Duration.ofMillis(99));
    assertThat(rang).isEmpty();
    timer.advance(Duration.ofMillis(1));
    assertThat(rang).containsExactly("a", "b", "c");
    timer.advance(Duration.ofMillis(10));
    assertThat(rang).containsExactly("a", "b", "c", "d");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void nothingRingsTooEarly() {
    timer.advance(Duration.ofNanos(1));
    plan("a", 10);

    timer.advance(Duration.ofMillis(10));
    assertThat(rang).isEmpty();
    timer.advance(Duration.ofMillis(10));
    assertThat(rang).containsExactly("a");
  }

  @Test
  void whatWasGivenUpDoesNotRing() {
    Cancellable a = plan("a", 50);
    Cancellable b = plan("b", 50);
    a.cancel();
    a.cancel();
    assertThat(timer.pending()).isEqualTo(1);
    b.cancel();
    assertThat(timer.pending()).isZero();
    plan("c", 50);
    b.cancel();

    timer.advance(Duration.ofSeconds(1));

    assertThat(rang).containsExactly("c");
  }

  @Test
  void oneMayGiveUpAnotherOfTheSameMoment() {
    List<Cancellable> second = new ArrayList<>();
    alarms.schedule(Duration.ofMillis(10), () -> second.forEach(Cancellable::cancel));
    second.add(plan("b", 10));
    // At the very moment, after all of it was given up: one more.
    alarms.schedule(Duration.ofMillis(10), () -> plan("c", 0));

    timer.advance(Duration.ofMillis(10));

    assertThat(rang).containsExactly("c");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aFailureDoesNotSilenceTheRest() {
    alarms.schedule(
        Duration.ofMillis(10),
        () -> {
          throw new IllegalStateException("a bug");
        });
    plan("b", 10);

    assertThatThrownBy(() -> timer.advance(Duration.ofMillis(10))).hasMessage("a bug");
    timer.advance(Duration.ZERO);

    assertThat(rang).containsExactly("b");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void endlessDelaysAreTaken() {
    plan("a", Long.MAX_VALUE);

    timer.advance(Duration.ofDays(1));

    assertThat(rang).isEmpty();
  }

  private Cancellable plan(String name, long millis) {
    return alarms.schedule(Duration.ofMillis(millis), () -> rang.add(name));
  }
}
