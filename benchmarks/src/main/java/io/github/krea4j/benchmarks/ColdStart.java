package io.github.krea4j.benchmarks;

import com.google.gson.Gson;
import io.github.krea4j.KreaClient;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * The first job of a fresh JVM. Two kinds of task: building a client and parsing a job's text, with
 * no request; and building a client and fetching a job.
 */
final class ColdStart {
  private static final String[] TASKS = {"parse", "fetch"};
  private static final String[] WAYS = {"raw", "facade"};

  private ColdStart() {}

  /** Does one task in one way, once: task, way, address. Prints how many nanoseconds it took. */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    URI server = URI.create(args[2]);
    String id = "8b1b7a3e-6f5c-4d8a-9a64-3f1d2f6c9f10";
    int urls =
        switch (args[0] + " " + args[1]) {
          case "parse raw" -> parseRaw(LoopbackServer.job(id, true));
          case "parse facade" -> parse(server, LoopbackServer.job(id, true));
          case "fetch raw" -> fetchRaw(server, id);
          case "fetch facade" -> fetch(server, id);
          default -> throw new IllegalArgumentException(String.join(" ", args));
        };
    long took = System.nanoTime() - start;
    if (urls != 1) {
      throw new IllegalStateException("A job without its result");
    }
    System.out.println(took);
  }

  private static int parseRaw(String text) {
    OkHttpClient client = new OkHttpClient();
    int urls = HandWritten.parse(new Gson(), text).urls().size();
    client.connectionPool().evictAll();
    return urls;
  }

  private static int parse(URI server, String text) {
    try (KreaClient client = client(server)) {
      return client.webhooks().parse(text).urls().size();
    }
  }

  private static int fetchRaw(URI server, String id) throws IOException {
    try (HandWritten handWritten = new HandWritten(server)) {
      return handWritten.get(id).urls().size();
    }
  }

  private static int fetch(URI server, String id) {
    try (KreaClient client = client(server)) {
      Job job = client.jobs().get(id);
      return job.urls().size();
    }
  }

  private static KreaClient client(URI server) {
    return KreaClient.builder().apiKey(SubmitAwait.KEY).baseUrl(server).build();
  }

  static String table(URI server, int runs) throws IOException, InterruptedException {
    StringBuilder table =
        new StringBuilder(
            "| cold start | raw, ms | facade, ms | ratio | whole process, ratio"
                + " | raw, classes | facade, classes | ratio |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|\n");
    for (String task : TASKS) {
      double[][] own = new double[WAYS.length][runs];
      double[][] whole = new double[WAYS.length][runs];
      long[] classes = new long[WAYS.length];
      for (int way = 0; way < WAYS.length; way++) {
        classes[way] = classes(task, WAYS[way], server); // and the files are cached from here on
      }
      for (int run = 0; run < runs; run++) {
        for (int turn = 0; turn < WAYS.length; turn++) {
          int way = (run + turn) % WAYS.length;
          long start = System.nanoTime();
          own[way][run] = run(List.of(), task, WAYS[way], server) / 1e6;
          whole[way][run] = (System.nanoTime() - start) / 1e6;
        }
      }
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %s | %s | %d | %d | %.2f |%n",
              task.equals("parse") ? "client built, job parsed" : "client built, job fetched",
              Spread.of(own[0]).median(),
              Spread.of(own[1]).median(),
              ratios(own).ratio(),
              ratios(whole).ratio(),
              classes[0],
              classes[1],
              (double) classes[1] / classes[0]));
    }
    return table.toString();
  }

  private static Spread ratios(double[][] times) {
    double[] ratios = new double[times[0].length];
    for (int run = 0; run < ratios.length; run++) {
      ratios[run] = times[1][run] / times[0][run];
    }
    return Spread.of(ratios);
  }

  /** Returns how many classes are loaded in all, those of the JDK included. */
  private static long classes(String task, String way, URI server)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("classes", ".txt");
    try {
      run(List.of("-Xlog:class+load:file=" + log + ":none"), task, way, server);
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.contains("source:")).count();
      }
    } finally {
      Files.delete(log);
    }
  }

  private static double run(List<String> options, String task, String way, URI server)
      throws IOException, InterruptedException {
    List<String> lines = ChildJvm.run(options, ColdStart.class, task, way, server.toString());
    return Double.parseDouble(lines.get(0));
  }
}
