package io.github.krea4j.internal.batch;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.model.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a batch asks of the service. */
public interface Service extends AutoCloseable {
  /** Submits an item, once. */
  CompletableFuture<Job> submit(BatchItem item, RequestOptions options);

  /** Waits for the end of a job, whatever it is; fails where the wait does. */
  CompletableFuture<Job> await(String jobId);

  /** Has each state told that a wait sees. */
  void onSeen(Consumer<Job> observer);

  /** Reads a job. */
  CompletableFuture<Job> get(String jobId);

  /** Completes if the service answers a harmless question. */
  CompletableFuture<Void> probe();

  /** Returns the jobs created since, the latest first. */
  CompletableFuture<List<Job>> jobsSince(Instant since);

  /** Saves the files of a job under these names. */
  CompletableFuture<List<Path>> download(Job job, Path folder, Names names);

  /** Names a file when its extension is known. */
  @FunctionalInterface
  interface Names {
    /** Returns the name of one file of the result; the extension has its dot, or is empty. */
    String of(int index, String extension);
  }

  @Override
  void close();
}
