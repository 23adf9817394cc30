package io.github.krea4j.internal.batch;

import io.github.krea4j.PriceEstimate;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.batch.BatchException;
import io.github.krea4j.batch.BatchItem;
import io.github.krea4j.batch.BatchProgress;
import io.github.krea4j.batch.ItemState;
import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.AuthenticationException;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.InsufficientCreditsException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.RateLimitedException;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a batch: a loop on its caller's thread, to which all that happens elsewhere comes as
 * an event. Only this thread changes the journal, and each step is in it before the next one is
 * taken.
 */
public final class BatchRun {
  private static final Logger log = LoggerFactory.getLogger("io.github.krea4j.batch");
  private static final int READ_AHEAD = 256;
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);
  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST_INTENT = 5 * SECOND;
  private static final int REFUSALS_OF_A_MODEL = 5;

  /** Closing takes five seconds at most. */
  private static final long LAST_ANSWER = 4 * SECOND;

  private final Journal journal;
  private final Service service;
  private final BatchSettings settings;
  private final BatchClock clock;
  private final Slots slots;
  private final Budget budget;
  private final Downloading downloading;
  private final Doubts doubts;
  private final SubmitPause pause = new SubmitPause();
  private final ProgressTeller progress;

  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Deque<BatchItem> ready = new ArrayDeque<>();
  private final Map<String, Running> running = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private boolean submitting;
  private @Nullable String stopped;
  private volatile boolean closed;
  private volatile boolean over;
  private volatile @Nullable Thread thread;

  /** A job of ours that has not ended. */
  private record Running(String key, int attempt, @Nullable PriceEstimate price, long since) {}

  /** Creates a run over a journal. */
  public BatchRun(
      Journal journal, Service service, BatchSettings settings, BatchClock clock, Slots slots) {
    this.journal = journal;
    this.service = service;
    this.settings = settings;
    this.clock = clock;
    this.slots = slots;
    this.budget = new Budget(settings.budget(), settings.unit());
    this.downloading = new Downloading(journal, service, settings, this::event);
    this.doubts =
        new Doubts(
            journal, service, settings.whenUncertain(), clock, this::event, () -> submitting);
    this.progress = new ProgressTeller(settings.onProgress(), settings.executor());
    journal.eachPrice(budget::known);
    service.onSeen(job -> event(() -> seen(job)));
  }

  /** Returns why submitting stopped early. */
  public Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  /** Ends the run soon, from any thread; what was accepted runs on. */
  public void close() {
    closed = true;
    event(() -> {});
  }

  /**
   * Runs until nothing more can be done for any item.
   *
   * @throws InterruptedException if the thread is interrupted; the journal is as after a close
   */
  public void run(Iterator<BatchItem> items) throws InterruptedException {
    thread = Thread.currentThread();
    try {
      takeUp();
      while (!closed) {
        read(items);
        submitNext();
        doubts.look();
        progress.tell(clock.nanos(), this::now, false);
        if (isDone(items)) {
          break;
        }
        Runnable event = clock.next(events, pauseUntilNext(items));
        while (event != null && !closed) {
          event.run();
          event = events.poll();
        }
      }
      if (closed && stopped == null) {
        stopped = "The batch was closed.";
      }
    } catch (InterruptedException | RuntimeException e) {
      try {
        end();
      } catch (InterruptedException | RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    end();
  }

  private void end() throws InterruptedException {
    try {
      // The id of a job that is being submitted is worth a moment: without it, it is in doubt.
      long until = clock.nanos() + LAST_ANSWER;
      while (submitting && clock.nanos() < until) {
        Runnable event = clock.next(events, until - clock.nanos());
        if (event != null) {
          event.run();
        }
      }
      journal.keep();
      progress.tell(clock.nanos(), this::now, true);
    } finally {
      over = true;
      events.forEach(Runnable::run);
    }
  }

  /** Has something done by the thread of the run, unless the run is over. */
  private void event(Runnable event) {
    events.add(
        () -> {
          if (!over) {
            event.run();
          }
        });
  }

  private boolean isDone(Iterator<BatchItem> items) {
    boolean nothingToSubmit = stopped != null || (ready.isEmpty() && !items.hasNext());
    return nothingToSubmit
        && !submitting
        && running.isEmpty()
        && downloading.isIdle()
        && !doubts.isPending();
  }

  private long pauseUntilNext(Iterator<BatchItem> items) {
    if (canRead() && items.hasNext()) {
      return 1;
    }
    long now = clock.nanos();
    long next = now + 30 * SECOND;
    if (stopped == null && !ready.isEmpty() && !submitting) {
      for (BatchItem item : ready) {
        Long when = slots.nextTry(now, item.model());
        if (when != null) {
          next = Math.min(next, when > now ? when : now + SECOND);
        }
      }
      if (pause.until() > now) {
        next = Math.min(next, pause.until());
      }
    }
    next = Math.min(next, doubts.nextLook(now));
    next = Math.min(next, progress.nextTell(now));
    return Math.max(next - now, SECOND / 1000);
  }

  // What the caller knows

  /**
   * Settles a doubt, or notes that an item is a job: on the thread of the run, from any thread.
   *
   * @return whether the run did it; false if it is over
   */
  public boolean adopt(String key, Job job) {
    return onOwnThread(
        () -> {
          if (!doubts.accept(key, job.id())) {
            settled().accepted(journal.lastAttempt(key).orElseThrow(), job.id());
          }
        });
  }

  /** Settles a doubt: it was not accepted; see {@link #adopt}. */
  public boolean release(String key) {
    return onOwnThread(
        () -> {
          if (!doubts.refuse(key)) {
            settled().again(journal.lastAttempt(key).orElseThrow(), null, false);
          }
        });
  }

  /** Takes note of how a job of ours is, from elsewhere than its wait; see {@link #adopt}. */
  public boolean told(Job job) {
    return onOwnThread(
        () -> {
          if (job.status().isTerminal()) {
            ended(job.id(), job, null);
          } else {
            seen(job);
          }
        });
  }

  private boolean onOwnThread(Runnable change) {
    if (Thread.currentThread() == thread) {
      change.run();
      return true;
    }
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    events.add(
        () -> {
          if (over) {
            done.complete(false);
            return;
          }
          try {
            change.run();
            done.complete(true);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    if (over) {
      return done.getNow(false);
    }
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  // What earlier runs left

  private void takeUp() {
    for (Journal.Item item : journal.in(ItemState.RUNNING)) {
      Journal.Attempt attempt = journal.lastAttempt(item.key()).orElseThrow();
      if (attempt.jobId() != null) {
        slots.resumed(attempt.jobId(), false);
        follow(
            attempt.jobId(),
            new Running(item.key(), attempt.number(), attempt.price(), clock.nanos()));
      }
    }
    for (Journal.Item item : journal.in(ItemState.SUBMITTING, ItemState.UNCERTAIN)) {
      doubts.add(item, journal.lastAttempt(item.key()).orElseThrow(), settled());
    }
    downloading.resume();
  }

  // The items

  private void read(Iterator<BatchItem> items) {
    // Of items that are done already only so many at a time, so that events do not wait for long.
    for (int i = 0; i < READ_AHEAD && canRead() && items.hasNext(); i++) {
      take(items.next());
    }
  }

  private boolean canRead() {
    return stopped == null && ready.size() < READ_AHEAD && !downloading.isBusy();
  }

  private void take(BatchItem item) {
    String digest = RequestDigest.of(item);
    Optional<Journal.Item> known = journal.find(item.key());
    if (known.isEmpty()) {
      journal.plan(item.key(), digest, item.model(), item.label().orElse(null));
      ready.add(item);
      return;
    }
    if (!known.get().digest().equals(digest)) {
      throw new BatchException(
          "Two different requests have the key \""
              + item.key()
              + "\": the journal knows another one. Give this item another key; what was accepted"
              + " so far is in the journal.");
    }
    switch (known.get().state()) {
      case PLANNED -> {
        if (ready.stream().noneMatch(waiting -> waiting.key().equals(item.key()))) {
          ready.add(item);
        }
      }
      case SUBMITTING, UNCERTAIN -> doubts.bring(item);
      case COMPLETED -> downloading.complete(known.get());
      case RUNNING -> {}
      default -> {
        if (settings.again().contains(known.get().state())) {
          journal.state(item.key(), ItemState.PLANNED, null);
          ready.add(item);
        }
      }
    }
  }

  // Submitting

  private void submitNext() {
    if (stopped != null || submitting || closed || !pause.isOver(clock.nanos())) {
      return;
    }
    for (Iterator<BatchItem> next = ready.iterator(); next.hasNext(); ) {
      BatchItem item = next.next();
      if (refusals.getOrDefault(item.model(), 0) >= REFUSALS_OF_A_MODEL) {
        next.remove();
        journal.state(
            item.key(),
            ItemState.REFUSED,
            "The service refused the last " + REFUSALS_OF_A_MODEL + " items of " + item.model());
      } else if (slots.mayTry(clock.nanos(), item.model())) {
        if (pause.mayTry(service, this::event, clock)) {
          submitIfPaidFor(item, next);
        }
        return;
      }
    }
  }

  /** Submits an item if the budget allows it, and takes it from those that are ready. */
  private void submitIfPaidFor(BatchItem item, Iterator<BatchItem> place) {
    PriceEstimate price = settings.prices().apply(item).orElse(null);
    if (budget.bounded() && !budget.counts(price) && !settings.allowUnpriced()) {
      place.remove();
      journal.state(
          item.key(), ItemState.LEFT_OUT, "It has no price in " + budget.unit() + " to count");
    } else if (budget.allows(price)) {
      place.remove();
      submit(item, price);
    } else if (running.isEmpty() && !doubts.isPending()) {
      stopped = "The budget of " + settings.budget() + " " + budget.unit() + " is used up.";
    }
    // Otherwise a job that runs may fail yet, or a submit in doubt turn out never to have been
    // accepted, and give back what is set aside for it.
  }

  private void submit(BatchItem item, @Nullable PriceEstimate price) {
    RequestOptions options = once(settings.requestOptions().apply(item));
    Duration limit = options.timeout().orElseThrow();
    long before = clock.nanos();
    int attempt = journal.intent(item.key(), clock.now(), limit, price);
    if (clock.nanos() - before > LONGEST_INTENT) {
      // Another process may have taken the batch while the database was busy.
      journal.unpaid(item.key(), attempt, clock.now(), "refused", ItemState.PLANNED, null);
      ready.addFirst(item);
      return;
    }
    budget.reserve(price);
    submitting = true;
    slots.trying(clock.nanos());
    var unused =
        service
            .submit(item, options)
            .whenComplete(
                (job, failure) -> {
                  if (over && job != null) {
                    log.warn(
                        "The item \"{}\" was accepted as job {} after the run had ended. The next run"
                            + " finds it in the list of jobs",
                        item.key(),
                        job.id());
                  }
                  event(
                      () -> {
                        answered(item, attempt, price, job, failure);
                        doubts.answered();
                      });
                });
  }

  private static RequestOptions once(RequestOptions given) {
    RequestOptions.Builder options =
        RequestOptions.builder()
            .maxRetries(0)
            .timeout(given.timeout().orElse(DEFAULT_LIMIT))
            .zeroDataRetention(given.zeroDataRetention());
    given.webhookUrl().ifPresent(options::webhookUrl);
    given.headers().forEach(options::header);
    return options.build();
  }

  private void answered(
      BatchItem item,
      int attempt,
      @Nullable PriceEstimate price,
      @Nullable Job job,
      @Nullable Throwable failure) {
    submitting = false;
    if (job != null) {
      noteAccepted(item.key(), attempt, job.id());
      refusals.remove(item.model());
      pause.worked();
      slots.accepted(job.id(), job.status() == JobStatus.BACKLOGGED);
      follow(job.id(), new Running(item.key(), attempt, price, clock.nanos()));
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof SubmissionUncertainException uncertain) {
      slots.told();
      pause.failed(clock.nanos());
      journal.state(item.key(), ItemState.UNCERTAIN, uncertain.getMessage());
      doubts.add(
          journal.find(item.key()).orElseThrow(),
          journal.lastAttempt(item.key()).orElseThrow(),
          settled());
      doubts.bring(item);
      return;
    }
    budget.settle(price, false);
    notAccepted(item, attempt, cause);
  }

  private void noteAccepted(String key, int attempt, String jobId) {
    try {
      journal.accepted(key, attempt, clock.now(), jobId);
    } catch (BatchException e) {
      String what =
          "The item \""
              + key
              + "\" was accepted as job "
              + jobId
              + ", which could not be noted. The next run finds it in the list of jobs, or takes it"
              + " from adopt(). ";
      log.error(what, e);
      throw new BatchException(what + e.getMessage(), e);
    }
  }

  private void notAccepted(BatchItem item, int attempt, @Nullable Throwable cause) {
    String why = cause == null ? "no answer" : String.valueOf(cause.getMessage());
    if (cause instanceof RateLimitedException limited) {
      slots.refused(clock.nanos(), item.model(), limited.retryAfter().orElse(null));
      putBack(item, attempt);
      return;
    }
    slots.told();
    if (cause instanceof ConnectionException) {
      pause.failed(clock.nanos());
      putBack(item, attempt);
      if (pause.failures() >= 10) {
        stopped = "The service cannot be reached: " + why;
      }
      return;
    }
    if (cause instanceof AuthenticationException || cause instanceof InsufficientCreditsException) {
      stopped = why;
      putBack(item, attempt);
      return;
    }
    if (cause instanceof ApiException || cause instanceof InvalidRequestException) {
      if (cause instanceof ApiException answer
          && (answer.status() == 403 || answer.status() == 410)) {
        refusals.merge(item.model(), 1, Integer::sum);
      } else {
        refusals.remove(item.model());
      }
      journal.unpaid(item.key(), attempt, clock.now(), "refused", ItemState.REFUSED, why);
      return;
    }
    stopped = "Submitting failed: " + (cause instanceof CancellationException ? "closed" : why);
    putBack(item, attempt);
  }

  private void putBack(BatchItem item, int attempt) {
    journal.unpaid(item.key(), attempt, clock.now(), "refused", ItemState.PLANNED, null);
    ready.addFirst(item);
  }

  // Jobs

  private void follow(String jobId, Running job) {
    running.put(jobId, job);
    var unused =
        service
            .await(jobId)
            .whenComplete((end, failure) -> event(() -> ended(jobId, end, failure)));
  }

  private void seen(Job job) {
    if (running.containsKey(job.id()) && !job.status().isTerminal()) {
      slots.seen(job.id(), job.status() == JobStatus.BACKLOGGED);
    }
  }

  private void ended(String jobId, @Nullable Job job, @Nullable Throwable failure) {
    Running of = running.remove(jobId);
    if (of == null) {
      return;
    }
    slots.ended(jobId, Duration.ofNanos(clock.nanos() - of.since()));
    if (job == null) {
      // The wait ended, not the job: the next run takes it up.
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      journal.state(
          of.key(), ItemState.RUNNING, cause == null ? null : String.valueOf(cause.getMessage()));
      return;
    }
    ItemState state = stateOf(job);
    budget.settle(of.price(), state == ItemState.COMPLETED || state == ItemState.EMPTY);
    journal.ended(
        of.key(),
        of.attempt(),
        clock.now(),
        job.rawStatus(),
        job.raw().has("type") && job.raw().get("type").isJsonPrimitive()
            ? job.raw().get("type").getAsString()
            : null,
        state,
        job.outputs().size(),
        job.error().flatMap(error -> error.message().or(error::code)).orElse(null));
    if (state == ItemState.COMPLETED) {
      downloading.save(of.key(), job);
    }
  }

  private ItemState stateOf(Job job) {
    return switch (job.status()) {
      case FAILED -> ItemState.FAILED;
      case CANCELLED -> ItemState.CANCELLED;
      default ->
          job.outputs().isEmpty() && job.styleId().isEmpty() && !settings.allowEmptyResult()
              ? ItemState.EMPTY
              : ItemState.COMPLETED;
    };
  }

  // Doubts

  private Doubts.Settled settled() {
    return new Doubts.Settled() {
      @Override
      public void accepted(Journal.Attempt attempt, String jobId) {
        journal.accepted(attempt.key(), attempt.number(), clock.now(), jobId);
        slots.resumed(jobId, false);
        follow(jobId, new Running(attempt.key(), attempt.number(), attempt.price(), clock.nanos()));
      }

      @Override
      public void again(Journal.Attempt attempt, @Nullable BatchItem item, boolean paid) {
        String status = paid ? "unknown" : "absent";
        if (!journal.givenUp(attempt.key(), attempt.number(), clock.now(), status)) {
          String noted = journal.lastAttempt(attempt.key()).orElseThrow().jobId();
          accepted(attempt, Objects.requireNonNull(noted));
          return;
        }
        budget.settle(attempt.price(), paid);
        if (item != null) {
          ready.addFirst(item);
        }
      }
    };
  }

  private BatchProgress now() {
    return ProgressTeller.of(journal.tally(), slots, budget, running.size() + ready.size());
  }
}
