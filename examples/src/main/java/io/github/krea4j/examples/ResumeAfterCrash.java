package io.github.krea4j.examples;

import io.github.krea4j.batch.Batch;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.BatchReport;
import io.github.krea4j.batch.ItemOutcome;
import io.github.krea4j.model.Flux1DevRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Goes on with a job after the program that submitted it has ended, at whatever moment: a batch of
 * one. Its journal has a note before the job is submitted, so that even a program that was killed
 * between the submit and its answer does not pay again: the next one looks into the list of jobs
 * first.
 */
public final class ResumeAfterCrash {
  private ResumeAfterCrash() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the journal and the picture; by default {@code pictures}
   */
  public static void main(String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "pictures"));
    try (Session session = Session.open("one Flux job", new Flux1DevRequest())) {
      CompletableFuture<Batch> first = new CompletableFuture<>();
      makeShip(
          session,
          folder,
          first,
          progress -> {
            if (progress.running() > 0) {
              first.join().close();
            }
          });
      System.out.println("Submitted. Here the first program ends, and another one begins.");
      makeShip(session, folder, new CompletableFuture<>(), progress -> {});
    }
  }

  /** The program, the same at each start. */
  private static void makeShip(
      Session session,
      Path folder,
      CompletableFuture<Batch> running,
      Consumer<BatchProgress> listener) {
    try (Batch batch =
        Batch.builder(session.client())
            .journal(folder.resolve("ship.db"))
            .downloadTo(folder)
            .waitOptions(session.waiting().build())
            .onProgress(listener)
            .build()) {
      running.complete(batch);
      Flux1DevRequest request = new Flux1DevRequest().prompt("a ship in the night");
      BatchReport report = batch.run(Stream.of(BatchItem.of("ship", request)));
      try (Stream<ItemOutcome> outcomes = report.outcomes()) {
        outcomes.forEach(
            ship ->
                System.out.println(
                    "The "
                        + ship.key()
                        + " is "
                        + ship.state()
                        + ", files: "
                        + ship.files().size()));
      }
    }
  }
}
