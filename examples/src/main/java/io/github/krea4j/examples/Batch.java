package io.github.krea4j.examples;

import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.BatchReport;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.model.Flux1DevRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Makes a picture of each line of a CSV file, however often the program is ended on the way: a
 * journal beside the pictures knows what was paid. Run it again with more lines, and only those are
 * submitted.
 */
public final class Batch {
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  private Batch() {}

  /**
   * Runs the example.
   *
   * @param args the folder for journal and pictures, by default {@code pictures}; a CSV file with
   *     the columns {@code key}, {@code label} and {@code prompt}, by default one of twelve lines
   */
  public static void main(String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "pictures"));
    Path csv = args.length > 1 ? Path.of(args[1]) : sample(folder);
    try (Session session = Session.open("a Flux job for each line", new Flux1DevRequest())) {
      run(session, folder, csv, 3);
      System.out.println("The program was ended after some pictures. Here it is started again.");
      run(session, folder, csv, Long.MAX_VALUE);
    }
  }

  private static void run(Session session, Path folder, Path csv, long endAfter)
      throws IOException {
    CompletableFuture<io.github.krea4j.batch.Batch> running = new CompletableFuture<>();
    try (CSVParser lines = CSVParser.parse(csv, StandardCharsets.UTF_8, CSV);
        ProgressBar bar = new ProgressBarBuilder().setTaskName("Pictures").build();
        io.github.krea4j.batch.Batch batch =
            io.github.krea4j.batch.Batch.builder(session.client())
                .journal(folder.resolve("batch.db"))
                .downloadTo(folder)
                .waitOptions(session.waiting().build())
                .onProgress(
                    progress -> {
                      if (show(progress, bar) >= endAfter) {
                        running.join().close();
                      }
                    })
                .build()) {
      running.complete(batch);
      BatchReport report = batch.run(lines.stream().map(Batch::item));
      System.err.println(); // behind the bar
      if (report.complete()) {
        report.counts().forEach(Batch::print);
        Path sheet = report.contactSheet(folder.resolve("index.html"));
        System.out.println("All of them are in " + sheet.getFileName());
      }
    }
  }

  private static BatchItem item(CSVRecord line) {
    return BatchItem.of(line.get("key"), new Flux1DevRequest().prompt(line.get("prompt")))
        .withLabel(line.get("label"));
  }

  /** Moves the bar and returns how many are done. */
  private static long show(BatchProgress progress, ProgressBar bar) {
    Map<ItemState, Long> counts = progress.counts();
    long done = counts.getOrDefault(ItemState.COMPLETED, 0L);
    bar.maxHint(counts.values().stream().mapToLong(Long::longValue).sum());
    bar.stepTo(done);
    bar.setExtraMessage(progress.timeLeft().map(left -> left.toSeconds() + " s left").orElse(""));
    return done;
  }

  private static void print(ItemState state, long count) {
    if (count > 0) {
      System.out.println("  " + count + " " + state.name().toLowerCase(Locale.ROOT));
    }
  }

  private static Path sample(Path folder) throws IOException {
    Path csv = folder.resolve("prompts.csv");
    try (InputStream sample = Batch.class.getResourceAsStream("prompts.csv")) {
      Files.copy(
          Objects.requireNonNull(sample, "prompts.csv"), csv, StandardCopyOption.REPLACE_EXISTING);
    }
    return csv;
  }
}
