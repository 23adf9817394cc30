package io.github.krea4j.examples;

import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Asset;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.StyleInput;
import io.github.krea4j.model.TrainStyleRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Trains a style from pictures, lets the workspace use it, and generates with it. */
public final class TrainStyle {
  private TrainStyle() {}

  /**
   * Runs the example. In earnest, use ten or more different pictures of at least 1024 pixels.
   *
   * @param args the folder for the pictures; by default {@code pictures}
   */
  public static void main(String... args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures");
    try (Session session =
        Session.open(
            "a training of 100 steps, whose price the document does not name, and one Flux job",
            new Flux1DevRequest())) {
      KreaClient krea = session.client();
      Asset lighthouse = krea.assets().upload(SamplePicture.in(folder));
      List<URI> urls = Collections.nCopies(5, lighthouse.imageUrl());

      System.out.println("Training:");
      Job training =
          krea.styles()
              .train(
                  new TrainStyleRequest()
                      .model(TrainStyleRequest.Model.FLUX_DEV)
                      .name("dusk")
                      .triggerWord("dusk4j")
                      .urls(urls)
                      .maxTrainSteps(100))
              .await(
                  session
                      .waiting()
                      .timeout(Duration.ofHours(2))
                      .onUpdate(new ProgressLines())
                      .build());
      String style = training.styleId().orElseThrow();
      krea.styles().shareWithWorkspace(style);

      System.out.println("Generating with it:");
      Job job =
          session.await(
              krea.generate(
                  new Flux1DevRequest()
                      .prompt("dusk4j, a harbour with fishing boats")
                      .styles(List.of(new StyleInput().id(style).strength(0.9)))));
      krea.downloads().overwriting().toFile(job.urls().get(0), folder.resolve("harbour.png"));
      System.out.println("Saved harbour.png");
    }
  }
}
