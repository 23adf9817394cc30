package consumer;

import io.github.krea4j.KreaClient;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;

/** Runs a job against the emulator. */
public final class Main {
  public static void main(String[] args) {
    try (KreaEmulator emulator = KreaEmulator.start();
        KreaClient krea =
            KreaClient.builder().baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build()) {
      Job job = krea.generate(new Flux1DevRequest().prompt("a red fox")).await();
      if (job.urls().size() != 1) {
        throw new IllegalStateException("the job has no output");
      }
    }
  }
}
