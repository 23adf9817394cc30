package io.github.krea4j.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many jobs may run and wait, and how many do. Not safe for use by several threads: the job
 * store guards it.
 */
final class Slots {
  private final Map<String, Integer> typeLimits = new TreeMap<>();
  private final Map<String, Integer> unended = new HashMap<>();
  private int running = Integer.MAX_VALUE;
  private int backlog = Integer.MAX_VALUE;
  private int occupied;

  /** The limits as they are; a limit that is not set is {@link Integer#MAX_VALUE}. */
  record Limits(int running, int backlog, int occupied, Map<String, Integer> types) {}

  void limit(int running, int backlog) {
    this.running = running;
    this.backlog = backlog;
  }

  /** Jobs of another client, which take slots from the running ones. */
  void occupy(int jobs) {
    occupied = jobs;
  }

  void limitType(String type, int jobs) {
    typeLimits.put(type, jobs);
  }

  void clearTypes() {
    typeLimits.clear();
  }

  Limits limits() {
    return new Limits(running, backlog, occupied, new TreeMap<>(typeLimits));
  }

  /** Whether one more can run beside those that do. */
  boolean canRun(int runningNow) {
    return (long) runningNow + occupied < running;
  }

  boolean canWait(int waitingNow) {
    return waitingNow < backlog;
  }

  boolean canTake(String type) {
    return unended.getOrDefault(type, 0) < typeLimits.getOrDefault(type, Integer.MAX_VALUE);
  }

  void taken(String type) {
    unended.merge(type, 1, Integer::sum);
  }

  void ended(String type) {
    unended.computeIfPresent(type, (key, count) -> count == 1 ? null : count - 1);
  }

  void forgetJobs() {
    unended.clear();
  }
}
