package io.github.krea4j.examples;

import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.NodeApp;
import java.util.Map;

/** Runs a node app, whose inputs and outputs have names of their author's choice. */
public final class RunNodeApp {
  private RunNodeApp() {}

  /**
   * Runs the example.
   *
   * @param args the version id of a node app, and the name of an input that takes a text; by
   *     default the sample that the emulator has
   */
  public static void main(String... args) {
    String app = args.length > 1 ? args[0] : KreaEmulator.SAMPLE_NODE_APP_ID;
    String input = args.length > 1 ? args[1] : "describe la escena";
    try (Session session = Session.open("what the nodes of the app cost")) {
      KreaClient krea = session.client();
      NodeApp description = krea.nodeApps().get(app);
      NodeApp.InputOpenapiSchema schema = description.inputOpenapiSchema().orElseThrow();
      System.out.println("Takes: " + schema.properties().keySet());
      for (JobHandle run : krea.nodeApps().execute(app, Map.of(input, "un faro al anochecer"))) {
        Job job = session.await(run);
        krea.nodeApps()
            .outputs(job)
            .forEach((name, files) -> System.out.println(name + ": " + files.size() + " file"));
      }
    }
  }
}
