package io.github.krea4j.internal.http;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.EventListener;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test that leaves a thread of a client, or a call that has not ended: OkHttp ends a
 * call when its response is closed. Registered for all tests of this module. A short grace lets
 * threads that were told to stop do so.
 */
public final class LeakExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final OpenCalls CALLS = new OpenCalls();

  private final Duration grace;

  public LeakExtension() {
    this(GRACE);
  }

  LeakExtension(Duration grace) {
    this.grace = grace;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    HttpClients.watch = CALLS;
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    checkCalls();
    boolean shared =
        context
            .getTestInstanceLifecycle()
            .map(lifecycle -> lifecycle == TestInstance.Lifecycle.PER_CLASS)
            .orElse(false);
    if (!shared && !context.getRequiredTestClass().isAnnotationPresent(KeepsThreads.class)) {
      checkThreads("The test");
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    if (context.getTestClass().map(type -> !type.isMemberClass()).orElse(true)) {
      checkThreads("The class");
    }
  }

  void checkCalls() throws InterruptedException {
    String open = CALLS.awaitNone(grace);
    if (!open.isEmpty()) {
      throw new AssertionError("The test leaves calls or responses open: " + open);
    }
  }

  void checkThreads(String who) throws InterruptedException {
    long end = System.nanoTime() + grace.toNanos();
    List<String> left = new ArrayList<>();
    for (Thread thread : clientThreads()) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        left.add(thread.getName());
      }
    }
    if (!left.isEmpty()) {
      throw new AssertionError(
          who
              + " leaves threads of an unclosed client: "
              + left
              + " (a class whose tests share one is marked @KeepsThreads)");
    }
  }

  private static List<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> ours(thread.getName()))
        .collect(toList());
  }

  /** OkHttp renames the threads of calls under way; its own two kinds serve the whole process. */
  private static boolean ours(String name) {
    return name.startsWith("krea4j-") || name.startsWith("OkHttp http");
  }

  /** Counts calls that began and have not ended. */
  private static final class OpenCalls extends EventListener {
    private final Map<Call, String> open = new LinkedHashMap<>();

    @Override
    public synchronized void callStart(Call call) {
      open.put(call, call.request().method() + " " + call.request().url().encodedPath());
    }

    @Override
    public void callEnd(Call call) {
      remove(call);
    }

    @Override
    public void callFailed(Call call, IOException e) {
      remove(call);
    }

    private synchronized void remove(Call call) {
      open.remove(call);
      notifyAll();
    }

    synchronized String awaitNone(Duration grace) throws InterruptedException {
      long end = System.nanoTime() + grace.toNanos();
      while (!open.isEmpty() && System.nanoTime() < end) {
        wait(100);
      }
      String left = open.isEmpty() ? "" : open.values().toString();
      open.clear(); // one test's leak is not the next one's
      return left;
    }
  }
}
