package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.SubmissionUncertainException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking calls on their own threads: how many at once, and how they are stopped. */
@Timeout(60)
class CallerLaneTest {
  private final CountDownLatch answer = new CountDownLatch(1);
  private final VirtualTimer timer = new VirtualTimer();
  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service =
        new TestService(
            server ->
                server.setDispatcher(
                    new Dispatcher() {
                      @Override
                      public MockResponse dispatch(RecordedRequest request)
                          throws InterruptedException {
                        if (!request.getTarget().equals("/quick")) {
                          answer.await();
                        }
                        return new MockResponse.Builder().body("{}").build();
                      }
                    }));
  }

  @AfterEach
  void stop() throws IOException {
    answer.countDown();
    service.close();
  }

  /** A thread in a call. */
  private static final class Caller {
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final AtomicReference<Boolean> flag = new AtomicReference<>();
    final Thread thread;

    Caller(Http http, TestCall call) {
      thread =
          new Thread(
              () -> {
                failure.set(catchThrowable(() -> TestCall.await(http, call)));
                flag.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
    }

    Throwable end() throws InterruptedException {
      thread.join();
      return failure.get();
    }
  }

  private List<Caller> takeAll(Http http) {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < Lanes.MOST; i++) {
      callers.add(new Caller(http, service.get("/jobs", Duration.ofHours(1))));
    }
    for (int i = 0; i < Lanes.MOST; i++) {
      RecordedRequest unused = service.seen();
    }
    return callers;
  }

  private static void awaitWaiting(Caller caller) {
    HttpTest.await(() -> caller.thread.getState() == Thread.State.WAITING);
  }

  @Test
  void sixtyFourAreUnderWayAtOnceAndTheNextWaits() throws InterruptedException {
    Http http = service.transport(builder -> builder.timer(timer));
    List<Caller> callers = takeAll(http);
    Caller next = new Caller(http, service.get("/quick"));
    awaitWaiting(next);
    assertThat(service.server.getRequestCount()).isEqualTo(Lanes.MOST);

    answer.countDown();

    assertThat(next.end()).isNull();
    for (Caller caller : callers) {
      assertThat(caller.end()).isNull();
    }
    assertThat(service.server.getRequestCount()).isEqualTo(Lanes.MOST + 1);
  }

  @Test
  void waitingForAFreeCallCountsAgainstTheLimit() throws InterruptedException {
    Http http = service.transport(builder -> builder.timer(timer));
    List<Caller> callers = takeAll(http);
    Caller next = new Caller(http, service.submit("{}", Duration.ofSeconds(60)));
    awaitWaiting(next);

    timer.advance(Duration.ofSeconds(60));

    assertThat(next.end())
        .isInstanceOf(ConnectionException.class)
        .hasMessage(
            "POST /generate/image/bfl/flux-1-dev got no answer: all 64 blocking calls that one"
                + " client makes at a time were taken for 60 s. Nothing was sent.");
    answer.countDown();
    for (Caller caller : callers) {
      assertThat(caller.end()).isNull();
    }
    // The place that was not taken is free.
    assertThat(TestCall.await(http, service.get("/quick")).status()).isEqualTo(200);
  }

  @Test
  void anInterruptEndsTheWaitForAFreeCall() throws InterruptedException {
    Http http = service.transport(builder -> builder.timer(timer));
    List<Caller> callers = takeAll(http);
    Caller next = new Caller(http, service.submit());
    awaitWaiting(next);

    next.thread.interrupt();

    assertThat(next.end())
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("was interrupted before it was sent: nothing was accepted.");
    assertThat(next.flag.get()).isTrue();
    answer.countDown();
    for (Caller caller : callers) {
      assertThat(caller.end()).isNull();
    }
    List<Caller> again = new ArrayList<>();
    for (int i = 0; i < 2 * Lanes.MOST; i++) {
      again.add(new Caller(http, service.get("/quick")));
    }
    for (Caller caller : again) {
      assertThat(caller.end()).as("no place was lost").isNull();
    }
  }

  @Test
  void closingEndsWhatRunsAndWhatWaits() throws InterruptedException {
    Http http = service.transport(builder -> builder.timer(timer));
    List<Caller> callers = takeAll(http);
    Caller next = new Caller(http, service.submit());
    awaitWaiting(next);

    http.close();

    assertThat(next.end())
        .hasMessageContaining("was ended by closing the client before it was sent");
    for (Caller caller : callers) {
      assertThat(caller.end()).isInstanceOf(ConnectionException.class);
    }
  }

  @Test
  void asManyAsynchronousCallsRunBesideTheBlockingOnes() throws InterruptedException {
    Http http = service.transport(builder -> builder.timer(timer));
    List<Caller> callers = takeAll(http);

    assertThat(TestCall.send(http, service.get("/quick")).join().status()).isEqualTo(200);

    answer.countDown();
    for (Caller caller : callers) {
      assertThat(caller.end()).isNull();
    }
  }

  @Test
  void anInterruptInASocketsReadEndsACallWithinFiftyMilliseconds() throws InterruptedException {
    Duration fastest = Duration.ofDays(1);
    Http http = service.transport(builder -> builder.timer(Timer.daemon("krea4j-timer")));
    for (int i = 0; i < 3; i++) { // the machine may be busy once
      Caller caller = new Caller(http, service.submit());
      RecordedRequest unused = service.seen();
      long start = System.nanoTime();

      caller.thread.interrupt();
      Throwable failure = caller.end();

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
      assertThat(failure)
          .isInstanceOf(SubmissionUncertainException.class)
          .hasMessageContaining("the call was interrupted after it was sent");
      assertThat(caller.flag.get()).isTrue();
    }
    assertThat(fastest).isLessThan(Duration.ofMillis(50));
  }

  @Test
  void theTimersLookOutEndsWithTheLastCall() throws InterruptedException {
    CountedWatch watch = new CountedWatch();
    Http http = service.transport(builder -> builder.timer(watch));
    TestCall.await(http, service.get("/quick"));
    assertThat(watch.lookout.get().getAsBoolean()).isFalse();

    TestCall.await(http, service.get("/quick"));

    assertThat(watch.started).isEqualTo(2);
  }

  /** Holds the look-out back. */
  private static final class CountedWatch implements Timer {
    final AtomicReference<java.util.function.BooleanSupplier> lookout = new AtomicReference<>();
    int started;

    @Override
    public void watch(java.util.function.BooleanSupplier lookout) {
      started++;
      this.lookout.set(lookout);
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public java.time.Instant now() {
      return VirtualTimer.START;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      throw new AssertionError("nothing is to be planned");
    }

    @Override
    public void close() {}
  }
}
