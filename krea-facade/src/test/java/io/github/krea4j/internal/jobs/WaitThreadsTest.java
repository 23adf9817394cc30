package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.NEVER;
import static io.github.krea4j.internal.jobs.ScriptedJobs.done;
import static io.github.krea4j.internal.jobs.ScriptedJobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.krea4j.JobHandle;
import io.github.krea4j.Jobs;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.WaitInterruptedException;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads waits run, and how they are stopped from others. */
@Timeout(30)
class WaitThreadsTest {
  private static final JobState QUEUED = job("j1", "queued");
  private static final JobState PROCESSING = job("j1", "processing");
  private static final JobState DONE = done("j1");
  private static final Duration PACE = Duration.ofMillis(5);
  private static final WaitOptions FAST = WaitOptions.builder().pollInterval(PACE, PACE).build();

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  // Cancelling

  @Test
  void cancellingTheFutureStopsThePolling() {
    WaitBench bench = new WaitBench();
    bench.service.answers(PROCESSING);
    CompletableFuture<Job> wait = bench.submitted(QUEUED).awaitAsync();
    bench.timer.advance(Duration.ofSeconds(10));
    long before = bench.service.count("get");

    assertThat(wait.cancel(true)).isTrue();

    assertThat(wait).isCancelled();
    assertThat(bench.timer.pending()).isZero();
    bench.timer.advance(Duration.ofHours(1));
    assertThat(bench.service.count("get")).isEqualTo(before).isPositive();
  }

  @Test
  void cancellingADerivedFutureStopsThePolling() {
    WaitBench bench = new WaitBench();
    bench.service.answers(PROCESSING);
    CompletableFuture<Job> wait = bench.submitted(QUEUED).awaitAsync();
    CompletableFuture<Integer> derived = wait.thenApply(Job::urls).thenApply(List::size);

    assertThat(derived.cancel(true)).isTrue();

    assertThat(wait).isCancelled();
    assertThat(bench.timer.pending()).isZero();
  }

  @Test
  void cancellingAbortsTheRequestUnderWay() {
    WaitBench bench = new WaitBench();
    bench.service.answers(NEVER);
    CompletableFuture<Job> wait = bench.submitted(QUEUED).awaitAsync();
    bench.timer.advance(Duration.ofSeconds(2));

    wait.cancel(true);

    assertThat(bench.service.calls().get(0).answer()).isCancelled();
  }

  @Test
  void theCancellationTellsWhichJobRunsOn() {
    WaitBench bench = new WaitBench();
    bench.service.answers(PROCESSING);
    CompletableFuture<Job> wait = bench.submitted(QUEUED).awaitAsync();
    bench.timer.advance(Duration.ofSeconds(5));

    wait.cancel(true);

    // Newer JDKs put one more CancellationException around it.
    assertThat(catchThrowable(wait::join))
        .isInstanceOf(CancellationException.class)
        .hasStackTraceContaining("The wait for job j1 was cancelled.")
        .hasRootCauseInstanceOf(WaitInterruptedException.class)
        .rootCause()
        .hasMessageContaining("runs on and is billed")
        .satisfies(
            cause ->
                assertThat(((WaitInterruptedException) cause).lastJob())
                    .hasValue(PROCESSING.job()));
  }

  @Test
  void cancellingAfterTheEndChangesNothing() {
    WaitBench bench = new WaitBench();
    bench.service.answers(DONE);
    CompletableFuture<Job> wait = bench.submitted(QUEUED).awaitAsync();
    bench.timer.advance(Duration.ofSeconds(2));

    assertThat(wait.cancel(true)).isFalse();

    assertThat(wait).isCompletedWithValue(DONE.job());
  }

  @Test
  void cancellingWhileTheOutcomeIsOnItsWayIsACancellation() {
    Queue<Runnable> later = new ArrayDeque<>();
    WaitBench bench = new WaitBench(later::add);
    bench.service.answers(DONE);
    CompletableFuture<Job> wait = bench.submitted(QUEUED).awaitAsync();
    bench.timer.advance(Duration.ofSeconds(2));

    assertThat(wait.cancel(true)).isTrue();
    later.forEach(Runnable::run);

    assertThat(wait).isCancelled();
  }

  // Interrupting

  @Test
  void anInterruptEndsTheWaitAtOnce() throws InterruptedException {
    WaitBench bench = new WaitBench();
    bench.service.answers(NEVER);
    JobHandle handle = bench.submitted(QUEUED);
    Duration fastest = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) { // the machine may be busy once
      Interrupted interrupted = interrupt(bench, handle);
      assertThat(interrupted.flag).isTrue();
      assertThat(interrupted.failure)
          .isInstanceOfSatisfying(
              WaitInterruptedException.class,
              failure -> {
                assertThat(failure.jobId()).isEqualTo("j1");
                assertThat(failure.lastJob()).hasValue(QUEUED.job());
                assertThat(failure).hasMessageContaining("runs on and is billed");
              });
      assertThat(bench.timer.pending()).isZero();
      assertThat(bench.service.calls()).allSatisfy(call -> assertThat(call.answer()).isCancelled());
      fastest = interrupted.took.compareTo(fastest) < 0 ? interrupted.took : fastest;
    }

    assertThat(fastest).isLessThan(Duration.ofMillis(50));
  }

  private record Interrupted(Throwable failure, boolean flag, Duration took) {}

  private static Interrupted interrupt(WaitBench bench, JobHandle handle)
      throws InterruptedException {
    AtomicReference<Interrupted> seen = new AtomicReference<>();
    long[] interruptedAt = {0};
    Thread thread =
        new Thread(
            () -> {
              Throwable failure = catchThrowable(handle::await);
              Duration took = Duration.ofNanos(System.nanoTime() - interruptedAt[0]);
              seen.set(new Interrupted(failure, Thread.currentThread().isInterrupted(), took));
            });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    bench.timer.advance(Duration.ofSeconds(2)); // a request is under way now
    interruptedAt[0] = System.nanoTime();
    thread.interrupt();
    thread.join();
    return seen.get();
  }

  @Test
  void aThreadThatIsInterruptedAlreadyDoesNotWait() {
    WaitBench bench = new WaitBench();
    JobHandle handle = bench.submitted(QUEUED);
    Thread.currentThread().interrupt();

    Throwable failure = catchThrowable(handle::await);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).isInstanceOf(WaitInterruptedException.class);
    assertThat(bench.service.calls()).isEmpty();
    assertThat(bench.timer.pending()).isZero();
  }

  // The executor

  @Test
  void listenersAndCompletionsRunOnTheExecutor() {
    JobsClient operations = operations(pool(1, "executor"), QUEUED, PROCESSING, DONE);
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    WaitOptions options =
        FAST.toBuilder().onUpdate(job -> threads.add(Thread.currentThread().getName())).build();

    operations
        .submitted(QUEUED.job())
        .awaitAsync(options)
        .thenRun(() -> threads.add(Thread.currentThread().getName()))
        .join();

    assertThat(threads).hasSize(4).containsOnly("executor");
  }

  @Test
  void listenersOfABlockingWaitRunOnTheExecutorToo() {
    JobsClient operations = operations(pool(1, "executor"), PROCESSING, DONE);
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    WaitOptions options =
        FAST.toBuilder().onUpdate(job -> threads.add(Thread.currentThread().getName())).build();

    operations.submitted(QUEUED.job()).await(options);

    assertThat(threads).containsExactly("executor", "executor", "executor");
  }

  @Test
  void twoHundredBlockingCallsInContinuationsDoNotDeadlock() {
    JobsClient operations = operations(pool(2, "executor"), QUEUED, DONE);

    CompletableFuture<?>[] all = blockInContinuations(operations);

    CompletableFuture.allOf(all).join();
  }

  @Test
  void twoHundredBlockingCallsInContinuationsDoNotDeadlockOnTheCommonPool() {
    JobsClient operations = operations(ForkJoinPool.commonPool(), QUEUED, DONE);

    CompletableFuture<?>[] all = blockInContinuations(operations);

    CompletableFuture.allOf(all).join();
  }

  /** Each wait is followed by another wait, a request and a list, which all block. */
  private static CompletableFuture<?>[] blockInContinuations(JobsClient operations) {
    Jobs jobs = operations;
    return IntStream.range(0, 200)
        .mapToObj(
            i ->
                jobs.awaitAsync("a" + i, FAST)
                    .thenApply(job -> jobs.await("b" + i, FAST))
                    .thenApply(job -> jobs.get("c" + i))
                    .thenApply(job -> jobs.list().iterator().hasNext()))
        .toArray(CompletableFuture<?>[]::new);
  }

  @Test
  void aListenerMayBlockOnTheClientItself() {
    JobsClient operations = operations(pool(1, "executor"), QUEUED, DONE);
    Jobs jobs = operations;
    WaitOptions options = FAST.toBuilder().onUpdate(job -> jobs.await("other", FAST)).build();

    assertThat(operations.submitted(QUEUED.job()).awaitAsync(options).join()).isEqualTo(DONE.job());
  }

  @Test
  void theOutcomeComesAfterTheLastCallOfTheListener() throws InterruptedException {
    WaitBench bench = new WaitBench(pool(2, "executor"));
    bench.service.answers(DONE);
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    CompletableFuture<Job> wait =
        bench
            .jobs
            .handle("j1")
            .awaitAsync(
                WaitOptions.builder()
                    .onUpdate(
                        job -> {
                          called.countDown();
                          awaitLatch(finish);
                        })
                    .build());
    bench.timer.advance(Duration.ZERO);
    called.await();

    bench.timer.advance(Duration.ofMinutes(10));
    assertThat(wait).isNotDone();
    finish.countDown();

    assertThat(wait.join()).isEqualTo(DONE.job());
  }

  @Test
  void aListenerThatHangsHoldsTheOutcomeUpUntilTheTimeoutOnly() throws InterruptedException {
    WaitBench bench = new WaitBench(pool(2, "executor"));
    bench.service.answers(DONE);
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    open.add(never::countDown);
    CompletableFuture<Job> wait =
        bench
            .jobs
            .handle("j1")
            .awaitAsync(
                WaitOptions.builder()
                    .onUpdate(
                        job -> {
                          called.countDown();
                          awaitLatch(never);
                        })
                    .build());
    bench.timer.advance(Duration.ZERO);
    called.await();

    bench.timer.advance(Duration.ofMinutes(30));

    assertThat(wait.join()).isEqualTo(DONE.job());
  }

  @Test
  void anExecutorWithoutAFreeThreadDoesNotHoldABlockingWaitUp() {
    List<Runnable> neverRun = new ArrayList<>();
    WaitBench bench = new WaitBench(neverRun::add);
    bench.service.answers(DONE);
    List<Job> heard = new ArrayList<>();

    WaitBench.Outcome outcome =
        bench.await(
            WaitBench.Mode.BLOCKING,
            bench.jobs.handle("j1"),
            WaitOptions.builder().onUpdate(heard::add).build());

    assertThat(outcome.job()).isEqualTo(DONE.job());
    assertThat(outcome.took()).isEqualTo(Duration.ofMillis(250));
    neverRun.forEach(Runnable::run);
    assertThat(heard).containsExactly(DONE.job());
  }

  @Test
  void anExecutorThatRefusesDoesNotEndTheWait() {
    ExecutorService closed = pool(1, "executor");
    closed.shutdownNow();
    JobsClient operations = operations(closed, QUEUED, DONE);
    WaitOptions options = FAST.toBuilder().onUpdate(job -> {}).build();

    assertThat(operations.submitted(QUEUED.job()).await(options)).isEqualTo(DONE.job());
    assertThat(operations.submitted(QUEUED.job()).awaitAsync(options).join()).isEqualTo(DONE.job());
  }

  @Test
  void aClosedClientTakesNoFurtherWait() {
    WaitBench bench = new WaitBench();
    bench.jobs.close();

    assertThatThrownBy(() -> bench.submitted(QUEUED).awaitAsync())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This KreaClient is closed");
  }

  // Load

  @Test
  void tenThousandWaitsNeedOneThreadAndTwoKilobytesEach() {
    int count = 10_000;
    Timer timer = timer();
    NeverEnding source = new NeverEnding(count);
    JobsClient operations =
        new JobsClient(
            source,
            source,
            new Lanes(timer, () -> "id:secret", null),
            () -> 0.5,
            Runnable::run,
            WaitOptions.defaults(),
            model -> Optional.empty(),
            null);
    List<CompletableFuture<Job>> waits = new ArrayList<>(count);
    int threads = Thread.activeCount();
    long before = usedHeap();
    for (int i = 0; i < count; i++) {
      waits.add(
          operations
              .submitted(source.state(i, "queued").job())
              .awaitAsync(
                  WaitOptions.builder()
                      .pollInterval(Duration.ofMillis(200), Duration.ofMinutes(10))
                      .build()));
    }
    source.awaitLooks();

    long each = (usedHeap() - before) / count;

    assertThat(Thread.activeCount() - threads).isLessThanOrEqualTo(2);
    assertThat(each).isLessThanOrEqualTo(2_048);
    assertThat(waits).noneMatch(CompletableFuture::isDone);
    operations.close();
    assertThat(waits).allMatch(CompletableFuture::isDone);
  }

  /** A service whose jobs run for ever. */
  private static final class NeverEnding implements JobSource {
    private final CountDownLatch looks;

    NeverEnding(int jobs) {
      looks = new CountDownLatch(jobs);
    }

    JobState state(int number, String status) {
      return job(
          String.format("00000000-0000-4000-8000-%012d", number),
          status,
          "\"created_at\":\"2026-01-01T00:00:00.000Z\"",
          "\"completed_at\":null",
          "\"result\":null",
          "\"type\":\"flux\"");
    }

    void awaitLooks() {
      awaitLatch(looks);
    }

    @Override
    public CompletableFuture<JobState> get(String id) {
      looks.countDown();
      return CompletableFuture.completedFuture(
          state(Integer.parseInt(id.substring(24)), "processing"));
    }

    @Override
    public CompletableFuture<JobList> list(JobQuery query) {
      throw new AssertionError("nobody asked for a list");
    }

    @Override
    public CompletableFuture<Boolean> cancel(String id) {
      throw new AssertionError("nobody asked for this");
    }
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 2; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private JobsClient operations(Executor executor, JobState... states) {
    Timer timer = timer();
    JobSource source = new PerJobStates(states);
    return new JobsClient(
        source,
        source,
        new Lanes(timer, () -> "id:secret", null),
        () -> 0.5,
        executor,
        WaitOptions.defaults(),
        model -> Optional.empty(),
        null);
  }

  /** Shows every job in these states in turn, the last one for ever. */
  private static final class PerJobStates implements JobSource {
    private final JobState[] states;
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();

    PerJobStates(JobState... states) {
      this.states = states;
    }

    @Override
    public CompletableFuture<JobState> get(String id) {
      int look = seen.merge(id, 1, Integer::sum) - 1;
      return CompletableFuture.completedFuture(states[Math.min(look, states.length - 1)]);
    }

    @Override
    public CompletableFuture<JobList> list(JobQuery query) {
      return CompletableFuture.completedFuture(new JobList(List.of(states), null));
    }

    @Override
    public CompletableFuture<Boolean> cancel(String id) {
      return CompletableFuture.completedFuture(true);
    }
  }

  private Timer timer() {
    Timer timer = Timer.daemon("krea4j-timer");
    open.add(timer);
    return timer;
  }

  private ExecutorService pool(int threads, String name) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, task -> new Thread(task, name));
    open.add(0, pool::shutdown);
    return pool;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
