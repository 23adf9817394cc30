package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.time.Instant;

/** The times of one wait: how much is left of it, and how old its job is. */
final class WaitClock {
  private final Timer timer;
  private final long started;
  private final long timeout;
  private final boolean submittedHere;
  private boolean dated;
  private long bornAt;

  /**
   * Starts the clock.
   *
   * @param started when the wait began, by the timer
   */
  WaitClock(Timer timer, WaitRequest request, long started) {
    this.timer = timer;
    this.started = started;
    this.timeout = PollSchedule.nanos(request.options().timeout());
    Long submitted = request.submittedNanos();
    this.submittedHere = submitted != null;
    this.bornAt = submitted == null ? started : submitted;
  }

  /** Returns the time until the timeout. */
  long left() {
    return timeout - sinceStart(timer.nanoTime());
  }

  /** Returns for how long the wait lasted at a time of the timer. */
  long sinceStart(long time) {
    return time - started;
  }

  /** Returns how old the job is, as far as is known. */
  long age() {
    return timer.nanoTime() - bornAt;
  }

  /** Returns when the job was submitted, by the timer. */
  long bornAt() {
    return bornAt;
  }

  /**
   * Takes the age from the first state seen, unless the job was submitted by this client. A job
   * that was submitted elsewhere may be old already. Clocks may differ, though: a job of the future
   * is taken to be as old as the wait, and however old one seems, the pauses have their bounds.
   */
  void saw(Job job) {
    if (submittedHere || dated) {
      return;
    }
    dated = true;
    Instant createdAt = job.createdAt().orElse(null);
    if (createdAt != null && createdAt.isBefore(timer.now())) {
      long age = PollSchedule.nanos(Duration.between(createdAt, timer.now()));
      bornAt = timer.nanoTime() - Math.max(age, age());
    }
  }
}
