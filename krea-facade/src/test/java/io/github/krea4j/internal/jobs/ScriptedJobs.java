package io.github.krea4j.internal.jobs;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.FailedResponse;
import io.github.krea4j.internal.http.VirtualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A service that answers as the test says, after a latency of virtual time.
 *
 * <p>An answer is a {@link JobState}, {@link JobList} or Boolean, a Throwable, or {@link #NEVER}.
 */
public final class ScriptedJobs implements JobSource {
  /** The answer that does not come. */
  public static final Object NEVER = new Object();

  /** One request that arrived. */
  public record Call(String what, Duration at, CompletableFuture<?> answer) {}

  private final VirtualTimer timer;
  private final List<Call> calls = new ArrayList<>();
  private Function<String, Object> jobs = id -> status(404, "");
  private Function<JobQuery, Object> pages = query -> status(404, "");
  private Object cancel = true;
  private Duration latency = Duration.ZERO;

  public ScriptedJobs(VirtualTimer timer) {
    this.timer = timer;
  }

  /** Answers questions for any job one by one; the last answer again and again. */
  public ScriptedJobs answers(Object... answers) {
    int[] next = {0};
    jobs = id -> answers[Math.min(next[0]++, answers.length - 1)];
    return this;
  }

  public ScriptedJobs jobs(Function<String, Object> answer) {
    jobs = answer;
    return this;
  }

  public ScriptedJobs pages(Function<JobQuery, Object> answer) {
    pages = answer;
    return this;
  }

  public ScriptedJobs cancelAnswers(Object answer) {
    cancel = answer;
    return this;
  }

  public ScriptedJobs latency(Duration latency) {
    this.latency = latency;
    return this;
  }

  @Override
  public CompletableFuture<JobState> get(String id) {
    return answer("get " + id, jobs.apply(id));
  }

  @Override
  public CompletableFuture<JobList> list(JobQuery query) {
    return answer("list", pages.apply(query));
  }

  @Override
  public CompletableFuture<Boolean> cancel(String id) {
    return answer("cancel " + id, cancel);
  }

  @SuppressWarnings("unchecked")
  private synchronized <T> CompletableFuture<T> answer(String what, Object answer) {
    CompletableFuture<T> future = new CompletableFuture<>();
    calls.add(new Call(what, timer.elapsed(), future));
    Runnable give =
        () -> {
          if (answer instanceof Throwable failure) {
            future.completeExceptionally(failure);
          } else if (answer != NEVER) {
            future.complete((T) answer);
          }
        };
    if (latency.isZero()) {
      give.run();
    } else if (answer != NEVER) {
      timer.schedule(latency, give);
    }
    return future;
  }

  /** Returns the requests so far. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Returns how many requests there were whose text begins so. */
  public long count(String what) {
    return calls().stream().filter(call -> call.what().startsWith(what)).count();
  }

  /** Returns when the requests came, in milliseconds. */
  public List<Long> times(String what) {
    return calls().stream()
        .filter(call -> call.what().startsWith(what))
        .map(call -> call.at().toMillis())
        .toList();
  }

  /** Returns a job in a state, with more members as JSON. */
  public static JobState job(String id, String status, String... members) {
    StringBuilder json = new StringBuilder();
    json.append("{\"job_id\":\"").append(id).append("\",\"status\":\"").append(status).append('"');
    for (String member : members) {
      json.append(',').append(member);
    }
    return JobState.parse(json.append('}').toString());
  }

  /** Returns a completed job with one picture. */
  public static JobState done(String id) {
    return job(
        id,
        "completed",
        "\"completed_at\":\"2026-01-01T00:00:30Z\"",
        "\"result\":{\"urls\":[\"https://gen.example/" + id + ".png\"]}");
  }

  /** Returns the exception of a status; headers as name and value in turn. */
  public static ApiException status(int status, String body, String... headers) {
    Map<String, List<String>> map = new java.util.HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], List.of(headers[i + 1]));
    }
    return ApiException.of(
        new FailedResponse("GET", "/jobs/j1", status, map, body, 1, null, Instant.EPOCH));
  }
}
