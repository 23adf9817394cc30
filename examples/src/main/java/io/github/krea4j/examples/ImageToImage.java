package io.github.krea4j.examples;

import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Asset;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.NanoBananaRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Edits a picture of your own: uploads it, says what to change, and downloads the result. */
public final class ImageToImage {
  private ImageToImage() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the pictures; by default {@code pictures}
   */
  public static void main(String... args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures");
    try (Session session = Session.open("one Nano Banana job", new NanoBananaRequest())) {
      KreaClient krea = session.client();
      Asset lighthouse = krea.assets().upload(SamplePicture.in(folder));
      Job job =
          session.await(
              krea.generate(
                  new NanoBananaRequest()
                      .prompt("put a sailing ship on the horizon")
                      .imageUrls(lighthouse.imageUrl())));
      krea.downloads().overwriting().toFile(job.urls().get(0), folder.resolve("ship.png"));
      System.out.println("Saved ship.png");
    }
  }
}
