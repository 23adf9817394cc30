package io.github.krea4j.internal.jobs;

import java.util.concurrent.CompletableFuture;

/**
 * What the service tells about jobs. Its futures complete on internal threads and fail with a
 * {@link io.github.krea4j.errors.KreaException}; cancelling one aborts the request.
 */
public interface JobSource {
  /** Reads one job. */
  CompletableFuture<JobState> get(String id);

  /** Reads one page of the list of jobs, newest first. */
  CompletableFuture<JobList> list(JobQuery query);

  /** Cancels a job; false if it is unknown or it is too late. */
  CompletableFuture<Boolean> cancel(String id);
}
