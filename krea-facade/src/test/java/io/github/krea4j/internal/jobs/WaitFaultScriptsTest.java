package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.NEVER;
import static io.github.krea4j.internal.jobs.ScriptedJobs.done;
import static io.github.krea4j.internal.jobs.ScriptedJobs.job;
import static io.github.krea4j.internal.jobs.ScriptedJobs.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.JobHandle;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.EmptyResultException;
import io.github.krea4j.errors.JobCancelledException;
import io.github.krea4j.errors.JobFailedException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.jobs.ScriptedJobs.Call;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of services that misbehave at random: what must hold for each of their waits. */
class WaitFaultScriptsTest {
  private static final List<Object> PASSING =
      List.of(
          job("j1", "queued"),
          job("j1", "processing"),
          job("j1", "intermediate-complete", "\"result\":{\"urls\":[\"https://gen.example/p\"]}"),
          job("j1", "newer"),
          status(408, ""),
          status(425, ""),
          status(429, "{}", "Retry-After", "3"),
          status(429, "{}"),
          status(500, "{}"),
          status(502, "<html>"),
          status(503, "", "Retry-After", "86400"),
          status(524, "<html>"),
          new ConnectionException("reset", 1, null),
          new ResponseFormatException("not JSON", "<html>", null));
  private static final List<Object> FINAL =
      List.of(
          done("j1"),
          done("j1"),
          job("j1", "failed"),
          job("j1", "cancelled"),
          job("j1", "completed"),
          status(401, "{}"),
          status(403, "{}"),
          status(404, "{}"));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void noScriptBreaksAWait(int thousand) {
    for (int i = 0; i < 1_000; i++) {
      long seed = thousand * 1_000L + i;
      new Script(new Random(seed)).runAndCheck("seed " + seed);
    }
  }

  /** The scripts would prove nothing if they all ended the same way. */
  @Test
  void theScriptsReachEveryOutcome() {
    List<Object> outcomes = new ArrayList<>();
    for (long seed = 0; seed < 500; seed++) {
      Script script = new Script(new Random(seed));
      script.runAndCheck("seed " + seed);
      outcomes.add(script.outcomes.get(0).getClass());
    }

    assertThat(outcomes)
        .contains(
            Job.class,
            JobFailedException.class,
            JobCancelledException.class,
            EmptyResultException.class,
            WaitTimeoutException.class,
            CancellationException.class)
        .anySatisfy(type -> assertThat((Class<?>) type).isAssignableTo(ApiException.class));
  }

  private static final class Script {
    final List<Object> outcomes = new ArrayList<>();
    private final Random random;
    private final WaitBench bench = new WaitBench();
    private final Duration timeout;
    private final boolean cancelOnTimeout;
    private final boolean cancels;
    private Duration endedAt = Duration.ZERO;

    Script(Random random) {
      this.random = random;
      this.timeout = Duration.ofMillis(1 + random.nextInt(120_000));
      this.cancelOnTimeout = random.nextInt(3) == 0;
      this.cancels = random.nextInt(10) == 0;
      int passing = random.nextInt(25);
      boolean ends = random.nextInt(5) > 0;
      int[] look = {0};
      bench.service.jobs(
          id -> {
            bench.service.latency(latency());
            boolean over = look[0]++ >= passing && ends;
            return random.nextInt(40) == 0 ? NEVER : one(over ? FINAL : PASSING);
          });
      bench.service.cancelAnswers(one(List.of(true, false, NEVER, status(500, ""))));
    }

    private Object one(List<Object> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    private Duration latency() {
      return random.nextInt(4) == 0
          ? Duration.ZERO
          : Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 70_000 : 500));
    }

    void runAndCheck(String which) {
      JobHandle handle =
          random.nextBoolean()
              ? bench.submitted((JobState) PASSING.get(0), average())
              : bench.jobs.handle("j1");
      CompletableFuture<Job> wait = handle.awaitAsync(options());
      var unused =
          wait.whenComplete(
              (job, failure) -> {
                endedAt = bench.timer.elapsed();
                outcomes.add(failure == null ? job : failure);
              });
      if (cancels) {
        Duration later = Duration.ofMillis(random.nextInt((int) timeout.toMillis() + 1));
        bench.timer.schedule(later, () -> wait.cancel(true));
      }

      bench.timer.advance(timeout.plusHours(1));

      assertThat(outcomes).as("%s: one outcome", which).hasSize(1);
      Duration patience = cancelOnTimeout ? Duration.ofSeconds(5) : Duration.ZERO;
      assertThat(endedAt)
          .as("%s: does not outlive its timeout", which)
          .isLessThanOrEqualTo(timeout.plus(patience));
      assertThat(bench.service.calls())
          .as("%s: no request after the end, none before the last had ended", which)
          .allSatisfy(call -> assertThat(call.at()).isLessThanOrEqualTo(endedAt));
      assertThat(bench.service.calls().stream().filter(call -> call.what().startsWith("get")))
          .as("%s: no look left open", which)
          .allSatisfy(call -> assertThat(call.answer()).isDone());
      assertThat(bench.timer.pending()).as("%s: nothing planned", which).isZero();
      checkOutcome(which);
    }

    /** A timeout is told only if no answer ended the job; any other end needs its answer. */
    private void checkOutcome(String which) {
      Object outcome = outcomes.get(0);
      Object lastAnswer = lastAnswer();
      if (outcome instanceof Job job) {
        assertThat(lastAnswer).as(which).isEqualTo(job);
      } else if (outcome instanceof ApiException) {
        assertThat(outcome).as(which).isSameAs(lastAnswer);
      } else if (outcome instanceof WaitTimeoutException late) {
        assertThat(endedAt).as(which).isGreaterThanOrEqualTo(timeout);
        assertThat(late.jobId()).isEqualTo("j1");
        assertThat(bench.service.count("cancel")).as(which).isEqualTo(cancelOnTimeout ? 1 : 0);
      } else if (outcome instanceof CancellationException) {
        assertThat(cancels).as(which).isTrue();
      } else {
        assertThat(((Job) lastAnswer).status().isTerminal()).as(which).isTrue();
      }
    }

    private Object lastAnswer() {
      Object last = "none";
      for (Call call : bench.service.calls()) {
        CompletableFuture<?> answer = call.answer();
        if (answer.isDone() && !answer.isCancelled()) {
          last = answer.handle((value, failure) -> failure == null ? value : failure).join();
        }
      }
      return last instanceof JobState state ? state.job() : last;
    }

    private Duration average() {
      return Duration.ofSeconds(random.nextInt(200));
    }

    private WaitOptions options() {
      WaitOptions.Builder options =
          WaitOptions.builder().timeout(timeout).cancelOnTimeout(cancelOnTimeout);
      if (random.nextInt(3) == 0) {
        Duration min = Duration.ofMillis(1 + random.nextInt(3_000));
        options.pollInterval(min, min.multipliedBy(1 + random.nextInt(4)));
      }
      if (random.nextInt(3) == 0) {
        options.onUpdate(
            job -> {
              throw new IllegalStateException("a faulty listener");
            });
      }
      return options.build();
    }
  }
}
