package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.VirtualTimer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitOutcomeTest {
  private static final Job JOB = ScriptedJobs.done("j1").job();

  private final VirtualTimer timer = new VirtualTimer();
  private final AbortableFuture<Job> future = new AbortableFuture<>(reason -> true);
  private final List<String> order = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();

  @BeforeEach
  void noteTheEnd() {
    var unused = future.whenComplete((job, failure) -> order.add("completed"));
  }

  /** A wait whose listener is called when the test says so. */
  private WaitOutcome listened() {
    return new WaitOutcome(future, job -> order.add("told"), held::add, () -> order.add("ended"));
  }

  private void callListeners() {
    while (!held.isEmpty()) {
      held.remove(0).run();
    }
  }

  @Test
  void withoutAListenerItCompletesAtOnce() {
    new WaitOutcome(future, null, Runnable::run, () -> order.add("ended"))
        .decide(JOB, null, timer, Long.MAX_VALUE);

    assertThat(future.join()).isSameAs(JOB);
    assertThat(order).containsExactly("ended", "completed");
  }

  @Test
  void theListenerHearsTheLastStateBeforeTheFutureCompletes() {
    WaitOutcome outcome = listened();
    outcome.saw(JOB);
    outcome.decide(JOB, null, timer, Duration.ofSeconds(1).toNanos());
    assertThat(future).isNotDone();

    callListeners();

    assertThat(order).containsExactly("told", "ended", "completed");
  }

  @Test
  void aListenerIsNotWaitedForWithoutTimeLeft() {
    WaitOutcome outcome = listened();
    outcome.saw(JOB);
    outcome.decide(JOB, null, timer, 0);

    assertThat(future).isCompletedWithValue(JOB);
  }

  @Test
  void anExecutorWithoutAThreadForTheListenerIsHardlyWaitedFor() {
    WaitOutcome outcome = listened();
    outcome.saw(JOB);
    outcome.decide(JOB, null, timer, 1);
    assertThat(future).isNotDone();

    timer.advance(Duration.ofMillis(250));

    assertThat(future).isCompletedWithValue(JOB);
  }

  @Test
  void whatWasDecidedIsNotLostWhenItMustEndNow() {
    WaitOutcome outcome = listened();
    outcome.saw(JOB);
    outcome.decide(JOB, null, timer, Duration.ofSeconds(1).toNanos());

    outcome.endNow(new IllegalStateException("closed"));

    assertThat(future).isCompletedWithValue(JOB);
  }

  @Test
  void whereNothingWasDecidedItEndsNowWithTheFailure() {
    IllegalStateException closed = new IllegalStateException("closed");

    listened().endNow(closed);

    assertThat(order).containsExactly("ended", "completed");
    assertThat(future.handle((job, failure) -> failure).join()).isSameAs(closed);
  }

  @Test
  void aCancellationCountsWhateverWasDecided() {
    WaitOutcome outcome = listened();
    outcome.saw(JOB);
    outcome.decide(JOB, null, timer, Duration.ofSeconds(1).toNanos());
    CancellationException cancelled = new CancellationException();

    outcome.cancelled(cancelled);

    assertThat(future).isCancelled();
    assertThat(order).containsExactly("ended", "completed");
  }
}
