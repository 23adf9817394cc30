package io.github.krea4j.examples;

import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes on with a job after the program that submitted it has ended. All it takes is the id, kept
 * where it survives before anything else is done.
 */
public final class ResumeAfterCrash {
  private ResumeAfterCrash() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the note of the ids and the pictures; by default {@code pictures}
   */
  public static void main(String... args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures");
    Path note = Files.createDirectories(folder).resolve("unfinished-jobs.txt");
    try (Session session = Session.open("one Flux job", new Flux1DevRequest())) {
      submit(session.client(), note);
      System.out.println("Here the first program ends, and another one begins.");
      resume(session, note, folder);
    }
  }

  private static void submit(KreaClient krea, Path note) throws IOException {
    String id = krea.generate(new Flux1DevRequest().prompt("a ship in the night")).id();
    Files.writeString(note, id + "\n");
    System.out.println("Submitted, and noted the id");
  }

  private static void resume(Session session, Path note, Path folder) throws IOException {
    KreaClient krea = session.client();
    List<String> ids = Files.readAllLines(note);
    for (String id : ids) {
      Job job = session.await(krea.jobs().handle(id));
      krea.downloads().overwriting().toDirectory(job, folder);
    }
    Files.delete(note);
    System.out.println("Finished " + ids.size() + " job");
  }
}
