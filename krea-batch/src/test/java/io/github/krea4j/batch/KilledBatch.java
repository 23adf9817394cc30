package io.github.krea4j.batch;

import io.github.krea4j.KreaClient;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.batch.BatchClock;
import io.github.krea4j.internal.batch.BatchRun;
import io.github.krea4j.internal.batch.BatchSettings;
import io.github.krea4j.internal.batch.ClientService;
import io.github.krea4j.internal.batch.Journal;
import io.github.krea4j.internal.batch.JournalStore;
import io.github.krea4j.internal.batch.Service;
import io.github.krea4j.internal.batch.Slots;
import io.github.krea4j.internal.batch.SystemClock;
import io.github.krea4j.internal.batch.TestDatabase;
import io.github.krea4j.internal.batch.TestSettings;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A program with a batch that ends like a machine that loses its power, at a step of its choice.
 */
final class KilledBatch {
  /** Where it ends. */
  enum Step {
    BEFORE_INTENT,
    INTENT,
    SENT,
    ANSWERED,
    ID,
    ENDED,
    DOWNLOADING,
    FILE_NOTED,
    /** At a moment that has nothing to do with steps. */
    SOME_TIME,
    NEVER
  }

  static final int DEAD = 137;

  private static final int FASTER = 30;

  private final Step step;
  private final AtomicInteger left;

  private KilledBatch(Step step, int occurrence) {
    this.step = step;
    this.left = new AtomicInteger(occurrence);
  }

  /** Ends the process if this is the occurrence of the step at which it is to end. */
  private void at(Step here) {
    if (here == step && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(DEAD);
    }
  }

  /**
   * Runs the batch.
   *
   * @param args base URL, key, folder, number of items, step, at which occurrence of it or after
   *     how many milliseconds, by how many minutes the clock is ahead, and the journal's place
   */
  public static void main(String... args) throws Exception {
    Step step = Step.valueOf(args[4]);
    int number = Integer.parseInt(args[5]);
    KilledBatch killed = new KilledBatch(step, number);
    if (step == Step.SOME_TIME) {
      Thread killer =
          new Thread(
              () -> {
                try {
                  Thread.sleep(number);
                } catch (InterruptedException e) {
                  return;
                }
                Runtime.getRuntime().halt(DEAD);
              });
      killer.setDaemon(true);
      killer.start();
    }
    killed.run(
        URI.create(args[0]),
        args[1],
        Path.of(args[2]),
        Integer.parseInt(args[3]),
        Duration.ofMinutes(Long.parseLong(args[6])),
        args[7]);
    System.exit(0); // the threads of the supplied client would keep the process for a minute
  }

  /** The machine's clock, put forward and running faster: doubts are settled after minutes only. */
  private record ShiftedClock(BatchClock clock, Duration shift) implements BatchClock {
    @Override
    public Instant now() {
      return clock.now().plus(shift);
    }

    @Override
    public long nanos() {
      return clock.nanos() * FASTER;
    }

    @Override
    public @Nullable Runnable next(BlockingQueue<Runnable> events, long atMost)
        throws InterruptedException {
      return clock.next(events, atMost / FASTER);
    }
  }

  private void run(URI baseUrl, String key, Path folder, int items, Duration shift, String database)
      throws Exception {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void requestBodyEnd(Call call, long byteCount) {
                    at(Step.SENT);
                  }
                })
            .build();
    try (KreaClient client =
            KreaClient.builder().baseUrl(baseUrl).apiKey(key).httpClient(http).build();
        Journal journal = new Journal(new Store(TestDatabase.open(database, Instant.now())));
        Service service =
            new Watched(
                new ClientService(
                    client,
                    WaitOptions.builder()
                        .pollInterval(Duration.ofMillis(20), Duration.ofMillis(50))
                        .build()))) {
      BatchSettings settings =
          TestSettings.of(
              folder.resolve("files"),
              RequestOptions.builder().timeout(Duration.ofSeconds(5)).build());
      new BatchRun(
              journal,
              service,
              settings,
              new ShiftedClock(new SystemClock(), shift),
              new Slots(Integer.MAX_VALUE, 0, () -> 0.5))
          .run(
              IntStream.range(0, items)
                  .mapToObj(
                      i ->
                          BatchItem.of(
                              "fox-" + i,
                              new Flux1DevRequest().prompt("fox " + i).width(512).height(512)))
                  .iterator());
      journal.page(0, items).forEach(System.out::println);
    }
  }

  private boolean intentNext;
  private boolean idNext;
  private boolean fileNext;

  /** Watches what is put on the disk. */
  private final class Store implements JournalStore {
    private final JournalStore store;

    Store(JournalStore store) {
      this.store = store;
    }

    @Override
    public void fence() {
      intentNext = true;
      store.fence();
    }

    @Override
    public void commit() {
      if (intentNext) {
        at(Step.BEFORE_INTENT);
      }
      store.commit();
      if (intentNext) {
        intentNext = false;
        at(Step.INTENT);
      } else if (idNext) {
        idNext = false;
        at(Step.ID);
      } else if (fileNext) {
        fileNext = false;
        at(Step.FILE_NOTED);
      }
    }

    @Override
    public String batch() {
      return store.batch();
    }

    @Override
    public Connection connection() {
      return store.connection();
    }

    @Override
    public BatchException failed(SQLException e) {
      return store.failed(e);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** Watches what comes from the service. */
  private final class Watched implements Service {
    private final Service service;

    Watched(Service service) {
      this.service = service;
    }

    @Override
    public CompletableFuture<Job> submit(BatchItem item, RequestOptions options) {
      return service
          .submit(item, options)
          .thenApply(
              job -> {
                at(Step.ANSWERED);
                idNext = true;
                return job;
              });
    }

    @Override
    public CompletableFuture<Job> await(String jobId) {
      return service
          .await(jobId)
          .thenApply(
              job -> {
                at(Step.ENDED);
                return job;
              });
    }

    @Override
    public void onSeen(Consumer<Job> observer) {
      service.onSeen(observer);
    }

    @Override
    public CompletableFuture<Job> get(String jobId) {
      return service.get(jobId);
    }

    @Override
    public CompletableFuture<Void> probe() {
      return service.probe();
    }

    @Override
    public CompletableFuture<List<Job>> jobsSince(Instant since) {
      return service.jobsSince(since);
    }

    @Override
    public CompletableFuture<List<Path>> download(Job job, Path folder, Names names) {
      at(Step.DOWNLOADING);
      return service
          .download(job, folder, names)
          .thenApply(
              files -> {
                fileNext = true;
                return files;
              });
    }

    @Override
    public void close() {
      service.close();
    }
  }
}
