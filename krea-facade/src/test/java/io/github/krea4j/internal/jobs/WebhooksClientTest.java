package io.github.krea4j.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ApiTest;
import io.github.krea4j.KreaClient;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksClientTest extends ApiTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        JOB,
        "\ufeff" + JOB,
        " \n" + JOB + "\n",
        "{\"job_id\":\"job-1\",\"status\":\"from-the-future\",\"result\":7,\"more\":[null]}",
        "{\"job_id\":\"job-1\"}"
      })
  void bodyIsReadWhateverItsShape(String body) {
    assertThat(client().webhooks().parse(body).id()).isEqualTo("job-1");
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = JobStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void bodyIsTheJobInWhateverState(JobStatus status) {
    Job job =
        client()
            .webhooks()
            .parse(
                "{\"job_id\":\"job-1\",\"status\":\""
                    + status
                    + "\",\"created_at\":\"2026-01-01T00:00:00Z\",\"completed_at\":null,"
                    + "\"result\":{\"urls\":[\"https://gen.example/a.png\"]}}");
    assertThat(job.status()).isEqualTo(status);
    assertThat(job.urls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|not a job: the text is not JSON",
        "''|not a job: the text is not JSON",
        "[]|not a job: the text is JSON, but not an object",
        "{\"status\":\"completed\"}|not a job: the object has no job_id",
      })
  void bodyThatIsNoJobIsRefused(String body, String reason) {
    assertThatThrownBy(() -> client().webhooks().parse(body))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("The webhook body cannot be read: " + reason + ".");
  }

  @Test
  void bodyOfAbsurdSizeIsRefusedUnread() {
    String body = "{\"job_id\":\"" + "x".repeat(1_000_000) + "\"}";
    assertThatThrownBy(() -> client().webhooks().confirm(body))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("The webhook body has 1000013 characters; no job takes more than 1000000.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void confirmBelievesTheServiceAlone() {
    KreaClient client = client();
    answer("{\"job_id\":\"job-1\",\"status\":\"failed\"}");
    Job job =
        client
            .webhooks()
            .confirm(
                "{\"job_id\":\"job-1\",\"status\":\"completed\","
                    + "\"result\":{\"urls\":[\"https://evil.example.com/a.png\"]}}");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.urls()).isEmpty();
    assertThat(request().getTarget()).isEqualTo("/jobs/job-1");
  }

  @Test
  void confirmingCanGoOnWithoutAThread() {
    KreaClient client = client();
    answer("{\"job_id\":\"job-1\",\"status\":\"failed\"}");
    assertThat(client.webhooks().confirmAsync(JOB).join().status()).isEqualTo(JobStatus.FAILED);
    assertThat(client.webhooks().confirmAsync("hello"))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(InvalidRequestException.class);
  }

  @Test
  void idThatWouldLeadElsewhereStaysAnId() {
    KreaClient client = client();
    answer(404, "{\"error\":\"not found\"}");
    assertThatThrownBy(() -> client.webhooks().confirm("{\"job_id\":\"../assets/1?x=#y\"}"))
        .isInstanceOf(NotFoundException.class);
    assertThat(request().getTarget()).isEqualTo("/jobs/..%2Fassets%2F1%3Fx=%23y");
  }

  @Test
  void forgedJobIsNotFound() {
    KreaClient client = client();
    answer(404, "{\"error\":\"not found\"}");
    assertThatThrownBy(() -> client.webhooks().confirm(JOB)).isInstanceOf(NotFoundException.class);
  }
}
