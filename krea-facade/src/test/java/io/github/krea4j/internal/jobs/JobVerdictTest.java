package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.errors.EmptyResultException;
import io.github.krea4j.errors.JobCancelledException;
import io.github.krea4j.errors.JobException;
import io.github.krea4j.errors.JobFailedException;
import io.github.krea4j.model.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobVerdictTest {
  private static final String END = "\"completed_at\":\"2026-01-01T00:00:30Z\"";
  private static final String MEDIA = "\"result\":{\"urls\":[\"https://gen.example/a.png\"]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backlogged",
        "queued",
        "scheduled",
        "processing",
        "sampling",
        "intermediate-complete",
        "newer-than-this-library",
        ""
      })
  void onlyThreeStatusesEndAWait(String status) {
    assertThat(JobVerdict.of(job("j1", status).job(), false).ended()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"processing", "sampling", "intermediate-complete", "newer"})
  void mediaOfARunningJobArePreviews(String status) {
    assertThat(JobVerdict.of(job("j1", status, MEDIA).job(), false).ended()).isFalse();
  }

  @Test
  void explicitNullsOfARunningJobMeanNothing() {
    Job job = job("j1", "newer", "\"completed_at\":null", "\"result\":null").job();

    assertThat(JobVerdict.of(job, false).ended()).isFalse();
  }

  @Test
  void completedWithMediaIsDone() {
    JobVerdict verdict = JobVerdict.of(job("j1", "completed", MEDIA).job(), false);

    assertThat(verdict.ended()).isTrue();
    assertThat(verdict.failure()).isNull();
  }

  @Test
  void completedWithoutAnEndDateIsDone() {
    JobVerdict verdict =
        JobVerdict.of(job("j1", "completed", "\"completed_at\":null", MEDIA).job(), false);

    assertThat(verdict.ended()).isTrue();
  }

  @Test
  void aStyleIsAResult() {
    Job job = job("j1", "completed", "\"result\":{\"style_id\":\"pgozm164j\"}").job();

    assertThat(JobVerdict.of(job, false)).isEqualTo(new JobVerdict(true, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"result\":{}",
        "\"result\":null",
        "\"other\":1",
        "\"result\":{\"urls\":[]}",
        "\"result\":{\"urls\":null}"
      })
  void completedWithoutResultIsARefusal(String result) {
    Job job = job("j1", "completed", result).job();

    assertThat(JobVerdict.of(job, false).failure()).isInstanceOf(EmptyResultException.class);
    assertThat(JobVerdict.of(job, true)).isEqualTo(new JobVerdict(true, null));
  }

  @Test
  void cancelledIsAFailure() {
    JobVerdict verdict = JobVerdict.of(job("j1", "cancelled").job(), true);

    assertThat(verdict.failure()).isInstanceOf(JobCancelledException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"error\":{\"code\":\"nsfw\",\"message\":\"refused\"} | nsfw | refused",
        "\"error\":{\"code\":\"nsfw\"} | nsfw |",
        "\"error\":\"refused\" | | refused",
        "\"result\":{\"error\":{\"code\":\"ip_detected\",\"message\":\"no\"}} | ip_detected | no",
        "\"result\":{\"error\":\"no\"} | | no",
        "\"result\":{\"message\":\"no\"} | | no",
        "\"result\":{} | |",
        "\"result\":null | |",
        "\"error\":null | |",
      })
  void failedTellsWhy(String member, String code, String message) {
    JobException failure = JobVerdict.of(job("j1", "failed", member).job(), true).failure();

    assertThat(failure).isInstanceOf(JobFailedException.class);
    assertThat(((JobFailedException) failure).code().orElse(null)).isEqualTo(code);
    assertThat(failure.job().error().flatMap(error -> error.message()).orElse(null))
        .isEqualTo(message);
  }

  @Test
  void anUnknownStatusWithEndAndMediaIsDone() {
    JobVerdict verdict = JobVerdict.of(job("j1", "archived", END, MEDIA).job(), false);

    assertThat(verdict).isEqualTo(new JobVerdict(true, null));
  }

  @Test
  void anUnknownStatusWithEndAndNothingElseSaysSo() {
    JobException failure = JobVerdict.of(job("j1", "archived", END).job(), true).failure();

    assertThat(failure)
        .isExactlyInstanceOf(JobException.class)
        .hasMessage(
            "Job j1 ended without any result, in the status \"archived\", which this version of"
                + " the library does not know.");
  }

  @Test
  void anUnknownStatusWithEndAndErrorIsAFailure() {
    JobException failure =
        JobVerdict.of(job("j1", "expired", END, "\"error\":\"too old\"").job(), false).failure();

    assertThat(failure).isInstanceOf(JobFailedException.class).hasMessageContaining("too old");
  }

  @Test
  void anEndDateThatCannotBeReadIsOne() {
    Job job = job("j1", "archived", "\"completed_at\":\"yesterday\"", MEDIA).job();

    assertThat(JobVerdict.of(job, false).ended()).isTrue();
  }

  @Test
  void aRunningStatusWithAnEndDateStillRuns() {
    assertThat(JobVerdict.of(job("j1", "processing", END, MEDIA).job(), false).ended()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queued | \"result\":null | true",
        "completed | \"result\":{\"urls\":[\"https://gen.example/a.png\"]} | true",
        "completed | \"result\":{\"style_id\":\"s1\"} | true",
        "completed | \"result\":{} | false",
        "failed | \"error\":\"refused\" | true",
        "failed | \"result\":{} | false",
        "cancelled | \"result\":null | true",
        "newer | \"result\":null | true",
        "newer | \"completed_at\":\"2026-01-01T00:00:30Z\" | false",
      })
  void aRowIsTrustedUnlessTheJobMayHaveMore(String status, String member, boolean trusted) {
    assertThat(JobVerdict.isTrusted(job("j1", status, member).job())).isEqualTo(trusted);
  }
}
