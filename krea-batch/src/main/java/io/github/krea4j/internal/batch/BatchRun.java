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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch: a loop on its caller's thread, to which all that happens elsewhere comes as
 * an event. Only this thread changes the journal, and each step is in it before the next one is
 * taken.
 */
public final class BatchRun {
  private static final int READ_AHEAD = 256;
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);
  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST_INTENT = 5 * SECOND;
  private static final int REFUSALS_OF_A_MODEL = 5;

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
    this.downloading = new Downloading(journal, service, settings, events::add);
    this.doubts = new Doubts(journal, service, settings.whenUncertain(), clock, events::add);
    this.progress = new ProgressTeller(settings.onProgress());
    journal.eachPrice(budget::known);
    service.onSeen(job -> events.add(() -> seen(job)));
  }

  /** Returns why submitting stopped early. */
  public Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  /** Ends the run soon, from any thread; what was accepted runs on. */
  public void close() {
    closed = true;
    events.add(() -> {});
  }

  /**
   * Runs until nothing more can be done for any item.
   *
   * @throws InterruptedException if the thread is interrupted; the journal is as after a close
   */
  public void run(Iterator<BatchItem> items) throws InterruptedException {
    takeUp();
    while (!closed) {
      read(items);
      submitNext();
      doubts.look();
      progress.tell(clock.nanos(), this::now, false);
      if (isDone(items)) {
        break;
      }
      Runnable event = clock.next(events, pauseUntilNext());
      while (event != null && !closed) {
        event.run();
        event = events.poll();
      }
    }
    if (closed && stopped == null) {
      stopped = "The batch was closed.";
    }
    journal.keep();
    progress.tell(clock.nanos(), this::now, true);
  }

  private boolean isDone(Iterator<BatchItem> items) {
    boolean nothingToSubmit = stopped != null || (ready.isEmpty() && !items.hasNext());
    return nothingToSubmit
        && !submitting
        && running.isEmpty()
        && downloading.isIdle()
        && !doubts.isPending();
  }

  private long pauseUntilNext() {
    long now = clock.nanos();
    long next = now + 30 * SECOND;
    if (stopped == null && !ready.isEmpty() && !submitting) {
      for (BatchItem item : ready) {
        Long when = slots.nextTry(now, item.model());
        if (when != null) {
          next = Math.min(next, when > now ? when : now + SECOND);
        }
      }
      next = Math.min(next, Math.max(pause.until(), now + SECOND / 10));
    }
    next = Math.min(next, doubts.nextLook(now));
    return Math.max(next - now, SECOND / 1000);
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
  }

  // The items

  private void read(Iterator<BatchItem> items) {
    for (int i = 0; i < READ_AHEAD && ready.size() < READ_AHEAD && stopped == null; i++) {
      if (!items.hasNext()) {
        return;
      }
      take(items.next());
    }
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
        if (!pause.mayTry(service, events::add, clock)) {
          return;
        }
        next.remove();
        if (isPaidFor(item)) {
          submit(item);
        }
        return;
      }
    }
  }

  /** Returns whether the budget allows an item; notes it as left out otherwise. */
  private boolean isPaidFor(BatchItem item) {
    if (!budget.bounded()) {
      return true;
    }
    Optional<PriceEstimate> price = settings.prices().apply(item);
    if (price.isEmpty() || !budget.counts(price.get())) {
      if (settings.allowUnpriced()) {
        return true;
      }
      journal.state(
          item.key(), ItemState.LEFT_OUT, "It has no price in " + budget.unit() + " to count");
      return false;
    }
    if (!budget.allows(price.get())) {
      journal.state(item.key(), ItemState.PLANNED, null);
      stopped = "The budget of " + settings.budget() + " " + budget.unit() + " is used up.";
      return false;
    }
    return true;
  }

  private void submit(BatchItem item) {
    PriceEstimate price = settings.prices().apply(item).orElse(null);
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
                (job, failure) -> events.add(() -> answered(item, attempt, price, job, failure)));
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
      journal.accepted(item.key(), attempt, clock.now(), job.id());
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
            .whenComplete((end, failure) -> events.add(() -> ended(jobId, end, failure)));
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
        budget.settle(attempt.price(), paid);
        journal.unpaid(
            attempt.key(),
            attempt.number(),
            clock.now(),
            paid ? "unknown" : "absent",
            ItemState.PLANNED,
            null);
        if (item != null) {
          ready.addFirst(item);
        }
      }
    };
  }

  private BatchProgress now() {
    return ProgressTeller.of(journal.counts(), slots, budget, running.size() + ready.size());
  }
}
