package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends jobs to the URLs that submits gave: in order to each receiver, and to one receiver whether
 * or not another is slow. A test server has no business on the network: only this machine is
 * called, by plain HTTP. Threads start with the first call.
 */
final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int MOST_THREADS = 32;
  private static final int MOST_WAITING = 10_000;
  private static final long SHORTEST_PAUSE_MILLISECONDS = 5;
  private static final long LONGEST_PAUSE_MILLISECONDS = 50;

  private final int repeats;
  private final Kept<Long, WebhookDelivery> deliveries;
  private final AtomicLong number = new AtomicLong();
  private final AtomicBoolean watching = new AtomicBoolean();
  private final Map<String, Deque<WebhookDelivery>> queues = new HashMap<>();
  private final Set<Socket> open = new HashSet<>();
  private @Nullable ScheduledExecutorService watcher;
  private @Nullable ThreadPoolExecutor senders;
  private int waiting;
  private boolean closed;

  /**
   * Creates the sender.
   *
   * @param repeats how often each webhook is sent
   * @param capacity bytes of deliveries that are remembered
   */
  Webhooks(int repeats, long capacity) {
    this.repeats = repeats;
    this.deliveries =
        new Kept<>(capacity, call -> Capacity.KIBIBYTE + call.body().length(), call -> {});
  }

  List<WebhookDelivery> deliveries() {
    return deliveries.values();
  }

  void clear() {
    deliveries.clear();
  }

  /** Why a URL will not be called; empty if it will. By its name alone: no address is looked up. */
  static Optional<String> notCalled(URI target) {
    String host = String.valueOf(target.getHost()).toLowerCase(Locale.ROOT);
    if (!"http".equalsIgnoreCase(target.getScheme())) {
      return Optional.of("the webhook will not be delivered: the emulator speaks plain http only");
    }
    boolean isThisMachine =
        host.equals("localhost")
            || host.endsWith(".localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}");
    return isThisMachine
        ? Optional.empty()
        : Optional.of("the webhook will not be delivered: the emulator calls this machine only");
  }

  /** Sends a job that has ended. Returns at once. */
  void send(URI target, ObjectNode job) {
    WebhookDelivery call = new WebhookDelivery(target, job.toString(), OptionalInt.empty());
    Optional<String> reason = notCalled(target);
    for (int i = 0; i < repeats; i++) {
      if (reason.isPresent()) {
        // Without the path and the query, where secrets are.
        LOG.warn("{}://{}: {}", target.getScheme(), target.getHost(), reason.get());
        remember(call);
      } else {
        enqueue(call);
      }
    }
  }

  private void remember(WebhookDelivery call) {
    deliveries.put(number.incrementAndGet(), call);
  }

  private synchronized void enqueue(WebhookDelivery call) {
    if (closed) {
      return;
    }
    if (waiting >= MOST_WAITING) {
      LOG.warn("Too many webhooks wait for their receivers: one is dropped");
      remember(call);
      return;
    }
    waiting++;
    String receiver = call.url().getHost() + ":" + call.url().getPort();
    Deque<WebhookDelivery> queue = queues.get(receiver);
    if (queue != null) {
      // Somebody is at it.
      queue.add(call);
      return;
    }
    queue = new ArrayDeque<>();
    queue.add(call);
    queues.put(receiver, queue);
    senders().execute(() -> work(receiver));
  }

  private void work(String receiver) {
    for (WebhookDelivery call = next(receiver); call != null; call = next(receiver)) {
      byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
      remember(new WebhookDelivery(call.url(), call.body(), post(call.url(), body)));
    }
  }

  private synchronized @Nullable WebhookDelivery next(String receiver) {
    Deque<WebhookDelivery> queue = queues.get(receiver);
    WebhookDelivery next = queue == null || closed ? null : queue.poll();
    if (next == null) {
      queues.remove(receiver);
    } else {
      waiting--;
    }
    return next;
  }

  private OptionalInt post(URI target, byte[] body) {
    try (Socket socket = new Socket()) {
      if (!opened(socket)) {
        return OptionalInt.empty();
      }
      try {
        return WebhookCall.post(socket, target, body);
      } finally {
        forget(socket);
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /** Makes a socket known to {@link #close()}, in whichever order the two come. */
  private synchronized boolean opened(Socket socket) {
    return !closed && open.add(socket);
  }

  private synchronized void forget(Socket socket) {
    open.remove(socket);
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
      later(Math.max(SHORTEST_PAUSE_MILLISECONDS, pause), () -> look(jobs));
      return;
    }
    watching.set(false);
    if (jobs.untilNextEnd().isPresent()) {
      // One came in between the look and the flag.
      watch(jobs);
    }
  }

  private synchronized void later(long delayMilliseconds, Runnable task) {
    if (closed) {
      return;
    }
    ScheduledExecutorService executor = watcher;
    if (executor == null) {
      executor = Executors.newSingleThreadScheduledExecutor(Webhooks::daemon);
      watcher = executor;
    }
    // Tasks do not throw, and nobody waits for them.
    ScheduledFuture<?> unused = executor.schedule(task, delayMilliseconds, TimeUnit.MILLISECONDS);
  }

  private ThreadPoolExecutor senders() {
    ThreadPoolExecutor executor = senders;
    if (executor == null) {
      executor =
          new ThreadPoolExecutor(
              MOST_THREADS,
              MOST_THREADS,
              1,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              Webhooks::daemon);
      executor.allowCoreThreadTimeOut(true);
      senders = executor;
    }
    return executor;
  }

  private static Thread daemon(Runnable task) {
    Thread daemon = new Thread(task, "krea-emulator-webhooks");
    daemon.setDaemon(true);
    return daemon;
  }

  @Override
  public void close() {
    ScheduledExecutorService watching;
    ThreadPoolExecutor sending;
    synchronized (this) {
      closed = true;
      watching = watcher;
      sending = senders;
      for (Socket socket : open) {
        closeQuietly(socket);
      }
    }
    try {
      if (watching != null) {
        watching.shutdownNow();
        watching.awaitTermination(WebhookCall.TIMEOUT_MILLISECONDS, TimeUnit.MILLISECONDS);
      }
      if (sending != null) {
        sending.shutdownNow();
        if (!sending.awaitTermination(WebhookCall.TIMEOUT_MILLISECONDS, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("A webhook's receiver keeps the emulator from closing");
        }
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
