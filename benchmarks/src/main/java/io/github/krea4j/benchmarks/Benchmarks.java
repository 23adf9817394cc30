package io.github.krea4j.benchmarks;

import java.io.IOException;
import java.net.URI;

/** Runs all measurements, in about three minutes, and prints their tables in Markdown. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.printf(
        "%d cores, JDK %s%n",
        Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
    print(Schedules.table(4_000));
    // The server is a process of its own: neither its memory nor its classes count.
    try (ChildJvm process = ChildJvm.start(LoopbackServer.class)) {
      URI server = URI.create(process.line());
      print(SubmitAwait.table(server, 3));
      print(ColdStart.table(server, 15));
      print(ManyWaits.table(server));
    }
  }

  private static void print(String table) {
    System.out.println();
    System.out.print(table);
  }
}
