package io.github.krea4j.internal.batch;

import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.FailedResponse;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.model.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A service with so many slots and such a backlog, shared with another client, on a clock that
 * jumps from one event to the next. All of it happens on the thread of the run.
 */
final class Simulation implements BatchClock, Service {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Task(long due, long order, Runnable action) {}

  /** A job at the service, of ours or of somebody else's. */
  private final class SimulatedJob {
    final String id = "job-" + ++ids;
    final Instant created = now();
    final boolean ours;
    String status;
    final CompletableFuture<Job> end = new CompletableFuture<>();

    SimulatedJob(boolean ours, String status) {
      this.ours = ours;
      this.status = status;
    }

    Job state() {
      String result =
          status.equals("completed")
              ? ",\"result\":{\"urls\":[\"https://gen.example/a.png\"]}"
              : "";
      return Job.parse(
          "{\"job_id\":\""
              + id
              + "\",\"status\":\""
              + status
              + "\",\"type\":\"flux\",\"created_at\":\""
              + created
              + "\""
              + result
              + "}");
    }
  }

  /** What becomes of a submit, apart from what slots decide. */
  enum Fate {
    ANSWERED,
    /** It is accepted, and the answer is lost. */
    ANSWER_LOST,
    /** It is lost on its way, and nobody knows. */
    LOST,
    /** It was certainly not sent. */
    NOT_SENT
  }

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private final Random random = new Random(7);
  private final Map<String, SimulatedJob> jobs = new LinkedHashMap<>();
  private final Deque<SimulatedJob> backlog = new ArrayDeque<>();
  private final List<SimulatedJob> running = new ArrayList<>();
  private Consumer<Job> observer = job -> {};
  private long nanos;
  private long order;
  private long ids;

  int slots = 4;
  int backlogLimit = 4;
  Duration meanJob = Duration.ofSeconds(20);
  Duration submitTime = Duration.ofMillis(300);

  /** How long an accepted job is listed before its answer arrives. */
  Duration answerTime = Duration.ZERO;

  Function<BatchItem, Fate> fates = item -> Fate.ANSWERED;

  /** With which status a submit is refused, before slots are looked at; 0: not at all. */
  ToIntFunction<BatchItem> statuses = item -> 0;

  /** How the jobs of ours end. */
  String end = "completed";

  boolean listWorks = true;

  int accepted;
  int refused;
  int refusals;
  int posts;

  /** While items are left: how long a slot was free with nothing in the backlog. */
  long idleNanos;

  boolean itemsLeft = true;
  private long looked;

  // The clock

  @Override
  public Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public @Nullable Runnable next(BlockingQueue<Runnable> events, long atMost) {
    long until = nanos + atMost;
    while (events.isEmpty()) {
      Task next = tasks.peek();
      if (next == null || next.due() > until) {
        advance(until);
        return null;
      }
      tasks.poll();
      advance(next.due());
      next.action().run();
    }
    return events.poll();
  }

  private void advance(long to) {
    if (itemsLeft && running.size() < slots && backlog.isEmpty()) {
      idleNanos += to - Math.max(looked, nanos);
    }
    nanos = Math.max(nanos, to);
    looked = nanos;
  }

  /** Lets time pass in which nothing happens, while the caller waits for something else. */
  void pass(Duration time) {
    nanos += time.toNanos();
  }

  void after(Duration pause, Runnable action) {
    tasks.add(new Task(nanos + pause.toNanos(), order++, action));
  }

  // The service

  private boolean admit(SimulatedJob job) {
    if (running.size() < slots) {
      jobs.put(job.id, job);
      start(job);
      return true;
    }
    if (backlog.size() < backlogLimit) {
      jobs.put(job.id, job);
      backlog.add(job);
      return true;
    }
    return false;
  }

  private void start(SimulatedJob job) {
    boolean waited = job.status.equals("backlogged") && jobs.get(job.id) == job && job.ours;
    job.status = "processing";
    running.add(job);
    if (waited) {
      // A look at what is in the backlog shows it, within two seconds.
      after(Duration.ofMillis(random.nextInt(2000)), () -> observer.accept(job.state()));
    }
    long took = (long) (meanJob.toNanos() * (0.5 + random.nextDouble()));
    after(Duration.ofNanos(took), () -> end(job));
  }

  private void end(SimulatedJob job) {
    running.remove(job);
    job.status = job.ours ? end : "completed";
    while (running.size() < slots && !backlog.isEmpty()) {
      start(backlog.remove());
    }
    if (job.ours) {
      after(Duration.ofMillis(random.nextInt(1000)), () -> job.end.complete(job.state()));
    }
  }

  /** Lets another client keep so many jobs at the service, for ever. */
  void otherClient(int most) {
    for (int i = 0; i < most; i++) {
      occupy();
    }
  }

  private void occupy() {
    SimulatedJob job = new SimulatedJob(false, running.size() < slots ? "queued" : "backlogged");
    if (admit(job)) {
      watch(job);
    } else {
      after(Duration.ofSeconds(1), this::occupy);
    }
  }

  private void watch(SimulatedJob job) {
    after(
        Duration.ofMillis(500),
        () -> {
          if (!running.contains(job) && !backlog.contains(job)) {
            occupy();
          } else {
            watch(job);
          }
        });
  }

  /** Returns how many jobs of ours the service has. */
  long ours() {
    return jobs.values().stream().filter(job -> job.ours).count();
  }

  // What a batch asks

  @Override
  public CompletableFuture<Job> submit(BatchItem item, RequestOptions options) {
    posts++;
    CompletableFuture<Job> answer = new CompletableFuture<>();
    Instant sent = now();
    Fate fate = fates.apply(item);
    after(
        submitTime,
        () -> {
          if (fate == Fate.NOT_SENT) {
            answer.completeExceptionally(new ConnectionException("refused", 1, null));
            return;
          }
          int status = statuses.applyAsInt(item);
          if (status != 0) {
            refusals++;
            answer.completeExceptionally(refusal(item.model(), status));
            return;
          }
          SimulatedJob job =
              fate == Fate.LOST
                  ? null
                  : new SimulatedJob(true, running.size() < slots ? "queued" : "backlogged");
          boolean admitted = job != null && admit(job);
          if (fate != Fate.ANSWERED) {
            answer.completeExceptionally(
                new SubmissionUncertainException(item.model(), sent, "no answer", null, null));
          } else if (admitted) {
            accepted++;
            after(answerTime, () -> answer.complete(job.state()));
          } else {
            refused++;
            answer.completeExceptionally(refusal(item.model(), 429));
          }
        });
    return answer;
  }

  private ApiException refusal(String model, int status) {
    return ApiException.of(
        new FailedResponse("POST", "/generate/" + model, status, Map.of(), "{}", 1, model, now()));
  }

  @Override
  public CompletableFuture<Job> await(String jobId) {
    return jobs.get(jobId).end;
  }

  @Override
  public void onSeen(Consumer<Job> observer) {
    this.observer = observer;
  }

  @Override
  public CompletableFuture<Job> get(String jobId) {
    return CompletableFuture.completedFuture(jobs.get(jobId).state());
  }

  @Override
  public CompletableFuture<Void> probe() {
    return listWorks
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(new ConnectionException("down", 1, null));
  }

  @Override
  public CompletableFuture<List<Job>> jobsSince(Instant since) {
    if (!listWorks) {
      return CompletableFuture.failedFuture(new ConnectionException("down", 1, null));
    }
    List<Job> found = new ArrayList<>();
    for (SimulatedJob job : jobs.values()) {
      if (!job.created.isBefore(since)) {
        found.add(0, job.state());
      }
    }
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public CompletableFuture<List<Path>> download(Job job, Path folder, Names names) {
    throw new UnsupportedOperationException("nothing is downloaded in a simulation");
  }

  @Override
  public void close() {}
}
