package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.NEVER;
import static io.github.krea4j.internal.jobs.ScriptedJobs.done;
import static io.github.krea4j.internal.jobs.ScriptedJobs.job;
import static io.github.krea4j.internal.jobs.ScriptedJobs.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.JobHandle;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.AuthenticationException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.EmptyResultException;
import io.github.krea4j.errors.JobCancelledException;
import io.github.krea4j.errors.JobFailedException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.PermissionDeniedException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.WaitException;
import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.jobs.WaitBench.Mode;
import io.github.krea4j.internal.jobs.WaitBench.Outcome;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a wait for one job does, in both forms. */
class WaitTest {
  private static final JobState QUEUED = job("j1", "queued");
  private static final JobState PROCESSING = job("j1", "processing");
  private static final JobState DONE = done("j1");
  private static final WaitOptions DEFAULTS = WaitOptions.defaults();

  private final WaitBench bench = new WaitBench();

  // States

  @ParameterizedTest
  @EnumSource
  void waitsThroughAllStatesUntilTheJobHasCompleted(Mode mode) {
    bench.service.answers(
        job("j1", "backlogged"),
        QUEUED,
        job("j1", "scheduled"),
        PROCESSING,
        job("j1", "sampling"),
        job("j1", "intermediate-complete", "\"result\":{\"urls\":[\"https://gen.example/p\"]}"),
        job("j1", "newer-than-this-library"),
        DONE);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.count("get j1")).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource
  void aFailedJobEndsTheWait(Mode mode) {
    bench.service.answers(PROCESSING, job("j1", "failed", "\"error\":{\"code\":\"nsfw\"}"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure())
        .isInstanceOfSatisfying(
            JobFailedException.class, failure -> assertThat(failure.code()).hasValue("nsfw"));
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledJobEndsTheWait(Mode mode) {
    bench.service.answers(job("j1", "cancelled"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure()).isInstanceOf(JobCancelledException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aSilentRefusalIsAFailure(Mode mode) {
    bench.service.answers(job("j1", "completed", "\"result\":{}"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure()).isInstanceOf(EmptyResultException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aCompletedJobWithoutResultIsDoneIfTheCallerSaysSo(Mode mode) {
    bench.service.answers(job("j1", "completed", "\"result\":{}"));

    Outcome outcome =
        bench.await(
            mode, bench.submitted(QUEUED), WaitOptions.builder().allowEmptyResult(true).build());

    assertThat(outcome.job().status()).isEqualTo(JobStatus.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatHadEndedAlreadyTakesNoRequest(Mode mode) {
    Outcome outcome = bench.await(mode, bench.submitted(DONE), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSubmitAnsweredAsCompletedIsLookedUpForItsResult(Mode mode) {
    bench.service.answers(DONE);

    Outcome outcome =
        bench.await(mode, bench.submitted(job("j1", "completed", "\"result\":null")), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.count("get j1")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theHandleKnowsTheLastStateAfterwards(Mode mode) {
    bench.service.answers(PROCESSING, DONE);
    JobHandle handle = bench.submitted(QUEUED);
    assertThat(handle.job()).isEqualTo(QUEUED.job());

    bench.await(mode, handle, DEFAULTS);

    assertThat(handle.job()).isEqualTo(DONE.job());
  }

  // When it looks

  @ParameterizedTest
  @EnumSource
  void looksAfterTwoSecondsAndThenByTheSchedule(Mode mode) {
    bench.service.answers(QUEUED, QUEUED, QUEUED, DONE);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 2_500L, 3_000L, 3_500L);
    assertThat(outcome.took()).isEqualTo(Duration.ofMillis(3_500));
  }

  @ParameterizedTest
  @EnumSource
  void looksAgainWhenMostOfTheAverageHasPassed(Mode mode) {
    bench.service.answers(QUEUED, QUEUED, DONE);

    bench.await(mode, bench.submitted(QUEUED, Duration.ofSeconds(30)), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 21_000L, 22_050L);
  }

  @ParameterizedTest
  @EnumSource
  void looksAtAResumedJobAtOnce(Mode mode) {
    bench.service.answers(DONE);

    Outcome outcome = bench.await(mode, bench.jobs.handle("j1"), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.times("get j1")).containsExactly(0L);
  }

  @ParameterizedTest
  @EnumSource
  void takesTheAgeOfAResumedJobFromTheService(Mode mode) {
    String hourAgo = "\"created_at\":\"2025-12-31T23:00:00Z\"";
    bench.service.answers(job("j1", "processing", hourAgo), DONE);

    bench.await(mode, bench.jobs.handle("j1"), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(0L, 5_000L);
  }

  @ParameterizedTest
  @EnumSource
  void aClockThatIsBehindDoesNotConfuseTheSchedule(Mode mode) {
    String inAnHour = "\"created_at\":\"2026-01-01T01:00:00Z\"";
    bench.service.answers(job("j1", "processing", inAnHour), DONE);

    bench.await(mode, bench.jobs.handle("j1"), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(0L, 2_000L);
  }

  @ParameterizedTest
  @EnumSource
  void aFreshJobIsLookedAtByIdAsRarelyAsByItsHandle(Mode mode) {
    Duration average = Duration.ofSeconds(10);
    String now = "\"created_at\":\"2026-01-01T00:00:00Z\"";
    JobState running = job("j1", "processing", now);
    bench.service.answers(running, running, running, running, DONE);
    bench.await(mode, bench.submitted(QUEUED, average), DEFAULTS);
    List<Long> byHandle = List.copyOf(bench.service.times("get j1"));

    WaitBench other = new WaitBench();
    other.averages.put("image/vendor/model", average);
    other.service.answers(running, running, running, running, DONE);
    other.await(mode, other.jobs.handle("j1", "image/vendor/model"), DEFAULTS);

    assertThat(byHandle).startsWith(2_000L, 7_000L, 7_500L);
    assertThat(other.service.times("get j1"))
        .startsWith(0L, 7_000L, 7_500L)
        .hasSameSizeAs(byHandle);
  }

  @ParameterizedTest
  @EnumSource
  void aJobOfSomeSecondsIsNotLookedAtEveryHalfSecondFromItsBeginning(Mode mode) {
    String aSecondAgo = "\"created_at\":\"2025-12-31T23:59:59Z\"";
    JobState running = job("j1", "processing", aSecondAgo);
    bench.service.answers(running, running, DONE);

    bench.await(mode, bench.jobs.handle("j1"), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(0L, 1_000L, 1_500L);
  }

  @ParameterizedTest
  @EnumSource
  void absurdDatesDoNotConfuseTheSchedule(Mode mode) {
    bench.service.answers(
        job("j1", "processing", "\"created_at\":\"+99999-01-01T00:00:00Z\""),
        job("j1", "sampling", "\"created_at\":\"0001-01-01T00:00:00Z\""),
        DONE);

    Outcome outcome = bench.await(mode, bench.jobs.handle("j1"), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
  }

  @ParameterizedTest
  @EnumSource
  void theClientKnowsBetterWhenItSubmittedAJobThanTheServicesClock(Mode mode) {
    String hourAgo = "\"created_at\":\"2025-12-31T23:00:00Z\"";
    bench.service.answers(job("j1", "processing", hourAgo), DONE);

    bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 2_500L);
  }

  @ParameterizedTest
  @EnumSource
  void waitingLateLooksAtOnce(Mode mode) {
    bench.service.answers(DONE);
    JobHandle handle = bench.submitted(QUEUED);
    bench.timer.advance(Duration.ofSeconds(40));

    bench.await(mode, handle, DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(40_000L);
  }

  @ParameterizedTest
  @EnumSource
  void thePollIntervalBoundsEveryPoll(Mode mode) {
    bench.service.answers(QUEUED, status(503, "", "Retry-After", "30"), QUEUED, DONE);
    Duration pace = Duration.ofMillis(700);

    bench.await(
        mode, bench.submitted(QUEUED), WaitOptions.builder().pollInterval(pace, pace).build());

    assertThat(bench.service.times("get j1")).containsExactly(700L, 1_400L, 2_100L, 2_800L);
  }

  @ParameterizedTest
  @EnumSource
  void slowAnswersDoNotSlowDownTheSchedule(Mode mode) {
    bench.service.latency(Duration.ofMillis(200)).answers(QUEUED, QUEUED, DONE);

    bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 2_500L, 3_000L);
  }

  @ParameterizedTest
  @EnumSource
  void verySlowAnswersAreNotFollowedAtOnce(Mode mode) {
    bench.service.latency(Duration.ofSeconds(3)).answers(QUEUED, DONE);

    bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 5_250L);
  }

  // Failing looks

  @ParameterizedTest
  @CsvSource({
    "BLOCKING,408", "ASYNC,408", "BLOCKING,425", "ASYNC,425", "BLOCKING,429", "ASYNC,429",
    "BLOCKING,500", "ASYNC,500", "BLOCKING,502", "ASYNC,502", "BLOCKING,524", "ASYNC,524"
  })
  void survivesStatusesThatPass(Mode mode, int status) {
    RuntimeException failure = status(status, "<html>edge</html>");
    bench.service.answers(failure, failure, PROCESSING, failure, DONE);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.count("get j1")).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void survivesBrokenConnectionsAndAnswersThatAreNoJobs(Mode mode) {
    bench.service.answers(
        new ConnectionException("reset", 1, null),
        new ResponseFormatException("not JSON", "<html>", null),
        DONE);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 3_000L, 5_000L);
  }

  @ParameterizedTest
  @EnumSource
  void obeysRetryAfter(Mode mode) {
    bench.service.answers(status(429, "", "Retry-After", "20"), DONE);

    bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 22_000L);
  }

  @ParameterizedTest
  @EnumSource
  void obeysRetryAfterForAMinuteAtMost(Mode mode) {
    bench.service.answers(status(503, "", "Retry-After", "86400"), DONE);

    bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 62_000L);
  }

  @ParameterizedTest
  @EnumSource
  void givesUpAtOnceWhenTheKeyIsRefused(Mode mode) {
    bench.service.answers(PROCESSING, status(401, "{\"message\":\"Unauthorized\"}"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure()).isInstanceOf(AuthenticationException.class);
    assertThat(bench.service.count("get j1")).isEqualTo(2);
    WaitException lost = WaitBench.attached(outcome.failure(), WaitException.class).orElseThrow();
    assertThat(lost.jobId()).isEqualTo("j1");
    assertThat(lost.lastJob()).hasValue(PROCESSING.job());
    assertThat(lost)
        .hasMessage(
            "Gave up waiting for job j1. The job may run on and be billed: wait again with"
                + " jobs().await(\"j1\").");
  }

  @ParameterizedTest
  @EnumSource
  void givesUpAtOnceWhenAccessIsDenied(Mode mode) {
    bench.service.answers(status(403, "{\"error\":\"no\"}"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure()).isInstanceOf(PermissionDeniedException.class);
    assertThat(bench.service.count("get j1")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aJobMayBeUnknownShortlyAfterItsSubmit(Mode mode) {
    bench.service.answers(status(404, "{}"), status(404, "{}"), DONE);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.job()).isEqualTo(DONE.job());
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatStaysUnknownEndsTheWait(Mode mode) {
    bench.service.answers(status(404, "{}"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure()).isInstanceOf(NotFoundException.class);
    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 3_000L, 5_000L);
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatVanishesEndsTheWaitAtOnce(Mode mode) {
    bench.service.answers(PROCESSING, status(404, "{}"));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure()).isInstanceOf(NotFoundException.class);
    assertThat(bench.service.count("get j1")).isEqualTo(2);
  }

  // The timeout

  @ParameterizedTest
  @EnumSource
  void endsExactlyAtTheTimeout(Mode mode) {
    bench.service.answers(PROCESSING);

    Outcome outcome =
        bench.await(mode, bench.submitted(QUEUED), timeout(Duration.ofSeconds(30)).build());

    assertThat(outcome.took()).isEqualTo(Duration.ofSeconds(30));
    assertThat(outcome.failure())
        .isInstanceOfSatisfying(
            WaitTimeoutException.class,
            failure -> {
              assertThat(failure.jobId()).isEqualTo("j1");
              assertThat(failure.lastJob()).hasValue(PROCESSING.job());
              assertThat(failure).hasMessageContaining("PT30S");
              assertThat(failure).hasMessageContaining("last seen as processing");
              assertThat(failure).hasMessageContaining("runs on and is billed");
            });
  }

  @ParameterizedTest
  @EnumSource
  void looksOnceMoreShortlyBeforeTheTimeout(Mode mode) {
    bench.service.answers(QUEUED, DONE);

    Outcome outcome =
        bench.await(
            mode,
            bench.submitted(QUEUED, Duration.ofMinutes(2)),
            timeout(Duration.ofSeconds(50)).build());

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.times("get j1")).containsExactly(2_000L, 48_000L);
  }

  @ParameterizedTest
  @EnumSource
  void looksAtLeastOnceHoweverShortTheTimeout(Mode mode) {
    bench.service.answers(DONE);

    Outcome outcome =
        bench.await(mode, bench.submitted(QUEUED), timeout(Duration.ofMillis(100)).build());

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(bench.service.times("get j1")).containsExactly(90L);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestUnderWayIsAbortedAtTheTimeout(Mode mode) {
    bench.service.answers(NEVER);

    Outcome outcome =
        bench.await(mode, bench.submitted(QUEUED), timeout(Duration.ofSeconds(10)).build());

    assertThat(outcome.took()).isEqualTo(Duration.ofSeconds(10));
    assertThat(bench.service.calls().get(0).answer()).isCancelled();
    assertThat(bench.timer.pending()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theTimeoutTellsWhyTheLastLookFailed(Mode mode) {
    bench.service.answers(new ConnectionException("the network is gone", 1, null));

    Outcome outcome =
        bench.await(mode, bench.submitted(QUEUED), timeout(Duration.ofSeconds(10)).build());

    assertThat(outcome.failure()).isInstanceOf(WaitTimeoutException.class);
    assertThat(outcome.failure().getCause())
        .hasMessage("The last look at the job failed: the network is gone");
  }

  @ParameterizedTest
  @EnumSource
  void withoutBeingAskedTheJobIsNotCancelled(Mode mode) {
    bench.service.answers(PROCESSING);

    bench.await(mode, bench.submitted(QUEUED), timeout(Duration.ofSeconds(10)).build());

    assertThat(bench.service.count("cancel")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void cancelsTheJobAtTheTimeoutIfAsked(Mode mode) {
    bench.service.answers(PROCESSING);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), cancelling());

    assertThat(bench.service.times("cancel j1")).containsExactly(10_000L);
    assertThat(outcome.failure())
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("told to cancel it");
  }

  @ParameterizedTest
  @EnumSource
  void aCancellationThatFailsIsToldInTheTimeout(Mode mode) {
    bench.service.answers(PROCESSING).cancelAnswers(status(503, ""));

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), cancelling());

    assertThat(outcome.failure())
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("runs on and is billed");
  }

  @ParameterizedTest
  @EnumSource
  void aCancellationWithoutAnAnswerHoldsTheTimeoutUpForFiveSeconds(Mode mode) {
    bench.service.answers(PROCESSING).cancelAnswers(NEVER);

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), cancelling());

    assertThat(outcome.failure()).isInstanceOf(WaitTimeoutException.class);
    assertThat(outcome.took()).isEqualTo(Duration.ofSeconds(15));
  }

  // The listener

  @ParameterizedTest
  @EnumSource
  void theListenerHearsOfEveryStateOnceAndInOrder(Mode mode) {
    JobState preview =
        job("j1", "intermediate-complete", "\"result\":{\"urls\":[\"https://gen.example/p\"]}");
    bench.service.answers(QUEUED, PROCESSING, PROCESSING, preview, DONE);
    List<Job> heard = new ArrayList<>();

    bench.await(mode, bench.submitted(QUEUED), WaitOptions.builder().onUpdate(heard::add).build());

    assertThat(heard).containsExactly(QUEUED.job(), PROCESSING.job(), preview.job(), DONE.job());
  }

  @ParameterizedTest
  @EnumSource
  void theListenerHearsOfTheFailureThatEndsTheWait(Mode mode) {
    JobState failed = job("j1", "failed");
    bench.service.answers(failed);
    List<Job> heard = new ArrayList<>();

    bench.await(mode, bench.jobs.handle("j1"), WaitOptions.builder().onUpdate(heard::add).build());

    assertThat(heard).containsExactly(failed.job());
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionOfTheListenerChangesNothing(Mode mode) {
    bench.service.answers(PROCESSING, DONE);

    Outcome outcome =
        bench.await(
            mode,
            bench.submitted(QUEUED),
            WaitOptions.builder()
                .onUpdate(
                    job -> {
                      throw new AssertionError("a faulty listener");
                    })
                .build());

    assertThat(outcome.job()).isEqualTo(DONE.job());
  }

  // The client

  @ParameterizedTest
  @EnumSource
  void closingTheClientEndsTheWait(Mode mode) {
    bench.service.jobs(
        id -> {
          bench.jobs.close();
          return NEVER;
        });

    Outcome outcome = bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(outcome.failure())
        .isExactlyInstanceOf(WaitException.class)
        .hasMessage(
            "The client was closed during the wait for job j1. The job may run on and be billed:"
                + " wait again with jobs().await(\"j1\").");
    assertThat(bench.timer.pending()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void afterTheEndNothingIsPlannedAnyMore(Mode mode) {
    bench.service.answers(PROCESSING, DONE);

    bench.await(mode, bench.submitted(QUEUED), DEFAULTS);

    assertThat(bench.timer.pending()).isZero();
  }

  private static WaitOptions.Builder timeout(Duration timeout) {
    return WaitOptions.builder().timeout(timeout);
  }

  private static WaitOptions cancelling() {
    return timeout(Duration.ofSeconds(10)).cancelOnTimeout(true).build();
  }
}
