package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.model.Job;

/** Waits that share their looks, and that join and leave one by one. */
public interface WaitGroup {
  /** Waits for one more job; for one waited for already this is the same wait. */
  AbortableFuture<Job> add(String id);

  /** Ends the waits that are left. */
  void close();
}
