package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private final FakeService service = new FakeService();
  private final Queue<Runnable> events = new ArrayDeque<>();
  private Journal journal;
  private Downloading downloading;

  @BeforeEach
  void open() {
    journal = new Journal(TestDatabase.H2.place(folder).open("foxes", NOW));
    downloading =
        new Downloading(
            journal, service, TestSettings.of(folder, RequestOptions.none()), events::add);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** A service whose downloads end when the test says so. */
  private static final class FakeService implements Service {
    record Download(Job job, Path file, CompletableFuture<List<Path>> end) {}

    final List<Download> downloads = new ArrayList<>();
    final List<String> reads = new ArrayList<>();

    @Override
    public CompletableFuture<List<Path>> download(Job job, Path folder, Names names) {
      Path file = folder.resolve(names.of(0, ".png"));
      Download download = new Download(job, file, new CompletableFuture<>());
      downloads.add(download);
      return download.end();
    }

    @Override
    public CompletableFuture<Job> get(String jobId) {
      reads.add(jobId);
      return CompletableFuture.completedFuture(job(jobId));
    }

    @Override
    public CompletableFuture<Job> submit(BatchItem item, RequestOptions options) {
      throw new AssertionError("submitted");
    }

    @Override
    public CompletableFuture<Job> await(String jobId) {
      throw new AssertionError("awaited");
    }

    @Override
    public void onSeen(Consumer<Job> observer) {}

    @Override
    public CompletableFuture<Void> probe() {
      throw new AssertionError("probed");
    }

    @Override
    public CompletableFuture<List<Job>> jobsSince(Instant since) {
      throw new AssertionError("listed");
    }

    @Override
    public void close() {}
  }

  private static Job job(String id) {
    return Job.parse(
        "{\"job_id\":\""
            + id
            + "\",\"status\":\"completed\",\"result\":{\"urls\":[\"https://gen.example/"
            + id
            + ".png\"]}}");
  }

  /** Notes an item that was completed, without its file. */
  private void completed(String key) {
    journal.plan(key, "digest", "image/a/one", null);
    journal.intent(key, NOW, Duration.ofSeconds(60), null);
    journal.accepted(key, 1, NOW, "job-" + key);
    journal.ended(key, 1, NOW, "completed", null, ItemState.COMPLETED, 1, null);
  }

  private void save(String key) {
    completed(key);
    downloading.save(key, job("job-" + key));
  }

  private void runEvents() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  private void arrive(int download) {
    Path file = service.downloads.get(download).file();
    try {
      Files.writeString(file, "picture");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service.downloads.get(download).end().complete(List.of(file));
    runEvents();
  }

  private void fail(int download) {
    service
        .downloads
        .get(download)
        .end()
        .completeExceptionally(new ConnectionException("reset", 1, null));
    runEvents();
  }

  @Test
  void aFileIsNotedWhenItIsThere() {
    save("fox");
    assertThat(journal.files("fox")).isEmpty();
    arrive(0);
    assertThat(journal.files("fox"))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.path()).isEqualTo(folder.resolve("fox.png"));
              assertThat(file.bytes()).isEqualTo(7);
            });
    assertThat(downloading.isIdle()).isTrue();
  }

  @Test
  void fourAtATime() {
    for (int i = 0; i < 10; i++) {
      save("fox-" + i);
    }
    assertThat(service.downloads).hasSize(4);
    arrive(2);
    assertThat(service.downloads).hasSize(5);
  }

  @Test
  void aDownloadThatFailsIsTriedAgainWithTheJobAsItIsNow() {
    save("fox");
    assertThat(service.reads).isEmpty();
    fail(0);
    assertThat(service.reads).containsExactly("job-fox");
    arrive(1);
    assertThat(journal.files("fox")).hasSize(1);
  }

  @Test
  void afterThreeTriesTheItemSaysWhy() {
    save("fox");
    fail(0);
    fail(1);
    fail(2);
    assertThat(service.downloads).hasSize(3);
    assertThat(downloading.isIdle()).isTrue();
    assertThat(journal.find("fox").orElseThrow().reason())
        .startsWith("Its files could not be saved: ")
        .contains("reset");
    assertThat(journal.find("fox").orElseThrow().state()).isEqualTo(ItemState.COMPLETED);
  }

  @Test
  void whatEarlierRunsLeftIsSavedThoughNobodyAsks() {
    for (int i = 0; i < 600; i++) {
      completed("fox-" + i);
    }
    downloading.resume();
    for (int i = 0; i < 600; i++) {
      arrive(i);
    }
    assertThat(service.downloads).hasSize(600);
    assertThat(downloading.isIdle()).isTrue();
    assertThat(journal.unsaved(0, 10)).isEmpty();
  }

  @Test
  void anItemIsSavedOnceHoweverItIsAskedFor() {
    completed("fox");
    downloading.resume();
    downloading.complete(journal.find("fox").orElseThrow());
    downloading.save("fox", job("job-fox"));
    arrive(0);
    downloading.complete(journal.find("fox").orElseThrow());
    assertThat(service.downloads).hasSize(1);
  }

  @Test
  void aFileThatIsGoneFromTheDiskIsFetchedAgain() throws IOException {
    save("fox");
    arrive(0);
    Files.delete(folder.resolve("fox.png"));
    downloading.complete(journal.find("fox").orElseThrow());
    arrive(1);
    assertThat(folder.resolve("fox.png")).exists();
  }

  @Test
  void keysThatMeetOnADiskGetNamesOfTheirOwn() {
    save("A");
    save("a");
    arrive(0);
    arrive(1);
    assertThat(journal.files("A").get(0).path().getFileName()).hasToString("A.png");
    assertThat(journal.files("a").get(0).path().getFileName().toString())
        .isNotEqualToIgnoringCase("A.png")
        .startsWith("a");
  }
}
