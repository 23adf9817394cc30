package io.github.krea4j.examples;

import io.github.krea4j.AssetUpload;
import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.model.Flux1DevRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Uploads, generates, waits and downloads as one chain of futures, without a blocked thread. */
public final class WithFutures {
  private WithFutures() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the pictures; by default {@code pictures}
   */
  public static void main(String... args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures");
    try (Session session = Session.open("one Flux job", new Flux1DevRequest())) {
      KreaClient krea = session.client();
      WaitOptions waiting = session.waiting().onUpdate(new ProgressLines()).build();
      CompletableFuture<Path> picture =
          krea.assets()
              .uploadAsync(AssetUpload.of(SamplePicture.in(folder)))
              .thenCompose(
                  asset ->
                      krea.generateAsync(
                          new Flux1DevRequest().prompt("in fog").imageUrl(asset.imageUrl())))
              .thenCompose(handle -> handle.awaitAsync(waiting))
              .thenCompose(
                  job ->
                      krea.downloads()
                          .overwriting()
                          .toFileAsync(job.urls().get(0), folder.resolve("fog.png")));
      System.out.println("Saved " + picture.join().getFileName());
    }
  }
}
