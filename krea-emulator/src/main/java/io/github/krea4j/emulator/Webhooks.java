package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;

/**
 * Sends jobs to the URLs that submits gave, from one thread that starts with the first of them. A
 * test server has no business on the network: only this machine is called.
 */
final class Webhooks implements AutoCloseable {
  private static final int TIMEOUT_MILLISECONDS = 5_000;

  private static final long SHORTEST_PAUSE_MILLISECONDS = 5;
  private static final long LONGEST_PAUSE_MILLISECONDS = 50;

  private final int repeats;
  private final List<WebhookDelivery> deliveries = new CopyOnWriteArrayList<>();
  private final AtomicBoolean watching = new AtomicBoolean();
  private @Nullable ScheduledExecutorService thread;
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
  void send(String url, ObjectNode job) {
    byte[] body = Json.bytes(job);
    URI target = URI.create(url);
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
    ScheduledFuture<?> unused =
        executor.schedule(task, delayMilliseconds, TimeUnit.MILLISECONDS);
  }

  /** Not by java.net.http, whose client keeps a thread that cannot be stopped before Java 21. */
  private static OptionalInt post(URI target, byte[] body) {
    try {
      if (!InetAddress.getByName(target.getHost()).isLoopbackAddress()
          || !(target.toURL().openConnection() instanceof HttpURLConnection connection)) {
        return OptionalInt.empty();
      }
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
      connection.setReadTimeout(TIMEOUT_MILLISECONDS);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("Connection", "close");
      try (OutputStream stream = connection.getOutputStream()) {
        stream.write(body);
      }
      return OptionalInt.of(connection.getResponseCode());
    } catch (IOException | IllegalArgumentException e) {
      // The receiver is not there or not well: it would be told nothing by the service either.
      return OptionalInt.empty();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    ScheduledExecutorService executor = thread;
    if (executor != null) {
      executor.shutdownNow();
      try {
        executor.awaitTermination(TIMEOUT_MILLISECONDS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
