package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All jobs. Every access first settles what has happened since the last one: jobs that have ended
 * make room, and backlogged ones start at that moment, first come first served. Running jobs stand
 * in a queue by the time of their end, so that settling costs nothing while none has ended.
 */
final class JobStore {
  private final InstantSource clock;
  private final int capacity;
  private final EndListener listener;
  private final Consumer<Job> onGone;
  private final Ticks ticks = new Ticks();
  private final Slots slots = new Slots();
  private final Map<String, Job> jobs = new HashMap<>();
  private final NavigableMap<Instant, Job> byTime = new TreeMap<>();
  private final NavigableSet<Job> running =
      new TreeSet<>(
          Comparator.comparing((Job job) -> job.end().orElse(Instant.MAX)).thenComparing(Job::key));
  private final Set<Job> backlog = new LinkedHashSet<>();

  /** What can go when room is needed, in the order of their ends. */
  private final Deque<Job> ended = new ArrayDeque<>();

  private long submitted;

  /** Is told of every job that has come to its end, once, at that moment. */
  @FunctionalInterface
  interface EndListener {
    void ended(Job job, Instant at);
  }

  /**
   * How it stands.
   *
   * @param submitted jobs taken since the start, those included that are gone
   */
  record Standing(int running, int backlogged, int ended, long submitted, Slots.Limits limits) {}

  /**
   * Creates an empty store.
   *
   * @param capacity how many jobs are held; of those that have ended the oldest go first
   * @param onGone is told of each that went
   */
  JobStore(InstantSource clock, int capacity, EndListener listener, Consumer<Job> onGone) {
    this.clock = clock;
    this.capacity = capacity;
    this.listener = listener;
    this.onGone = onGone;
  }

  /** Changes the slots; those that become free are taken at once. */
  synchronized void slots(Consumer<Slots> change) {
    Instant now = settle();
    change.accept(slots);
    startWaiting(now);
    settle();
  }

  /** Takes a job in; empty if too many run and too many wait. */
  synchronized Optional<ObjectNode> submit(Job.Order order) {
    Instant now = settle();
    if (!slots.canTake(order.type()) || jobs.size() - ended.size() >= capacity) {
      return Optional.empty();
    }
    Job job = new Job(order, ticks.next(now));
    if (backlog.isEmpty() && slots.canRun(running.size())) {
      job.start(now);
      running.add(job);
    } else if (slots.canWait(backlog.size())) {
      backlog.add(job);
    } else {
      return Optional.empty();
    }
    submitted++;
    slots.taken(order.type());
    jobs.put(job.id(), job);
    byTime.put(job.key(), job);
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

  /** The newest jobs of a kind, one more than a page holds if there is one. */
  synchronized List<Page.Item> list(
      Page.Window window, Predicate<Job> filter, Optional<String> status) {
    Instant now = settle();
    NavigableMap<Instant, Job> range =
        window.before().map(before -> byTime.headMap(before, false)).orElse(byTime);
    List<Page.Item> items = new ArrayList<>();
    Iterator<Job> newestFirst = range.descendingMap().values().iterator();
    while (newestFirst.hasNext() && items.size() <= window.limit()) {
      Job job = newestFirst.next();
      if (filter.test(job) && status.filter(wanted -> !wanted.equals(job.status(now))).isEmpty()) {
        items.add(new Page.Item(job.key(), job.toJson(now)));
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
    // The end is what it stands in the queue by: it goes out before that changes.
    running.remove(job);
    backlog.remove(job);
    job.cancel(now);
    startWaiting(now);
    end(job);
    settle();
    return true;
  }

  /** How long until the next running job ends; empty if none will. */
  synchronized Optional<Duration> untilNextEnd() {
    Instant now = settle();
    return running.isEmpty()
        ? Optional.empty()
        : running.first().end().map(end -> Duration.between(now, end));
  }

  synchronized Standing standing() {
    settle();
    return new Standing(running.size(), backlog.size(), ended.size(), submitted, slots.limits());
  }

  /** Shows the newest jobs, the newest first. */
  synchronized void newest(int count, BiConsumer<Job, Instant> viewer) {
    Instant now = settle();
    byTime.descendingMap().values().stream().limit(count).forEach(job -> viewer.accept(job, now));
  }

  synchronized void clear() {
    jobs.clear();
    byTime.clear();
    running.clear();
    backlog.clear();
    ended.clear();
    slots.forgetJobs();
    submitted = 0;
  }

  /** Brings everything up to the present, which is returned. */
  synchronized Instant settle() {
    Instant now = clock.instant();
    while (!running.isEmpty() && running.first().isOver(now)) {
      Job job = running.first();
      running.remove(job);
      startWaiting(job.end().orElse(now));
      end(job);
    }
    return now;
  }

  private void startWaiting(Instant at) {
    Iterator<Job> waiting = backlog.iterator();
    while (waiting.hasNext() && slots.canRun(running.size())) {
      Job job = waiting.next();
      waiting.remove();
      job.start(at);
      running.add(job);
    }
  }

  private void end(Job job) {
    Instant at = job.end().orElseThrow();
    slots.ended(job.order().type());
    if (job.status(at).equals(Timeline.COMPLETED)) {
      job.order().onCompleted().run();
    }
    listener.ended(job, at);
    ended.add(job);
    while (jobs.size() > capacity && !ended.isEmpty()) {
      Job oldest = ended.remove();
      jobs.remove(oldest.id());
      byTime.remove(oldest.key());
      onGone.accept(oldest);
    }
  }
}
