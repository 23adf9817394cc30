package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When the waits of a group look: all at the same time, so that they share pages. */
final class GroupPace {
  private static final long JOINING = TimeUnit.MILLISECONDS.toNanos(500);

  /** There is no usual duration of a group, which alone makes the first look special. */
  private static final int LATER_LOOK = 2;

  private final Timer timer;
  private final PollSchedule schedule;
  private final double random;
  private final boolean lasting;

  private long lastAsked;
  private long nextLook;
  private long joinAt;
  private long pause;
  private long paceBornAt;
  private @Nullable Long youngestBornAt;

  /**
   * Creates the pace of one group.
   *
   * @param random from 0 to 1, varies the pauses between the looks
   * @param started when the waits begin, by the timer
   * @param lasting whether waits join and leave
   */
  GroupPace(Timer timer, PollSchedule schedule, double random, long started, boolean lasting) {
    this.timer = timer;
    this.schedule = schedule;
    this.random = random;
    this.lasting = lasting;
    this.nextLook = started;
    this.joinAt = started - 2 * JOINING;
    this.paceBornAt = started;
  }

  /**
   * Returns when a wait that begins looks for the first time: at once, or together with others soon
   * after.
   */
  synchronized long firstLook() {
    long now = timer.nanoTime();
    if (!lasting) {
      return now;
    }
    if (nextLook - now >= 0 && nextLook - now <= JOINING) {
      return nextLook;
    }
    if (joinAt - now < 0) {
      // The first after a while looks at once, whoever follows within a moment shares a look.
      boolean first = now - joinAt > JOINING;
      joinAt = now + JOINING;
      return first ? now : joinAt;
    }
    return joinAt;
  }

  /**
   * Returns when a wait of the group looks again: all at the same time, so that they share pages.
   * The pause is that of the youngest job still waited for when the last one was planned.
   *
   * @param bornAt when its job was submitted, as far as is known
   * @param lookedAt when it looked the last time
   */
  synchronized long nextLook(long bornAt, long lookedAt) {
    long now = timer.nanoTime();
    if (nextLook - now <= 0) {
      if (youngestBornAt != null) {
        paceBornAt = youngestBornAt;
      }
      youngestBornAt = null;
      pause = schedule.next(now - paceBornAt, LATER_LOOK, random);
      nextLook = PollSchedule.nextLook(lastAsked, pause, now);
    }
    if (youngestBornAt == null || bornAt - youngestBornAt > 0) {
      youngestBornAt = bornAt;
    }
    // Who looked later than the others must not look again too soon; after that it is in step.
    return nextLook - lookedAt >= pause ? nextLook : PollSchedule.nextLook(lookedAt, pause, now);
  }

  /** Takes note of a look. */
  synchronized void looked() {
    lastAsked = timer.nanoTime();
  }
}
