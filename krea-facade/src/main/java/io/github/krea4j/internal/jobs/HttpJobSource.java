package io.github.krea4j.internal.jobs;

import io.github.krea4j.api.JobsApi;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.CallOptions;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Lane;
import io.github.krea4j.internal.http.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Asks the service over HTTP. */
public final class HttpJobSource implements JobSource {
  private final Http http;
  private final JobsApi jobs;
  private final CallOptions reads;
  private final @Nullable Lane lane;

  /**
   * Creates a source.
   *
   * @param readRetries how often a failed read is repeated; null: as often as the client's default
   */
  public HttpJobSource(Http http, @Nullable Integer readRetries) {
    this(http, http.describe(JobsApi.class), new CallOptions(null, readRetries, null), null);
  }

  private HttpJobSource(Http http, JobsApi jobs, CallOptions reads, @Nullable Lane lane) {
    this.http = http;
    this.jobs = jobs;
    this.reads = reads;
    this.lane = lane;
  }

  @Override
  public JobSource on(Lane lane) {
    return new HttpJobSource(http, jobs, reads, lane);
  }

  @Override
  public CompletableFuture<JobState> get(String id) {
    return http.start(
        Operation.of(jobs.getJob(id)).mapText(JobState::new).as(CallKind.READ, reads), lane());
  }

  @Override
  public CompletableFuture<JobList> list(JobQuery query) {
    String types = query.types().isEmpty() ? null : String.join(",", query.types());
    Long limit = query.limit() > 0 ? Long.valueOf(query.limit()) : null;
    return http.start(
        Operation.of(jobs.listJobs(query.cursor(), limit, types, query.status()))
            .map(JobList::of)
            .as(CallKind.READ, reads),
        lane());
  }

  @Override
  public CompletableFuture<Boolean> cancel(String id) {
    return http.start(Operation.of(jobs.deleteJob(id)).answering(true).as(CallKind.DELETE), lane())
        .exceptionally(HttpJobSource::tooLate);
  }

  /** Returns false for a 404, which is an answer to the question; throws any other failure. */
  private static boolean tooLate(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof NotFoundException) {
      return false;
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  private Lane lane() {
    return lane == null ? http.lanes().async() : lane;
  }
}
