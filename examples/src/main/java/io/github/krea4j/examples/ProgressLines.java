package io.github.krea4j.examples;

import io.github.krea4j.model.Job;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints a line with the elapsed seconds whenever a job is seen in another state. */
final class ProgressLines implements Consumer<Job> {
  private final long start = System.nanoTime();
  private String last = "";

  @Override
  public void accept(Job job) {
    if (!job.rawStatus().equals(last)) {
      last = job.rawStatus();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "  %5.1f s  %s%n", seconds, last);
    }
  }
}
