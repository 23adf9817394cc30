package io.github.krea4j.internal.jobs;

import static io.github.krea4j.internal.jobs.ScriptedJobs.done;
import static io.github.krea4j.internal.jobs.ScriptedJobs.job;

import io.github.krea4j.internal.http.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service whose jobs run for their time and end, and whose list can be made unreliable. */
final class SimulatedJobs implements JobSource {
  private static final Duration LATENCY = Duration.ofMillis(120);

  private final VirtualTimer timer;
  private final List<String> newestFirst = new ArrayList<>();
  private final Map<String, Duration> endsAt = new HashMap<>();
  private final Map<String, JobState> ends = new HashMap<>();
  private final Map<String, JobState> running = new HashMap<>();

  /** Jobs that no page shows. */
  final Set<String> unlisted = new HashSet<>();

  /** Jobs that pages show as running for ever. */
  final Set<String> stale = new HashSet<>();

  /** Jobs whose rows lack result and error. */
  final Set<String> bare = new HashSet<>();

  /** What list requests fail with, in turn; null for one that does not. */
  final List<@Nullable RuntimeException> listFailures = new ArrayList<>();

  int gets;
  int lists;

  SimulatedJobs(VirtualTimer timer) {
    this.timer = timer;
  }

  String add(String id, Duration endsAt, JobState end) {
    newestFirst.add(0, id);
    this.endsAt.put(id, endsAt);
    this.ends.put(id, end);
    return id;
  }

  String add(String id, Duration endsAt) {
    return add(id, endsAt, done(id));
  }

  /** Adds jobs that nobody waits for. */
  void addOthers(int count) {
    for (int i = 0; i < count; i++) {
      add("other" + newestFirst.size(), Duration.ZERO);
    }
  }

  int requests() {
    return gets + lists;
  }

  @Override
  public CompletableFuture<JobState> get(String id) {
    gets++;
    JobState state = state(id);
    return later(state == null ? ScriptedJobs.status(404, "{}") : state);
  }

  @Override
  public CompletableFuture<JobList> list(JobQuery query) {
    lists++;
    RuntimeException failure = listFailures.isEmpty() ? null : listFailures.remove(0);
    if (failure != null) {
      return later(failure);
    }
    List<String> shown = newestFirst.stream().filter(id -> !unlisted.contains(id)).toList();
    int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor());
    int to = Math.min(from + query.limit(), shown.size());
    List<JobState> rows = new ArrayList<>();
    for (String id : shown.subList(from, to)) {
      rows.add(row(id));
    }
    return later(new JobList(rows, to == shown.size() ? null : Integer.toString(to)));
  }

  @Override
  public CompletableFuture<Boolean> cancel(String id) {
    throw new AssertionError("nobody asked for this");
  }

  private @Nullable JobState state(String id) {
    Duration end = endsAt.get(id);
    if (end == null) {
      return null;
    }
    return timer.elapsed().compareTo(end) < 0 ? running(id) : ends.get(id);
  }

  private JobState running(String id) {
    return running.computeIfAbsent(id, job -> job(job, "processing"));
  }

  private JobState row(String id) {
    if (stale.contains(id)) {
      return running(id);
    }
    JobState state = state(id);
    return bare.contains(id) ? job(id, state.job().rawStatus()) : state;
  }

  @SuppressWarnings("unchecked")
  private <T> CompletableFuture<T> later(Object answer) {
    CompletableFuture<T> future = new CompletableFuture<>();
    timer.schedule(
        LATENCY,
        () -> {
          if (answer instanceof RuntimeException failure) {
            future.completeExceptionally(failure);
          } else {
            future.complete((T) answer);
          }
        });
    return future;
  }
}
