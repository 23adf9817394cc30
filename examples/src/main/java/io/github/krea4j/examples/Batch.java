package io.github.krea4j.examples;

import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Makes fifty pictures: submits them all, waits for all of them with few requests, and downloads
 * what was made. One failure does not stop the others.
 */
public final class Batch {
  private static final int SIZE = 50;

  private Batch() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the pictures; by default {@code pictures}
   */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures");
    try (Session session = Session.open(SIZE + " Flux jobs", new Flux1DevRequest())) {
      KreaClient krea = session.client();
      List<String> ids = new ArrayList<>();
      IntStream.rangeClosed(1, SIZE)
          .mapToObj(n -> new Flux1DevRequest().prompt("page " + n + " of a sketchbook").seed(n))
          .map(krea::generate)
          .map(JobHandle::id)
          .forEach(ids::add);
      System.out.println("Submitted " + ids.size() + " jobs");

      Map<String, CompletableFuture<Job>> jobs =
          krea.jobs().awaitAllAsync(ids, session.waiting().build());
      int saved = 0;
      for (CompletableFuture<Job> job : jobs.values()) {
        try {
          saved += krea.downloads().overwriting().toDirectory(job.join(), folder).size();
        } catch (CompletionException e) {
          System.out.println("One failed: " + e.getMessage());
        }
      }
      System.out.println("Saved " + saved + " pictures");
    }
  }
}
