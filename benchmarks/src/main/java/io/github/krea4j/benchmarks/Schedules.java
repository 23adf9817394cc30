package io.github.krea4j.benchmarks;

import io.github.krea4j.WaitOptions;
import io.github.krea4j.internal.http.Cancellable;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.internal.jobs.JobList;
import io.github.krea4j.internal.jobs.JobQuery;
import io.github.krea4j.internal.jobs.JobSource;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.internal.jobs.JobWaits;
import io.github.krea4j.internal.jobs.WaitRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many looks at a job each schedule takes and how late it sees the end, simulated. Ours is the
 * facade's own wait on a clock that jumps; the others are loops that look once right after the
 * submit and then after each pause.
 */
final class Schedules {
  private static final int[] SECONDS = {5, 30, 120};
  private static final double SIGMA = 0.25;

  private Schedules() {}

  /**
   * What a wait came to.
   *
   * @param late seconds between the end of the job and the look that saw it
   */
  record Cost(double looks, double late) {}

  /** Waits for a job that ends after some seconds. */
  @FunctionalInterface
  private interface Schedule {
    Cost await(double end, Random random);
  }

  /** Decides on a pause in seconds, from the one before, 0 at first. */
  @FunctionalInterface
  private interface Pause {
    double after(double last, Random random);
  }

  static String table(int jobs) {
    StringBuilder table = new StringBuilder("| schedule: looks a job, mean lateness |");
    for (int seconds : SECONDS) {
      table.append(" job of ").append(seconds).append(" s |");
    }
    table.append("\n|---|").append("---:|".repeat(SECONDS.length)).append('\n');
    Map<String, String> rows = new LinkedHashMap<>();
    for (int seconds : SECONDS) {
      schedules(seconds)
          .forEach(
              (name, schedule) ->
                  rows.merge(name, cell(simulate(schedule, seconds, jobs)), String::concat));
    }
    rows.forEach((name, cells) -> table.append("| ").append(name).append(cells).append(" |\n"));
    return table.toString();
  }

  private static Map<String, Schedule> schedules(int seconds) {
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    schedules.put(
        "krea4j, average printed",
        (end, random) -> krea4j(end, Duration.ofSeconds(seconds), random));
    schedules.put("krea4j, none printed", (end, random) -> krea4j(end, null, random));
    schedules.put("every 0.5 s", loop((last, random) -> 0.5));
    schedules.put("every 3 s", loop((last, random) -> 3));
    schedules.put("every 6 s ± 1.5 s", loop((last, random) -> 4.5 + 3 * random.nextDouble()));
    schedules.put(
        "0.5 s, then × 1.5, at most 5 s",
        loop((last, random) -> Math.min(Math.max(0.5, last * 1.5), 5)));
    schedules.put(
        "1 s, then × 2, at most 30 s", loop((last, random) -> Math.min(Math.max(1, last * 2), 30)));
    return schedules;
  }

  /** Lets the facade wait for a job that is seen to end with the given duration. */
  static Cost simulateOurs(int seconds, boolean averagePrinted, int jobs) {
    Duration average = averagePrinted ? Duration.ofSeconds(seconds) : null;
    return simulate((end, random) -> krea4j(end, average, random), seconds, jobs);
  }

  private static Cost simulate(Schedule schedule, int seconds, int jobs) {
    Random durations = new Random(1); // the same jobs for all
    Random random = new Random(2);
    double looks = 0;
    double late = 0;
    for (int i = 0; i < jobs; i++) {
      Cost cost = schedule.await(seconds * Math.exp(SIGMA * durations.nextGaussian()), random);
      looks += cost.looks;
      late += cost.late;
    }
    return new Cost(looks / jobs, late / jobs);
  }

  private static Schedule loop(Pause pause) {
    return (end, random) -> {
      double now = 0;
      double last = 0;
      int looks = 1;
      while (now < end) {
        last = pause.after(last, random);
        now += last;
        looks++;
      }
      return new Cost(looks, now - end);
    };
  }

  private static Cost krea4j(double end, @Nullable Duration average, Random random) {
    Clock clock = new Clock();
    OneJob job = new OneJob(clock, (long) (end * 1e9));
    JobWaits waits =
        new JobWaits(
            job, new Lanes(clock, () -> "id:secret", null), random::nextDouble, Runnable::run);
    CompletableFuture<?> outcome =
        waits.await(new WaitRequest("j", null, clock.now, average, WaitOptions.defaults(), null));
    while (!outcome.isDone()) {
      clock.jump();
    }
    outcome.join();
    return new Cost(job.looks, (clock.now - job.end) / 1e9);
  }

  private static String cell(Cost cost) {
    return String.format(Locale.ROOT, " | %.1f, %.2f s", cost.looks, cost.late);
  }

  /** One job of a service that answers in no time. */
  private static final class OneJob implements JobSource {
    private static final JobState RUNNING = JobState.parse(LoopbackServer.job("j", false));
    private static final JobState COMPLETED = JobState.parse(LoopbackServer.job("j", true));

    private final Clock clock;
    private final long end;
    private int looks;

    OneJob(Clock clock, long end) {
      this.clock = clock;
      this.end = end;
    }

    @Override
    public CompletableFuture<JobState> get(String id) {
      looks++;
      return CompletableFuture.completedFuture(clock.now < end ? RUNNING : COMPLETED);
    }

    @Override
    public CompletableFuture<JobList> list(JobQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Boolean> cancel(String id) {
      throw new UnsupportedOperationException();
    }
  }

  /** Time that jumps from one task to the next. */
  private static final class Clock implements Timer {
    private final PriorityQueue<Task> tasks =
        new PriorityQueue<>(Comparator.comparingLong(Task::due));
    private long now;

    private record Task(long due, Runnable action) {}

    void jump() {
      Task task = tasks.remove();
      now = task.due;
      task.action.run();
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable action) {
      Task task = new Task(now + TimeUnit.NANOSECONDS.convert(delay), action);
      tasks.add(task);
      return () -> tasks.remove(task);
    }

    @Override
    public void watch(BooleanSupplier lookout) {
      throw new UnsupportedOperationException("nobody blocks here");
    }

    @Override
    public void close() {
      tasks.clear();
    }
  }
}
