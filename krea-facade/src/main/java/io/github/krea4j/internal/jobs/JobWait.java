package io.github.krea4j.internal.jobs;

import io.github.krea4j.errors.WaitTimeoutException;
import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Cancellable;
import io.github.krea4j.internal.http.Timer;
import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One wait for one job: a state machine that is idle until its alarm rings, then looks at the job,
 * then decides what the answer means, until it has ended.
 *
 * <p>There is never more than one alarm and one request. While idle, the alarm rings for the next
 * look or for the timeout, whichever is first; during a look, for the timeout. The alarm and the
 * answers come on internal threads, cancellation on any. The lock is held for changes of phase
 * only, never around a request or the caller's code.
 */
final class JobWait implements Abortable {
  /** How long the service may take to know a job it has just accepted. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(5);

  /** How long the exception of a timeout waits for the cancellation of the job. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(5);

  private static final int LONGEST_TROUBLE = 200;

  /** Brings a wait back after a pause. */
  interface Pauses {
    Cancellable after(Duration pause, Runnable then);
  }

  private enum Phase {
    IDLE,
    LOOKING,
    DECIDING,
    CANCELLING_JOB,
    ENDED
  }

  private final WaitRequest request;
  private final JobSource source;
  private final @Nullable JobPages group;
  private final PollSchedule schedule;
  private final Timer timer;
  private final Pauses pauses;
  private final DoubleSupplier random;
  private final JobWaits registry;
  private final AbortableFuture<Job> result = new AbortableFuture<>(this);
  private final WaitOutcome outcome;
  private final WaitClock clock;

  private Phase phase = Phase.IDLE;
  private @Nullable Cancellable alarm;
  private @Nullable CompletableFuture<JobState> look;

  // Touched by one event at a time; the lock that changes the phase publishes them.
  private long lookedAt;
  private int looks;
  private int failedInARow;
  private boolean seen;
  private volatile @Nullable String last;
  private volatile @Nullable String trouble;

  /**
   * Prepares a wait.
   *
   * @param source asked for the job; never repeats requests itself
   * @param group answers looks from pages, and says when to look again, for all that are waited for
   *     together; null if alone
   * @param pauses bring the wait back after a pause; what must not wait for a lane goes by the
   *     timer
   * @param started when it begins, by the timer
   */
  JobWait(
      WaitRequest request,
      JobSource source,
      @Nullable JobPages group,
      PollSchedule schedule,
      DoubleSupplier random,
      Timer timer,
      Pauses pauses,
      long started,
      JobWaits registry) {
    this.request = request;
    this.source = source;
    this.group = group;
    this.schedule = schedule;
    this.random = random;
    this.clock = new WaitClock(timer, request, started);
    this.registry = registry;
    this.timer = timer;
    this.pauses = pauses;
    this.outcome =
        new WaitOutcome(
            result, request.options().onUpdate().orElse(null), registry.executor(), this::forget);
  }

  /** Begins, and returns the outcome; cancelling that ends the wait. */
  AbortableFuture<Job> start() {
    String known = request.known();
    JobState first = known == null ? null : JobState.parse(known);
    // The answer to a submit has no result even if the job is done: an end without one is looked
    // up.
    boolean doubtful = first != null && !JobVerdict.isTrusted(first.job());
    if (first != null && !doubtful && took(first)) {
      return result;
    }
    planLook(firstPause(doubtful));
    return result;
  }

  private long firstPause(boolean doubtful) {
    if (group != null) {
      return Math.max(schedule.resumed(), group.pace().firstLook() - timer.nanoTime());
    }
    return doubtful || request.submittedNanos() == null
        ? schedule.resumed()
        : schedule.first(clock.age(), random.getAsDouble());
  }

  /** Ends the wait for a reason outside of it. */
  @Override
  public boolean abort(Reason reason) {
    stop();
    if (reason != Reason.CANCELLED) { // the future that was cancelled ends first
      outcome.endNow(failures().aborted(reason));
    }
    return true;
  }

  /** Tells which job runs on. */
  @Override
  public CancellationException cancellation() {
    return failures().cancelled();
  }

  @Override
  public void cancelled() {
    outcome.cancelled(cancellation());
  }

  // Events

  private void planLook(long pause) {
    long left = clock.left();
    long delay = Math.min(schedule.beforeTimeout(pause, left), left);
    synchronized (this) {
      if (phase != Phase.ENDED) {
        phase = Phase.IDLE;
        alarm = pauses.after(nanos(delay), this::alarmRang);
      }
    }
  }

  /** Rings for the timeout, also while the lane is busy with the look. */
  private void setAlarm(long delay) {
    alarm = timer.schedule(nanos(delay), this::alarmRang);
  }

  private static Duration nanos(long delay) {
    return Duration.ofNanos(Math.max(delay, 0));
  }

  private void alarmRang() {
    long left = clock.left();
    synchronized (this) {
      if (left > 0 && phase == Phase.IDLE) {
        phase = Phase.LOOKING;
        setAlarm(left);
      } else if (left > 0 && phase == Phase.LOOKING) {
        setAlarm(left); // it rang a moment too early
        return;
      } else if (left > 0 || phase == Phase.ENDED || phase == Phase.DECIDING) {
        return;
      }
    }
    if (left > 0) {
      look();
    } else {
      timedOut();
    }
  }

  private void look() {
    lookedAt = timer.nanoTime();
    looks++;
    CompletableFuture<JobState> answer;
    try {
      // Shortly before the timeout only an answer for the job itself will do.
      boolean last = clock.sinceStart(lookedAt) >= schedule.lastLook();
      answer = (group == null || last ? source : group).get(request.id());
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    boolean tooLate;
    synchronized (this) {
      tooLate = phase != Phase.LOOKING;
      look = tooLate ? null : answer;
    }
    if (tooLate) {
      answer.cancel(true);
    } else {
      var unused = answer.whenComplete(this::answered);
    }
  }

  private void answered(@Nullable JobState state, @Nullable Throwable failure) {
    synchronized (this) {
      if (phase != Phase.LOOKING) {
        return;
      }
      phase = Phase.DECIDING;
      look = null;
      stopAlarm();
    }
    try {
      if (state != null) {
        sawJob(state);
      } else {
        lookFailed(failure);
      }
    } catch (RuntimeException | Error e) { // a fault of ours must not leave anybody waiting
      end(null, e);
      throw e;
    }
  }

  private void sawJob(JobState state) {
    failedInARow = 0;
    trouble = null;
    seen = true;
    clock.saw(state.job());
    if (!took(state)) {
      planLook(nextLook() - timer.nanoTime());
    }
  }

  private long nextLook() {
    if (group != null) {
      return group.pace().nextLook(clock.bornAt(), lookedAt);
    }
    long pause = schedule.next(clock.age(), looks, random.getAsDouble());
    return PollSchedule.nextLook(lookedAt, pause, timer.nanoTime());
  }

  private void lookFailed(@Nullable Throwable thrown) {
    Throwable failure = cause(thrown);
    failedInARow++;
    PollFailure kind = PollFailure.of(failure);
    boolean notYetKnown = kind == PollFailure.UNKNOWN_JOB && !seen && clock.age() < GRACE;
    if (kind != PollFailure.PASSING && !notYetKnown) {
      failure.addSuppressed(failures().gaveUp());
      end(null, failure);
      return;
    }
    trouble = shorten(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    long retryAfter = PollFailure.retryAfter(failure);
    planLook(schedule.afterFailure(clock.age(), failedInARow, retryAfter, random.getAsDouble()));
  }

  private void timedOut() {
    CompletableFuture<JobState> running;
    synchronized (this) {
      if (phase != Phase.IDLE && phase != Phase.LOOKING) {
        return;
      }
      phase = Phase.CANCELLING_JOB;
      running = look;
      look = null;
    }
    if (running != null) {
      running.cancel(true);
    }
    if (!request.options().cancelOnTimeout()) {
      end(null, timeout(false));
      return;
    }
    synchronized (this) {
      if (phase == Phase.CANCELLING_JOB) {
        alarm = timer.schedule(CANCEL_PATIENCE, () -> end(null, timeout(true)));
      }
    }
    var unused =
        source
            .cancel(request.id())
            .whenComplete((accepted, failure) -> end(null, timeout(failure == null)));
  }

  // Consequences

  /** Takes note of a state and returns whether it ended the wait. */
  private boolean took(JobState state) {
    if (!state.text().equals(last)) {
      last = state.text();
      if (request.observer() != null) {
        request.observer().seen(state.text());
      }
      outcome.saw(state.job());
    }
    JobVerdict verdict = JobVerdict.of(state.job(), request.options().allowEmptyResult());
    if (verdict.ended()) {
      end(state.job(), verdict.failure());
    }
    return verdict.ended();
  }

  private void end(@Nullable Job job, @Nullable Throwable failure) {
    if (stop()) {
      outcome.decide(job, failure, timer, clock.left());
    }
  }

  private void forget() {
    registry.ended(this);
    if (group != null) {
      group.ended(request.id());
    }
  }

  /** Ends the machine; returns false if it had ended. */
  private boolean stop() {
    CompletableFuture<JobState> running;
    synchronized (this) {
      if (phase == Phase.ENDED) {
        return false;
      }
      phase = Phase.ENDED;
      stopAlarm();
      running = look;
      look = null;
    }
    if (running != null) {
      running.cancel(true);
    }
    return true;
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  // Failures

  private WaitFailures failures() {
    String text = last;
    return new WaitFailures(request.id(), text == null ? null : Job.parse(text));
  }

  private WaitTimeoutException timeout(boolean toldToStop) {
    return failures().timeout(request.options().timeout(), toldToStop, trouble);
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_TROUBLE ? text : text.substring(0, LONGEST_TROUBLE) + "…";
  }

  private static Throwable cause(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? new IllegalStateException("an answer without a job", failure) : cause;
  }
}
