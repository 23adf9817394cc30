package io.github.krea4j.internal.http;

import io.github.krea4j.errors.ConnectionException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the lanes of one client, and looks after the threads that are in a request. */
public final class Lanes {
  /** How many blocking requests are under way at once, as many as asynchronous ones. */
  static final int MOST = 64;

  private final Timer timer;
  private final Supplier<? extends @Nullable String> keys;
  private final @Nullable UnaryOperator<Runnable> decorator;
  private final Permits permits = new Permits(MOST);
  private final Set<CallerLane> inRequest = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean watching = new AtomicBoolean();

  /**
   * Creates the lanes of a client.
   *
   * @param keys gives the key; asked on the thread that makes a call
   * @param decorator carries what hangs on the caller's thread over to others; null: nothing more
   *     than SLF4J's diagnostic context
   */
  public Lanes(
      Timer timer,
      Supplier<? extends @Nullable String> keys,
      @Nullable UnaryOperator<Runnable> decorator) {
    this.timer = timer;
    this.keys = keys;
    this.decorator = decorator;
  }

  /** Returns a lane that holds no thread, for work that this thread begins. */
  public Lane async() {
    return new AsyncLane(timer, keys, Context.capture(decorator));
  }

  /**
   * Does work on this thread. Nothing is begun if the thread is interrupted already.
   *
   * @throws io.github.krea4j.errors.KreaException as the work failed
   */
  public <T> T call(Function<Lane, ? extends CompletableFuture<T>> work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ConnectionException(
          "The thread was interrupted before the call: nothing was sent.", 0, null);
    }
    return await(work);
  }

  /** Does work on this thread, to which it is left to end as interrupted. */
  public <T> T await(Function<Lane, ? extends CompletableFuture<T>> work) {
    CallerLane lane = new CallerLane(this);
    return lane.drive(work.apply(lane));
  }

  /** Returns the timer of the client. */
  public Timer timer() {
    return timer;
  }

  Permits permits() {
    return permits;
  }

  Supplier<? extends @Nullable String> keys() {
    return keys;
  }

  void watch(CallerLane lane) {
    inRequest.add(lane);
    if (watching.compareAndSet(false, true)) {
      timer.watch(this::lookAfterAll);
    }
  }

  void unwatch(CallerLane lane) {
    inRequest.remove(lane);
  }

  /** Returns whether there is still somebody to look after. */
  private boolean lookAfterAll() {
    inRequest.forEach(CallerLane::lookAfter);
    if (!inRequest.isEmpty()) {
      return true;
    }
    watching.set(false);
    // Whoever came in between has seen the flag as set.
    return !inRequest.isEmpty() && watching.compareAndSet(false, true);
  }

  /** All blocking calls were taken for as long as a call may take. */
  static final class NoPermit extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    NoPermit() {
      super("no free call");
    }
  }
}
