package consumer;

import io.github.krea4j.KreaClient;
import io.github.krea4j.api.JobsApi;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs jobs from a named module: by request, by map, by stub. The emulator is another process. */
public final class Main {
  public static void main(String[] args) throws Exception {
    Process emulator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("emulator.classpath"),
                "io.github.krea4j.emulator.KreaEmulator")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = emulator.inputReader()) {
      String line = output.readLine();
      Matcher start = Pattern.compile("Krea emulator at (\\S+), key (\\S+)").matcher(line);
      check(start.matches(), line);
      try (KreaClient krea =
          KreaClient.builder().baseUrl(URI.create(start.group(1))).apiKey(start.group(2)).build()) {
        run(krea);
      }
    } finally {
      emulator.destroy();
    }
    check(Main.class.getModule().isNamed(), "this is no named module");
    check(KreaClient.class.getModule().getName().equals("io.github.krea4j"), "no module-info");
  }

  private static void run(KreaClient krea) throws Exception {
    Job typed = krea.generate(new Flux1DevRequest().prompt("a red fox")).await();
    Job mapped = krea.generate("image/bfl/flux-1-dev", Map.of("prompt", "a red fox")).await();
    Job stub = krea.stub(JobsApi.class).getJob(typed.id()).execute().body();
    check(typed.equals(stub), "the stub reads another job");
    check(mapped.urls().size() == 1, "the job has no output");
    check(krea.models().find(new Flux1DevRequest().modelId()).isPresent(), "no catalog");
    check(krea.assets().list().stream().findAny().isEmpty(), "there are assets");
  }

  private static void check(boolean ok, String message) {
    if (!ok) {
      throw new IllegalStateException(message);
    }
  }
}
