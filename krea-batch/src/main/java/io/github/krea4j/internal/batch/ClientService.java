package io.github.krea4j.internal.batch;

import io.github.krea4j.JobGroup;
import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.errors.JobException;
import io.github.krea4j.model.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The service as the client reaches it. */
public final class ClientService implements Service {
  private final KreaClient client;
  private final JobGroup group;
  private final ExecutorService lookups =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "krea4j-batch-list");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Consumer<Job> observer = job -> {};

  /** Creates it over a client, which it does not close. */
  public ClientService(KreaClient client, WaitOptions options) {
    this.client = client;
    Consumer<? super Job> own = options.onUpdate().orElse(job -> {});
    this.group =
        client
            .jobs()
            .group(
                options.toBuilder()
                    .onUpdate(
                        job -> {
                          observer.accept(job);
                          own.accept(job);
                        })
                    .allowEmptyResult(true)
                    .build());
  }

  @Override
  public CompletableFuture<Job> submit(BatchItem item, RequestOptions options) {
    try {
      CompletableFuture<JobHandle> handle =
          item.request().isPresent()
              ? client.generateAsync(item.request().get(), options)
              : client.generateAsync(item.model(), item.input(), options);
      return handle.thenApply(JobHandle::job);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<Job> await(String jobId) {
    try {
      return group.add(jobId).handle(ClientService::end);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** A job that failed has ended all the same. */
  private static Job end(Job job, Throwable failure) {
    if (failure == null) {
      return job;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof JobException end) {
      return end.job();
    }
    throw new CompletionException(cause);
  }

  @Override
  public void onSeen(Consumer<Job> observer) {
    this.observer = observer;
  }

  @Override
  public CompletableFuture<Job> get(String jobId) {
    return client.jobs().getAsync(jobId);
  }

  @Override
  public CompletableFuture<Void> probe() {
    return list(
        () -> {
          boolean unused = client.jobs().list().stream().findFirst().isPresent();
          return null;
        });
  }

  @Override
  public CompletableFuture<List<Job>> jobsSince(Instant since) {
    return list(() -> client.jobs().submittedSince(since).stream().toList());
  }

  private <T> CompletableFuture<T> list(java.util.function.Supplier<T> call) {
    Executor executor = lookups;
    return CompletableFuture.supplyAsync(call, executor);
  }

  @Override
  public CompletableFuture<List<Path>> download(Job job, Path folder, Names names) {
    return client
        .downloads()
        .overwriting()
        .toDirectoryAsync(
            job, folder, (output, index, suggested) -> names.of(index, extension(suggested)));
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  @Override
  public void close() {
    group.close();
    lookups.shutdownNow();
  }
}
