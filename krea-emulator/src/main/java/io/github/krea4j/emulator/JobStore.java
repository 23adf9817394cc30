package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All jobs. Every access first settles what has happened since the last one: jobs that have ended
 * make room, and backlogged ones start at that moment, first come first served.
 */
final class JobStore {
  private final InstantSource clock;
  private final EndListener listener;
  private final Ticks ticks = new Ticks();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final List<Job> running = new ArrayList<>();
  private final Deque<Job> backlog = new ArrayDeque<>();
  private int maxRunning = Integer.MAX_VALUE;
  private int maxBacklog = Integer.MAX_VALUE;

  /** Is told of every job that has come to its end, once, with the job as it then was. */
  @FunctionalInterface
  interface EndListener {
    void ended(Job.Order order, ObjectNode job);
  }

  JobStore(InstantSource clock, EndListener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  synchronized void limit(int maxRunning, int maxBacklog) {
    this.maxRunning = maxRunning;
    this.maxBacklog = maxBacklog;
  }

  /** Takes a job in; empty if too many run and too many wait. */
  synchronized Optional<ObjectNode> submit(Job.Order order) {
    Instant now = settle();
    Job job = new Job(order, ticks.next(now));
    if (running.size() < maxRunning) {
      job.start(now);
      running.add(job);
    } else if (backlog.size() < maxBacklog) {
      backlog.add(job);
    } else {
      return Optional.empty();
    }
    jobs.put(job.id(), job);
    ObjectNode answer = job.toJson(now);
    // The answer to a submit never holds a result, not even for a job that takes no time.
    answer.putNull("completed_at").putNull("result").remove("error");
    settle();
    return Optional.of(answer);
  }

  synchronized Optional<ObjectNode> get(String id) {
    Instant now = settle();
    return Optional.ofNullable(jobs.get(id)).map(job -> job.toJson(now));
  }

  synchronized List<Page.Item> list(Predicate<ObjectNode> filter) {
    Instant now = settle();
    List<Page.Item> items = new ArrayList<>();
    for (Job job : jobs.values()) {
      ObjectNode json = job.toJson(now);
      if (filter.test(json)) {
        items.add(new Page.Item(job.key(), json));
      }
    }
    return items;
  }

  /** Cancels a job; false if there is none of that id or it has ended already. */
  synchronized boolean cancel(String id) {
    Instant now = settle();
    Job job = jobs.get(id);
    if (job == null || job.isOver(now)) {
      return false;
    }
    job.cancel(now);
    backlog.remove(job);
    if (!running.contains(job)) {
      // A backlogged job never ran: it ends here, not in settle().
      end(job);
    }
    settle();
    return true;
  }

  /** How long until the next running job ends; empty if none will. */
  synchronized Optional<Duration> untilNextEnd() {
    Instant now = settle();
    return running.stream()
        .flatMap(job -> job.end().stream())
        .min(Comparator.naturalOrder())
        .map(end -> Duration.between(now, end));
  }

  synchronized void clear() {
    jobs.clear();
    running.clear();
    backlog.clear();
  }

  /** Brings everything up to the present, which is returned. */
  synchronized Instant settle() {
    Instant now = clock.instant();
    for (Optional<Job> over = nextOver(now); over.isPresent(); over = nextOver(now)) {
      Job job = over.get();
      running.remove(job);
      Job waiting = backlog.poll();
      if (waiting != null) {
        waiting.start(job.end().orElse(now));
        running.add(waiting);
      }
      end(job);
    }
    return now;
  }

  /** The job that ended first, of those that have. */
  private Optional<Job> nextOver(Instant now) {
    return running.stream()
        .filter(job -> job.isOver(now))
        .min(Comparator.comparing(job -> job.end().orElse(now)));
  }

  private void end(Job job) {
    ObjectNode last = job.toJson(job.end().orElseThrow());
    if (last.path("status").asText().equals(Timeline.COMPLETED)) {
      job.order().onCompleted().run();
    }
    listener.ended(job.order(), last);
  }
}
