package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.JobFilter;
import io.github.krea4j.JobHandle;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.errors.ServerErrorException;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.TestHttp;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire for jobs, and what comes of the answers. */
@Timeout(30)
class JobsClientTest {
  private static final Duration PACE = Duration.ofMillis(5);
  private static final WaitOptions FAST = WaitOptions.builder().pollInterval(PACE, PACE).build();

  private final MockWebServer server = new MockWebServer();
  private Http transport;
  private JobsClient jobs;

  @BeforeEach
  void open() throws IOException {
    server.start();
    Timer timer = Timer.daemon("krea4j-timer");
    transport =
        TestHttp.at(server.url("/"))
            .maxRetries(1)
            .random(() -> 0)
            .timer(timer)
            .executor(Runnable::run)
            .build();
    jobs =
        new JobsClient(
            transport, () -> 0.5, WaitOptions.defaults(), model -> Optional.empty(), null);
  }

  @AfterEach
  void close() {
    jobs.close();
    transport.close();
    server.close();
  }

  @Test
  void getReadsOneJob() {
    answer(200, "{\"job_id\":\"j1\",\"status\":\"sampling\"}");

    assertThat(jobs.get("j1").status()).isEqualTo(JobStatus.SAMPLING);
    assertThat(line()).isEqualTo("GET /jobs/j1");
  }

  @Test
  void getIsRepeatedWhenItFails() {
    answer(503, "");
    answer(200, "{\"job_id\":\"j1\",\"status\":\"queued\"}");

    assertThat(jobs.get("j1").id()).isEqualTo("j1");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void anAnswerThatIsNoJobIsTold() {
    answer(200, "<html>");

    assertThatThrownBy(() -> jobs.get("j1")).isInstanceOf(ResponseFormatException.class);
  }

  @Test
  void anIdIsOnePartOfThePath() {
    answer(200, "{\"job_id\":\"a/b c?\",\"status\":\"queued\"}");

    jobs.get("a/b c?");

    assertThat(line()).isEqualTo("GET /jobs/a%2Fb%20c%3F");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void whatCanBeNoIdIsRefused(String id) {
    assertThatThrownBy(() -> jobs.get(id)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> jobs.handle(id)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> jobs.cancel(id)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> jobs.awaitAllAsync(List.of("a", id), FAST))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void cancellingAcceptedIsTrue() {
    server.enqueue(new MockResponse.Builder().code(200).build());

    assertThat(jobs.cancel("j1")).isTrue();
    assertThat(line()).isEqualTo("DELETE /jobs/j1");
  }

  @Test
  void cancellingTooLateIsFalse() {
    answer(404, "{\"error\":\"not found\"}");

    assertThat(jobs.handle("j1").cancel()).isFalse();
  }

  @Test
  void cancellingThatFailsIsAnError() {
    answer(500, "");
    answer(500, "");

    assertThatThrownBy(() -> jobs.cancel("j1")).isInstanceOf(ServerErrorException.class);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aResumedHandleMakesNoRequestOfItsOwn() {
    JobHandle handle = jobs.handle("j1");

    assertThat(handle.id()).isEqualTo("j1");
    assertThat(handle.job().id()).isEqualTo("j1");
    assertThat(handle.job().status()).isEqualTo(JobStatus.UNKNOWN);
    assertThat(handle).hasToString("JobHandle{id=j1, last seen=never}");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void refreshReadsTheJob() {
    JobHandle handle = jobs.handle("j1");
    answer(200, "{\"job_id\":\"j1\",\"status\":\"processing\"}");

    Job job = handle.refresh();

    assertThat(job.status()).isEqualTo(JobStatus.PROCESSING);
    assertThat(handle.job()).isEqualTo(job);
    assertThat(handle).hasToString("JobHandle{id=j1, last seen=processing}");
  }

  @Test
  void aFailingLookIsRepeatedByTheWaitAlone() {
    answer(503, "<html>");
    answer(200, done("j1").text());

    assertThat(jobs.await("j1", FAST)).isEqualTo(done("j1").job());
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void waitingForManyAsksForPages() {
    answer(
        200,
        "{\"items\":["
            + String.join(",", done("a").text(), done("b").text(), done("c").text())
            + "],\"next_cursor\":null}");

    Map<String, CompletableFuture<Job>> waits =
        jobs.awaitAllAsync(List.of("a", "b", "c"), WaitOptions.defaults());

    assertThat(waits.get("c").join()).isEqualTo(done("c").job());
    assertThat(line()).isEqualTo("GET /jobs?limit=100");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void listsFollowTheCursorAsItCame() {
    answer(200, "{\"items\":[{\"job_id\":\"a\"}],\"next_cursor\":\"2026-01-01T00:00:00+00:00\"}");
    answer(200, "{\"items\":[{\"job_id\":\"b\"}],\"next_cursor\":null}");

    assertThat(jobs.list().stream().map(Job::id)).containsExactly("a", "b");
    assertThat(line()).isEqualTo("GET /jobs");
    assertThat(line()).isEqualTo("GET /jobs?cursor=2026-01-01T00%3A00%3A00%2B00%3A00");
  }

  @Test
  void aFilterIsSentOnEveryPage() {
    answer(200, "{\"items\":[],\"next_cursor\":\"x\"}");
    answer(200, "{\"items\":[],\"next_cursor\":null}");
    JobFilter filter =
        JobFilter.all()
            .statuses(JobStatus.INTERMEDIATE_COMPLETE)
            .types("flux", "k1")
            .createdBefore(Instant.parse("2026-02-03T04:05:00Z"));

    assertThat(jobs.list(filter).iterator().hasNext()).isFalse();

    assertThat(line())
        .isEqualTo(
            "GET /jobs?cursor=2026-02-03T04%3A05%3A00Z&types=flux%2Ck1&status=intermediate-complete");
    assertThat(line()).isEqualTo("GET /jobs?cursor=x&types=flux%2Ck1&status=intermediate-complete");
  }

  @Test
  void severalStatusesAreFilteredHere() {
    answer(
        200,
        "{\"items\":[{\"job_id\":\"a\",\"status\":\"failed\"},"
            + "{\"job_id\":\"b\",\"status\":\"queued\"},"
            + "{\"job_id\":\"c\",\"status\":\"cancelled\"}],\"next_cursor\":null}");

    assertThat(
            jobs.list(JobFilter.all().statuses(JobStatus.FAILED, JobStatus.CANCELLED)).stream()
                .map(Job::id))
        .containsExactly("a", "c");
    assertThat(line()).isEqualTo("GET /jobs");
  }

  @Test
  void submittedSinceStopsAtTheFirstOlderJob() {
    answer(
        200,
        "{\"items\":[{\"job_id\":\"a\",\"created_at\":\"2026-01-01T00:00:03Z\"},"
            + "{\"job_id\":\"b\"},"
            + "{\"job_id\":\"c\",\"created_at\":\"2026-01-01T00:00:01Z\"},"
            + "{\"job_id\":\"d\",\"created_at\":\"2026-01-01T00:00:00.999Z\"},"
            + "{\"job_id\":\"e\",\"created_at\":\"2025-01-01T00:00:00Z\"}],\"next_cursor\":\"x\"}");

    assertThat(jobs.submittedSince(Instant.parse("2026-01-01T00:00:01Z")).stream().map(Job::id))
        .containsExactly("a", "b", "c");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void submittedSinceEndsWhereThePagesDoNot() {
    for (int i = 0; i < 60; i++) {
      answer(200, "{\"items\":[],\"next_cursor\":\"page-" + i + "\"}");
    }

    assertThatThrownBy(() -> jobs.submittedSince(Instant.EPOCH).stream().toList())
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("nothing new on 50 pages in a row");
    assertThat(server.getRequestCount()).isBetween(50, 52);
  }

  @Test
  void filtersRefuseWhatTheServiceDoesNotKnow() {
    JobFilter all = JobFilter.all();

    assertThatThrownBy(() -> all.statuses(new JobStatus[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("statuses needs at least one status that the service knows, but got []");
    assertThatThrownBy(() -> all.statuses(JobStatus.QUEUED, JobStatus.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> all.types("a,b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("types needs at least one name, without commas, but got [a,b]");
  }

  @Test
  void closingEndsAWaitWithARequestUnderWay() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).build());
    CompletableFuture<Job> wait = jobs.awaitAsync("j1", WaitOptions.defaults());
    server.takeRequest();

    jobs.close();

    assertThatThrownBy(wait::join).hasMessageContaining("The client was closed");
  }

  @Test
  void anInterruptBeforeTheCallPreventsIt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> jobs.get("j1")).isInstanceOf(ConnectionException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void eachCallHasAnAsynchronousTwin() {
    JobHandle handle = jobs.handle("j1");
    answer(200, "{\"job_id\":\"j1\",\"status\":\"processing\"}");
    assertThat(jobs.getAsync("j1").join().status()).isEqualTo(JobStatus.PROCESSING);
    answer(200, "{\"job_id\":\"j1\",\"status\":\"sampling\"}");
    assertThat(handle.refreshAsync().join().status()).isEqualTo(JobStatus.SAMPLING);
    assertThat(handle.job().status()).isEqualTo(JobStatus.SAMPLING);
    server.enqueue(new MockResponse.Builder().code(200).build());
    assertThat(handle.cancelAsync().join()).isTrue();
    server.enqueue(new MockResponse.Builder().code(200).build());
    assertThat(handle.cancel()).isTrue();
    answer(404, "{\"error\":\"not found\"}");
    assertThat(jobs.cancelAsync("j1").join()).isFalse();
  }

  @Test
  void whatWaitsByTheClientsOwnOptionsWaits() {
    for (int i = 0; i < 3; i++) {
      answer(200, done("j1").text());
    }
    assertThat(jobs.await("j1")).isEqualTo(done("j1").job());
    assertThat(jobs.awaitAsync("j1").join()).isEqualTo(done("j1").job());
    assertThat(jobs.handle("j1").awaitAsync().join()).isEqualTo(done("j1").job());
  }

  @Test
  void whatCanBeNoIdFailsTheFuture() {
    for (CompletableFuture<?> refused : List.of(jobs.getAsync(".."), jobs.cancelAsync(" "))) {
      assertThat(refused)
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(InvalidRequestException.class);
    }
    assertThat(server.getRequestCount()).isZero();
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private String line() {
    try {
      var request = server.takeRequest();
      return request.getMethod() + " " + request.getTarget();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
