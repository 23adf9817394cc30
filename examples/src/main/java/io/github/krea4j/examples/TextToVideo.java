package io.github.krea4j.examples;

import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.Seedance1_0ProFastRequest;
import java.nio.file.Path;

/** Makes a video from a text, shows how far it is, and downloads it. */
public final class TextToVideo {
  private TextToVideo() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the video; by default {@code videos}
   */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "videos");
    try (Session session =
        Session.open("one Seedance Pro Fast job", new Seedance1_0ProFastRequest())) {
      KreaClient krea = session.client();
      Job job =
          session.await(
              krea.generate(
                  new Seedance1_0ProFastRequest()
                      .prompt("waves break on a rocky shore, slow pan to a lighthouse")
                      .duration(5)));
      for (Path file : krea.downloads().overwriting().toDirectory(job, folder)) {
        System.out.println("Saved a " + extension(file) + " file");
      }
    }
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
