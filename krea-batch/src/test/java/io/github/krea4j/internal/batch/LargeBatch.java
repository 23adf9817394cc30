package io.github.krea4j.internal.batch;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.model.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A program with a batch of many items at a service that answers at once, so that nothing is
 * measured but the batch and its journal.
 */
final class LargeBatch {
  private LargeBatch() {}

  /**
   * Runs the batch.
   *
   * @param args a folder, and the number of items
   */
  public static void main(String... args) throws Exception {
    int items = Integer.parseInt(args[1]);
    int part = items / 10;
    long[] marks = new long[11];
    Iterator<BatchItem> source =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < items;
          }

          @Override
          public BatchItem next() {
            next++;
            return BatchItem.of("item-" + next, "image/a/one", Map.of("prompt", "fox " + next));
          }
        };
    try (Journal journal =
        new Journal(SqliteStore.open(Path.of(args[0], "journal.db"), Instant.now()))) {
      BatchSettings settings = TestSettings.of(null, RequestOptions.none());
      Slots slots = new Slots(Integer.MAX_VALUE, 0, () -> 0.5);
      new BatchRun(journal, new AnswersAtOnce(part, marks), settings, new SystemClock(), slots)
          .run(source);
      marks[10] = System.nanoTime();
      if (journal.counts().get(ItemState.COMPLETED) != items) {
        throw new IllegalStateException("Not all are completed: " + journal.counts());
      }
    }
    double first = (marks[1] - marks[0]) / 1e6;
    double last = (marks[10] - marks[9]) / 1e6;
    System.out.printf(
        Locale.ROOT,
        "%d items: %.2f ms each in the first tenth, %.2f ms in the last, ratio %.2f%n",
        items,
        first / part,
        last / part,
        last / first);
  }

  /** A service whose jobs are done when they are submitted. */
  private static final class AnswersAtOnce implements Service {
    private final int part;
    private final long[] marks;
    private int jobs;

    AnswersAtOnce(int part, long[] marks) {
      this.part = part;
      this.marks = marks;
    }

    private static Job job(String id, String status) {
      return Job.parse(
          "{\"job_id\":\""
              + id
              + "\",\"status\":\""
              + status
              + "\",\"result\":{\"urls\":[\"https://gen.example/a.png\"]}}");
    }

    @Override
    public CompletableFuture<Job> submit(BatchItem item, RequestOptions options) {
      if (jobs % part == 0) {
        marks[jobs / part] = System.nanoTime();
      }
      return CompletableFuture.completedFuture(job("job-" + ++jobs, "queued"));
    }

    @Override
    public CompletableFuture<Job> await(String jobId) {
      return CompletableFuture.completedFuture(job(jobId, "completed"));
    }

    @Override
    public void onSeen(Consumer<Job> observer) {}

    @Override
    public CompletableFuture<Job> get(String jobId) {
      return await(jobId);
    }

    @Override
    public CompletableFuture<Void> probe() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<Job>> jobsSince(Instant since) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<List<Path>> download(Job job, Path folder, Names names) {
      throw new UnsupportedOperationException("nothing is saved here");
    }

    @Override
    public void close() {}
  }
}
