package io.github.krea4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.model.Job;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobExceptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"error\":{\"code\":\"nsfw\",\"message\":\"Refused\"}|nsfw|Job j1 failed: Refused (code"
            + " nsfw)",
        "\"error\":{\"code\":\"nsfw\"}|nsfw|Job j1 failed with code nsfw.",
        "\"error\":\"Refused\"||Job j1 failed: Refused",
        "\"result\":{\"error\":\"Refused\"}||Job j1 failed: Refused",
        "\"result\":{}||Job j1 failed, and the service gave no reason: check the inputs, or try"
            + " again."
      })
  void aFailedJobTellsWhatTheServiceSaid(String members, String code, String message) {
    JobFailedException failure =
        new JobFailedException(
            Job.parse("{\"job_id\":\"j1\",\"status\":\"failed\"," + members + "}"));

    assertThat(failure).hasMessage(message);
    assertThat(failure.code().orElse(null)).isEqualTo(code);
    assertThat(failure.job().id()).isEqualTo("j1");
  }

  @Test
  void otherEndsNameTheJob() {
    assertThat(new JobCancelledException(job("cancelled")))
        .hasMessage("Job j1 was cancelled, by a user or by the service.");
    assertThat(new EmptyResultException(job("completed")))
        .hasMessage(
            "Job j1 completed without any result, as models do when they silently refuse the prompt"
                + " or an input: change these, or accept it with"
                + " WaitOptions.allowEmptyResult(true).");
  }

  @Test
  void anEndedWaitTellsThatTheJobRunsOn() {
    assertThat(new WaitTimeoutException("j1", job("sampling"), Duration.ofMinutes(30), false, null))
        .hasMessage(
            "Job j1 did not end within PT30M (last seen as sampling). The job runs on and is"
                + " billed: wait again with jobs().await(\"j1\"), or stop it with"
                + " jobs().cancel(\"j1\").");
    assertThat(new WaitTimeoutException("j1", null, Duration.ofMinutes(30), true, null))
        .hasMessage(
            "Job j1 did not end within PT30M (never seen). The service was told to cancel it; if it"
                + " was too late for that, it is billed.");
    assertThat(new WaitInterruptedException("j1", job("queued"), null))
        .hasMessage(
            "The wait for job j1 was interrupted (last seen as queued). The job runs on and is"
                + " billed: wait again with jobs().await(\"j1\"), or stop it with"
                + " jobs().cancel(\"j1\").");
  }

  @Test
  void everythingSurvivesSerialization() throws Exception {
    JobFailedException failed = copy(new JobFailedException(job("failed")));
    assertThat(failed.job()).isEqualTo(job("failed"));

    WaitTimeoutException late =
        copy(new WaitTimeoutException("j1", job("queued"), Duration.ofSeconds(1), false, null));
    assertThat(late.jobId()).isEqualTo("j1");
    assertThat(late.lastJob()).contains(job("queued"));
    assertThat(late.timeout()).isEqualTo(Duration.ofSeconds(1));

    ModelUnavailableException gone =
        (ModelUnavailableException)
            copy(
                ApiException.of(
                    new FailedResponse(
                        "POST",
                        "/x",
                        410,
                        Map.of("X-One", List.of("1"), "X-RateLimit-Limit", List.of("5")),
                        "{\"replacement\":\"a/b\",\"sunset_date\":\"2026-05-13\","
                            + "\"errors\":[\"wrong\"]}",
                        2,
                        "m",
                        Instant.EPOCH)));
    assertThat(gone.replacement()).contains("a/b");
    assertThat(gone.headers().get("x-one")).containsExactly("1");
    assertThat(gone.violations()).containsExactly(new Violation("", "wrong"));
    assertThat(gone.rateLimit()).isPresent();

    SubmissionUncertainException uncertain =
        copy(new SubmissionUncertainException("m", Instant.EPOCH, "it broke", null));
    assertThat(uncertain.model()).isEqualTo("m");
    assertThat(uncertain.submittedAt()).isEqualTo(Instant.EPOCH);

    InvalidRequestException invalid =
        copy(new InvalidRequestException("no", List.of("prompt", "width")));
    assertThat(invalid.fields()).containsExactly("prompt", "width");
  }

  @Test
  void aLongUnreadableAnswerIsCut() {
    assertThat(new ResponseFormatException("no", "x".repeat(70_000), null).body())
        .hasSize(64 * 1024);
  }

  private static Job job(String status) {
    return Job.parse("{\"job_id\":\"j1\",\"status\":\"" + status + "\"}");
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T copy(T failure) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
