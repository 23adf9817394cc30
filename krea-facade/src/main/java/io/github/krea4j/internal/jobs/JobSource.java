package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Lane;
import java.util.concurrent.CompletableFuture;

/**
 * What the service tells about jobs. Its futures complete on internal threads and fail with a
 * {@link io.github.krea4j.errors.KreaException}; cancelling one aborts the request.
 */
public interface JobSource {
  /** Returns the source that asks on a lane; this one asks without holding a thread. */
  default JobSource on(Lane lane) {
    return this;
  }

  /** Reads one job. */
  CompletableFuture<JobState> get(String id);

  /** Reads one page of the list of jobs, newest first. */
  CompletableFuture<JobList> list(JobQuery query);

  /** Cancels a job; false if it is unknown or it is too late. */
  CompletableFuture<Boolean> cancel(String id);
}
