package io.github.krea4j.examples;

import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Asset;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The main job: uploads a picture, has two pictures made from it, and downloads them.
 *
 * <p>The first request is a typed one. The second is a map in field names that the service has
 * retired; the client sends the names of today and says so.
 */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the pictures; by default {@code quickstart} in the current one
   */
  public static void main(String... args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "quickstart");
    try (Session session = Session.open("two Flux jobs", new Flux1DevRequest())) {
      run(session, folder);
    }
  }

  private static void run(Session session, Path folder) throws IOException {
    KreaClient krea = session.client();
    Files.createDirectories(folder);
    Asset lighthouse = krea.assets().upload(SamplePicture.in(folder));
    System.out.println("Uploaded " + lighthouse.imageUrl());

    System.out.println("A typed request:");
    JobHandle typed =
        krea.generate(
            new Flux1DevRequest()
                .prompt("the lighthouse in a winter storm")
                .width(768)
                .height(512)
                .imageUrl(lighthouse.imageUrl())
                .strength(0.8));
    download(krea, session.await(typed), folder.resolve("storm.png"));

    System.out.println("The same model, from a map in old field names:");
    JobHandle mapped =
        krea.generate(
            "image/bfl/flux-1-dev",
            Map.of(
                "prompt",
                "the lighthouse on a postage stamp",
                "width",
                512,
                "height",
                768,
                "imageUrl",
                lighthouse.imageUrl(),
                "styleImages",
                List.of(Map.of("url", lighthouse.imageUrl(), "strength", 0.5))));
    download(krea, session.await(mapped), folder.resolve("stamp.png"));
  }

  private static void download(KreaClient krea, Job job, Path target) {
    System.out.println(
        "  saved " + krea.downloads().overwriting().toFile(job.urls().get(0), target));
  }
}
