package io.github.krea4j.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.krea4j.JobHandle;
import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.model.Flux1DevRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One job after the other, submitted and waited for: two requests each.
 *
 * <p>The ways take turns every few milliseconds within one JVM, and each turn gives one ratio. So
 * the load of the machine, whatever it is, falls on all alike; forks of a benchmark harness would
 * run the ways seconds apart. Several JVMs, since each compiles a little differently.
 *
 * <p>The ways are: by hand, by hand through OkHttp's threads, by the facade on the calling thread,
 * and by the facade without one. The last has five changes of thread: to OkHttp and back, to the
 * timer, to OkHttp and back.
 */
final class SubmitAwait {
  static final String KEY = "id:secret";

  private static final String PROMPT = "a lighthouse in a storm, oil on canvas";
  private static final int WARM_UP = 200;

  /** Looks at once: the schedule's two seconds are no cost of the facade. */
  private static final WaitOptions AT_ONCE =
      WaitOptions.builder().pollInterval(Duration.ofNanos(1), Duration.ofNanos(1)).build();

  private SubmitAwait() {}

  /**
   * What a job cost on average.
   *
   * @param nanos time
   * @param cpu time of the processor in all threads, in nanoseconds
   * @param bytes allocated by all threads
   */
  record Cost(double nanos, double cpu, double bytes) {}

  @FunctionalInterface
  private interface Way {
    List<?> run() throws IOException;
  }

  /** Measures in a JVM of its own: address, rounds. Prints the rounds. */
  public static void main(String[] args) throws IOException {
    for (List<Cost> round : measure(URI.create(args[0]), Integer.parseInt(args[1]), 50)) {
      StringBuilder line = new StringBuilder();
      for (Cost cost : round) {
        line.append(cost.nanos).append(' ').append(cost.cpu).append(' ').append(cost.bytes);
        line.append(' ');
      }
      System.out.println(line);
    }
  }

  static String table(URI server, int jvms) throws IOException, InterruptedException {
    List<List<Cost>> rounds = new ArrayList<>();
    for (int i = 0; i < jvms; i++) {
      for (String line : ChildJvm.run(List.of(), SubmitAwait.class, server.toString(), "150")) {
        rounds.add(parse(line));
      }
    }
    return table(rounds);
  }

  static String table(List<List<Cost>> rounds) {
    String[] names = {
      "OkHttp + Gson, `execute`",
      "OkHttp + Gson, `enqueue`",
      "`generate`, then `await`",
      "`generateAsync`, then `awaitAsync`"
    };
    StringBuilder table =
        new StringBuilder(
            "| submit and await | µs a job | time, ratio | processor time, ratio"
                + " | bytes a job | bytes, ratio |\n"
                + "|---|---:|---:|---:|---:|---:|\n");
    for (int i = 0; i < names.length; i++) {
      int way = i;
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %s | %s | %.0f | %s |%n",
              names[way],
              spread(rounds, round -> round.get(way).nanos / 1_000).median(),
              spread(rounds, round -> round.get(way).nanos / round.get(0).nanos).ratio(),
              spread(rounds, round -> round.get(way).cpu / round.get(0).cpu).ratio(),
              spread(rounds, round -> round.get(way).bytes).median(),
              spread(rounds, round -> round.get(way).bytes / round.get(0).bytes).ratio()));
    }
    return table.toString();
  }

  static List<List<Cost>> measure(URI server, int rounds, int jobs) throws IOException {
    List<List<Cost>> measured = new ArrayList<>();
    try (KreaClient client = KreaClient.builder().apiKey(KEY).baseUrl(server).build();
        HandWritten handWritten = new HandWritten(server)) {
      Way[] ways = {
        () -> handWritten.run(PROMPT),
        () -> handWritten.runAsync(PROMPT),
        () -> submit(client).await(AT_ONCE).urls(),
        () ->
            client
                .generateAsync(request())
                .thenCompose(handle -> handle.awaitAsync(AT_ONCE))
                .join()
                .urls()
      };
      int warmUp = Math.min(rounds, WARM_UP);
      for (int i = -warmUp; i < rounds; i++) {
        Cost[] round = new Cost[ways.length];
        for (int turn = 0; turn < ways.length; turn++) {
          int way = Math.floorMod(i + turn, ways.length);
          round[way] = turn(ways[way], jobs);
        }
        if (i >= 0) {
          measured.add(List.of(round));
        }
      }
    }
    return measured;
  }

  private static Cost turn(Way way, int jobs) throws IOException {
    long bytes = allocated();
    long cpu = cpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < jobs; i++) {
      if (way.run().size() != 1) {
        throw new IllegalStateException("A job without its result");
      }
    }
    return new Cost(
        (double) (System.nanoTime() - start) / jobs,
        (double) (cpuTime() - cpu) / jobs,
        (double) (allocated() - bytes) / jobs);
  }

  private static JobHandle submit(KreaClient client) {
    return client.generate(request());
  }

  private static Flux1DevRequest request() {
    return new Flux1DevRequest().prompt(PROMPT).width(1024).height(1024).steps(28);
  }

  /** Returns what the living threads have allocated; none ends while this measures. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static long cpuTime() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadCpuTime(threads.getAllThreadIds()))
        .filter(nanos -> nanos > 0)
        .sum();
  }

  private static List<Cost> parse(String line) {
    double[] numbers =
        Arrays.stream(line.trim().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    List<Cost> round = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 3) {
      round.add(new Cost(numbers[i], numbers[i + 1], numbers[i + 2]));
    }
    return round;
  }

  private static Spread spread(List<List<Cost>> rounds, ToDoubleFunction<List<Cost>> value) {
    return Spread.of(rounds.stream().mapToDouble(value).toArray());
  }
}
