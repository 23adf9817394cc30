package io.github.krea4j.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.http.Cancellable;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Ten thousand waits in one client, for jobs that run until all the waits have been measured: each
 * waited for by itself, and all together by pages. A fixed poll interval makes the numbers of
 * requests comparable.
 */
final class ManyWaits {
  private static final int WAITS = 10_000;
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private ManyWaits() {}

  /**
   * What the waits of one kind cost.
   *
   * @param requests in the first four intervals
   * @param threads at most, beyond those of OkHttp, the executor and the JVM
   * @param bytes of the heap for each wait
   * @param driftMillis how much later than planned the client's timer acted in the last two
   *     intervals, the 99th percentile
   */
  record Cost(long requests, int threads, long bytes, double driftMillis) {}

  /** Measures in a JVM of its own: address, whether by pages. Prints the cost. */
  public static void main(String[] args) throws Exception {
    URI server = URI.create(args[0]);
    Cost cost = measure(server, Boolean.parseBoolean(args[1]), WAITS, INTERVAL);
    System.out.println(
        cost.requests + " " + cost.threads + " " + cost.bytes + " " + cost.driftMillis);
  }

  static String table(URI server) throws IOException, InterruptedException {
    Cost[] costs = new Cost[2];
    for (int i = 0; i < 2; i++) {
      List<String> lines =
          ChildJvm.run(
              List.of("-Xmx1g"), ManyWaits.class, server.toString(), Boolean.toString(i == 1));
      String[] numbers = lines.get(0).split(" ", 4);
      costs[i] =
          new Cost(
              Long.parseLong(numbers[0]),
              Integer.parseInt(numbers[1]),
              Long.parseLong(numbers[2]),
              Double.parseDouble(numbers[3]));
    }
    return table(costs[0], costs[1]);
  }

  static String table(Cost singly, Cost byPages) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| %,d waits | requests in %d s | threads | heap a wait | drift, p99 |%n"
                    + "|---|---:|---:|---:|---:|%n",
                WAITS,
                4 * INTERVAL.toSeconds()));
    row(table, "one by one, `awaitAsync`", singly);
    row(table, "together, `awaitAllAsync`", byPages);
    return table
        .append(
            String.format(
                Locale.ROOT,
                "%nRequests together / one by one: %.3f.%n",
                (double) byPages.requests / singly.requests))
        .toString();
  }

  private static void row(StringBuilder table, String name, Cost cost) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %d | %,d B | %.1f ms |%n",
            name,
            cost.requests,
            cost.threads,
            cost.bytes,
            cost.driftMillis));
  }

  static Cost measure(URI server, boolean byPages, int waits, Duration interval)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>(waits);
    for (int i = 0; i < waits; i++) {
      ids.add(LoopbackServer.id(i));
    }
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(64);
    dispatcher.setMaxRequestsPerHost(64);
    OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
    Watched timer = new Watched();
    WaitOptions options = WaitOptions.builder().pollInterval(interval, interval).build();
    Set<Thread> known = new HashSet<>(Thread.getAllStackTraces().keySet());
    KreaClient.Builder builder =
        KreaClient.builder().apiKey(SubmitAwait.KEY).baseUrl(server).httpClient(http);
    use(timer, builder);
    try (KreaClient client = builder.build()) {
      control(server, "complete");
      if (client.jobs().await(ids.get(0)).urls().isEmpty()) { // loads what there is to load
        throw new IllegalStateException("A job without its result");
      }
      control(server, "run/" + waits);
      long before = usedHeap(1);

      long start = System.nanoTime();
      Collection<CompletableFuture<Job>> futures =
          byPages
              ? client.jobs().awaitAllAsync(ids, options).values()
              : oneByOne(client, ids, options, interval, start);
      int threads = 0;
      while (System.nanoTime() - start < 4 * interval.toNanos()) {
        threads = Math.max(threads, threadsBeyond(known));
        if (System.nanoTime() - start > 2 * interval.toNanos()) {
          timer.watch(); // the first looks are slow: the code is not compiled yet
        }
        LockSupport.parkNanos(interval.toNanos() / 20);
      }
      JsonObject counts = control(server, "counts");
      double late = timer.lateMillis(0.99);
      // Between the looks of waits that look together there are moments without any request.
      long bytes = (usedHeap(8) - before) / waits;
      control(server, "complete");
      for (CompletableFuture<Job> future : futures) {
        if (future.join().urls().size() != 1) {
          throw new IllegalStateException("A job without its result");
        }
      }
      return new Cost(
          counts.get("looks").getAsLong() + counts.get("pages").getAsLong(), threads, bytes, late);
    } finally {
      dispatcher.executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  /** Sets the clock, which only the library's own tests are meant to do. */
  private static void use(Timer timer, KreaClient.Builder builder) {
    try {
      Method method = KreaClient.Builder.class.getDeclaredMethod("timer", Timer.class);
      method.setAccessible(true);
      method.invoke(builder, timer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins the waits evenly over one interval, as jobs that are submitted one after the other. */
  private static List<CompletableFuture<Job>> oneByOne(
      KreaClient client, List<String> ids, WaitOptions options, Duration interval, long start) {
    List<CompletableFuture<Job>> futures = new ArrayList<>(ids.size());
    for (String id : ids) {
      long due = start + interval.toNanos() * futures.size() / ids.size();
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      futures.add(client.jobs().awaitAsync(id, options));
    }
    return futures;
  }

  /** Counts threads that are neither OkHttp's nor the executor's, here the common pool's. */
  private static int threadsBeyond(Set<Thread> known) {
    int count = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      boolean others =
          name.startsWith("OkHttp")
              || name.startsWith("Okio")
              || name.startsWith("ForkJoinPool")
              || name.startsWith("loopback-server"); // in tests it is in the same process
      if (!others && !known.contains(thread)) {
        count++;
      }
    }
    return count;
  }

  private static long usedHeap(int looks) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < looks; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return least;
  }

  private static JsonObject control(URI server, String what) throws IOException {
    OkHttpClient client = new OkHttpClient();
    Request request = new Request.Builder().url(server.resolve("/control/" + what).toURL()).build();
    try (Response response = client.newCall(request).execute()) {
      return JsonParser.parseString(response.body().string()).getAsJsonObject();
    } finally {
      client.connectionPool().evictAll();
    }
  }

  /** The client's timer, which takes note of how late each task runs. */
  private static final class Watched implements Timer {
    private final Timer timer = Timer.daemon("krea4j-timer");
    private final double[] millis = new double[64 * WAITS];
    private final AtomicInteger samples = new AtomicInteger();
    private volatile boolean watching;

    void watch() {
      watching = true;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      long due = System.nanoTime() + TimeUnit.NANOSECONDS.convert(delay);
      return timer.schedule(
          delay,
          () -> {
            int sample = watching ? samples.getAndIncrement() : millis.length;
            if (sample < millis.length) {
              millis[sample] = (System.nanoTime() - due) / 1e6;
            }
            task.run();
          });
    }

    double lateMillis(double share) {
      watching = false;
      return Spread.percentile(
          Arrays.copyOf(millis, Math.min(samples.get(), millis.length)), share);
    }

    @Override
    public long nanoTime() {
      return timer.nanoTime();
    }

    @Override
    public Instant now() {
      return timer.now();
    }

    @Override
    public void watch(BooleanSupplier lookout) {
      timer.watch(lookout);
    }

    @Override
    public void close() {
      timer.close();
    }
  }
}
