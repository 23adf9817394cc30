package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends jobs to the URLs that submits gave, from one thread that starts with the first of them. A
 * test server has no business on the network: only this machine is called, by plain HTTP.
 */
final class Webhooks implements AutoCloseable {
  private static final int TIMEOUT_MILLISECONDS = 5_000;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})");
  private static final long SHORTEST_PAUSE_MILLISECONDS = 5;
  private static final long LONGEST_PAUSE_MILLISECONDS = 50;

  private final int repeats;
  private final List<WebhookDelivery> deliveries = new CopyOnWriteArrayList<>();
  private final AtomicBoolean watching = new AtomicBoolean();
  private @Nullable ScheduledExecutorService thread;
  private volatile @Nullable Socket current;
  private boolean closed;

  /**
   * Creates the sender.
   *
   * @param repeats how often each webhook is sent
   */
  Webhooks(int repeats) {
    this.repeats = repeats;
  }

  List<WebhookDelivery> deliveries() {
    return List.copyOf(deliveries);
  }

  void clear() {
    deliveries.clear();
  }

  /** Sends a job that has ended. Returns at once. */
  void send(URI target, ObjectNode job) {
    byte[] body = Json.bytes(job);
    run(
        0,
        () -> {
          for (int i = 0; i < repeats; i++) {
            deliveries.add(new WebhookDelivery(target, job.toString(), post(target, body)));
          }
        });
  }

  /** Settles the jobs from time to time, until none is left that will end by itself. */
  void watch(JobStore jobs) {
    if (watching.compareAndSet(false, true)) {
      look(jobs);
    }
  }

  private void look(JobStore jobs) {
    Optional<Duration> wait = jobs.untilNextEnd();
    if (wait.isPresent()) {
      // Not longer than that: a job submitted meanwhile can end sooner.
      long pause = Math.min(LONGEST_PAUSE_MILLISECONDS, wait.get().toMillis() + 1);
      run(Math.max(SHORTEST_PAUSE_MILLISECONDS, pause), () -> look(jobs));
      return;
    }
    watching.set(false);
    if (jobs.untilNextEnd().isPresent()) {
      // One came in between the look and the flag.
      watch(jobs);
    }
  }

  private synchronized void run(long delayMilliseconds, Runnable task) {
    if (closed) {
      return;
    }
    ScheduledExecutorService executor = thread;
    if (executor == null) {
      executor =
          Executors.newSingleThreadScheduledExecutor(
              runnable -> {
                Thread daemon = new Thread(runnable, "krea-emulator-webhooks");
                daemon.setDaemon(true);
                return daemon;
              });
      thread = executor;
    }
    // Tasks do not throw, and nobody waits for them.
    ScheduledFuture<?> unused = executor.schedule(task, delayMilliseconds, TimeUnit.MILLISECONDS);
  }

  /**
   * Over a plain socket, because nothing else in Java 17 can be stopped for certain: the client of
   * java.net.http keeps a thread, and HttpURLConnection may connect anew when it is disconnected.
   */
  private OptionalInt post(URI target, byte[] body) {
    if (!isThisMachine(target)) {
      return OptionalInt.empty();
    }
    try (Socket socket = new Socket()) {
      open(socket);
      socket.setSoTimeout(TIMEOUT_MILLISECONDS);
      int port = target.getPort() < 0 ? 80 : target.getPort();
      socket.connect(new InetSocketAddress(target.getHost(), port), TIMEOUT_MILLISECONDS);
      OutputStream output = socket.getOutputStream();
      output.write(head(target, body.length).getBytes(StandardCharsets.US_ASCII));
      output.write(body);
      output.flush();
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      Matcher status = STATUS_LINE.matcher(String.valueOf(answer.readLine()));
      return status.lookingAt()
          ? OptionalInt.of(Integer.parseInt(status.group(1)))
          : OptionalInt.empty();
    } catch (IOException e) {
      // The receiver is not there or not well: the service has nobody to tell that either.
      return OptionalInt.empty();
    } finally {
      current = null;
    }
  }

  private static String head(URI target, int length) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return String.join(
        "\r\n",
        "POST " + path + query + " HTTP/1.1",
        "Host: " + target.getRawAuthority(),
        "Content-Type: application/json",
        "Content-Length: " + length,
        "Connection: close",
        "",
        "");
  }

  /** Makes a socket known to {@link #close()}, in whichever order the two come. */
  private synchronized void open(Socket socket) throws IOException {
    if (closed) {
      throw new IOException("The emulator is closed");
    }
    current = socket;
  }

  /** By the name alone: even to ask for an address would be a call to another machine. */
  private static boolean isThisMachine(URI target) {
    String host = String.valueOf(target.getHost());
    return "http".equals(target.getScheme())
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }

  @Override
  public void close() {
    ScheduledExecutorService executor;
    synchronized (this) {
      closed = true;
      executor = thread;
      Socket open = current;
      if (open != null) {
        closeQuietly(open);
      }
    }
    if (executor == null) {
      return;
    }
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(TIMEOUT_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("A webhook's receiver keeps the emulator from closing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, closed or not.
    }
  }
}
