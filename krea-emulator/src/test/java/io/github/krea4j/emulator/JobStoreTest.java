package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JobStoreTest {
  private final TestClock clock = new TestClock();
  private final List<String> ended = new ArrayList<>();
  private final JobStore jobs =
      new JobStore(clock, 1_000_000, (job, at) -> ended.add(job.order().caption()), job -> {});

  private String submit(String name, Duration length) {
    Job.Order order =
        new Job.Order(
            "externalImage",
            "image/a/b",
            name,
            new Timeline(List.of(new Timeline.Phase("processing", length)), Timeline.COMPLETED),
            "{}",
            Optional.empty(),
            false,
            Optional.empty(),
            () -> {});
    return jobs.submit(order).map(job -> job.path("job_id").asText()).orElseThrow();
  }

  /** With a look at each running job this would be ten thousand million looks. */
  @Test
  @Timeout(60)
  void runningJobsCostNothingUntilTheyEnd() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      ids.add(submit("job", Duration.ofHours(1)));
    }
    for (String id : ids) {
      assertThat(jobs.get(id)).isPresent();
    }

    assertThat(jobs.standing().running()).isEqualTo(100_000);
  }

  @Test
  void jobsEndInTheOrderOfTheirEnds() {
    submit("slow", Duration.ofSeconds(9));
    submit("quick", Duration.ofSeconds(1));
    submit("middle", Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(10));

    jobs.settle();

    assertThat(ended).containsExactly("quick", "middle", "slow");
  }

  @Test
  void waitingJobStartsWhenTheSlotBecameFree() {
    jobs.slots(slots -> slots.limit(1, 10));
    submit("first", Duration.ofSeconds(2));
    String second = submit("second", Duration.ofSeconds(2));
    submit("third", Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(5));

    ObjectNode job = jobs.get(second).orElseThrow();

    assertThat(job.path("completed_at").asText())
        .isEqualTo(Json.time(TestClock.START.plusSeconds(4)));
    assertThat(ended).containsExactly("first", "second");
    assertThat(jobs.untilNextEnd()).contains(Duration.ofSeconds(1));
  }

  @Test
  void cancelledJobLeavesTheQueue() {
    String cancelled = submit("cancelled", Duration.ofSeconds(2));
    submit("other", Duration.ofSeconds(2));

    assertThat(jobs.cancel(cancelled)).isTrue();
    assertThat(jobs.cancel(cancelled)).isFalse();
    clock.advance(Duration.ofSeconds(2));
    jobs.settle();

    assertThat(ended).containsExactly("cancelled", "other");
    assertThat(jobs.standing().running()).isZero();
  }

  @Test
  void clockThatIsSetBackMakesNoTwoOfOneTime() {
    Ticks ticks = new Ticks();
    Instant first = ticks.next(TestClock.START);
    Instant second = ticks.next(TestClock.START.minusSeconds(5));
    Instant third = ticks.next(TestClock.START);

    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
    assertThat(ticks.next(TestClock.START.plusSeconds(1)))
        .isEqualTo(TestClock.START.plusSeconds(1));
  }
}
