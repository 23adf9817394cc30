package io.github.krea4j.batch;

import io.github.krea4j.KreaClient;
import io.github.krea4j.PriceEstimate;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.batch.BatchRun;
import io.github.krea4j.internal.batch.BatchSettings;
import io.github.krea4j.internal.batch.ClientService;
import io.github.krea4j.internal.batch.FileNamer;
import io.github.krea4j.internal.batch.Journal;
import io.github.krea4j.internal.batch.JournalStore;
import io.github.krea4j.internal.batch.SharedStore;
import io.github.krea4j.internal.batch.Slots;
import io.github.krea4j.internal.batch.SqliteStore;
import io.github.krea4j.internal.batch.SystemClock;
import io.github.krea4j.model.Job;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A batch of paid jobs that outlives the process: each step is in a journal before it costs money,
 * so that a run that was killed is taken up where it was, nothing is paid twice and nothing lost.
 *
 * <pre>{@code
 * try (Batch batch = Batch.builder(client).journal(Path.of("foxes.db")).downloadTo(Path.of("foxes")).build()) {
 *   BatchReport report = batch.run(prompts.map(p -> BatchItem.of(p.id(), new Flux1DevRequest().prompt(p.text()))));
 * }
 * }</pre>
 *
 * <p>Each item has a key of the application's. Running the same items again skips what is done,
 * waits for what was accepted, and submits what is new. Safe for use by several threads, but one
 * run at a time.
 */
public final class Batch implements AutoCloseable {
  private final Journal journal;
  private final KreaClient client;
  private final BatchSettings settings;
  private final WaitOptions waitOptions;

  /** The thread on which the listener of the progress is being told. */
  private final AtomicReference<@Nullable Thread> listener;

  private @Nullable BatchRun run;
  private @Nullable Thread runner;
  private boolean closed;

  private Batch(
      Journal journal,
      KreaClient client,
      BatchSettings settings,
      WaitOptions waitOptions,
      AtomicReference<@Nullable Thread> listener) {
    this.journal = journal;
    this.client = client;
    this.settings = settings;
    this.waitOptions = waitOptions;
    this.listener = listener;
  }

  /** Returns a builder for a batch that a client makes, which is not closed with the batch. */
  public static Builder builder(KreaClient client) {
    return new Builder(client);
  }

  /**
   * Runs until nothing more can be done for any item. Items of the journal that the stream lacks
   * are waited for and their files saved, but never submitted. If the thread is interrupted, the
   * run ends as by {@link #close()} and the flag is set again.
   *
   * @param items the items, read in order and a few hundred ahead; closed at the end
   * @throws BatchException if the journal fails, or two different requests have one key
   * @throws IllegalStateException if the batch is closed, or is run already
   */
  public BatchReport run(Stream<BatchItem> items) {
    try (items;
        ClientService service = new ClientService(client, waitOptions)) {
      BatchRun current;
      synchronized (this) {
        if (closed || run != null) {
          throw new IllegalStateException(closed ? "The batch is closed" : "The batch is running");
        }
        Slots slots =
            new Slots(
                settings.maxRunning(),
                settings.backlog(),
                () -> ThreadLocalRandom.current().nextDouble());
        current = new BatchRun(journal, service, settings, new SystemClock(), slots);
        run = current;
        runner = Thread.currentThread();
      }
      try {
        current.run(items.iterator());
        return report(current.stopped().orElse(null));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return report("The thread was interrupted.");
      } finally {
        synchronized (this) {
          run = null;
          runner = null;
          notifyAll();
        }
      }
    }
  }

  /** Returns what the journal holds, without a request. */
  public BatchReport report() {
    return report(null);
  }

  private BatchReport report(@Nullable String stopped) {
    return new BatchReport(journal, stopped, settings.folder() != null);
  }

  /**
   * Settles an uncertain item: it was accepted as this job, which is read first. The run under way
   * waits for it, or the next one.
   *
   * @throws InvalidRequestException if the item is not uncertain, or the job is another item's
   * @throws io.github.krea4j.errors.NotFoundException if the service does not know the job
   */
  public void adopt(String key, String jobId) {
    Journal.Attempt attempt = uncertain(key);
    Job job = client.jobs().get(jobId);
    if (journal.isClaimed(job.id())) {
      throw new InvalidRequestException(
          "The job " + job.id() + " belongs to another item already.");
    }
    accepted(attempt, job);
  }

  private void accepted(Journal.Attempt attempt, Job job) {
    BatchRun current = currentRun();
    if (current == null || !current.adopt(attempt.key(), job)) {
      journal.accepted(attempt.key(), attempt.number(), Instant.now(), job.id());
    }
  }

  /**
   * Settles an uncertain item: it was not accepted. The next run submits it, or the one under way
   * if it has read the item.
   *
   * @throws InvalidRequestException if the item is not uncertain
   */
  public void release(String key) {
    Journal.Attempt attempt = uncertain(key);
    BatchRun current = currentRun();
    if (current == null || !current.release(key)) {
      boolean unused = journal.givenUp(key, attempt.number(), Instant.now(), "absent");
    }
  }

  private synchronized @Nullable BatchRun currentRun() {
    return run;
  }

  private Journal.Attempt uncertain(String key) {
    Journal.Item item =
        journal
            .find(key)
            .orElseThrow(
                () -> new InvalidRequestException("The journal has no item \"" + key + "\"."));
    if (item.state() != ItemState.UNCERTAIN) {
      throw new InvalidRequestException(
          "The item \""
              + key
              + "\" is "
              + item.state()
              + "; only an uncertain one can be settled.");
    }
    return journal.lastAttempt(key).orElseThrow();
  }

  /**
   * Takes a webhook that came to an address of this item's own: see {@link Builder#requestOptions}.
   * The job is read with the client's key. An uncertain item is settled by it, and the run under
   * way hears of a job's end before it looks.
   *
   * @param body as it came; nothing of it but the job's id is trusted
   * @return whether it told of the item; false: it is another's, or no news
   * @throws io.github.krea4j.errors.KreaException if the job cannot be read
   */
  public boolean deliver(String key, String body) {
    Optional<Journal.Attempt> attempt = journal.lastAttempt(key);
    if (attempt.isEmpty()) {
      return false;
    }
    Job job = client.webhooks().confirm(body);
    boolean uncertain =
        journal.find(key).map(Journal.Item::state).filter(ItemState.UNCERTAIN::equals).isPresent();
    if (uncertain && !journal.isClaimed(job.id())) {
      accepted(attempt.get(), job);
      return true;
    }
    if (!job.id().equals(attempt.get().jobId())) {
      return false;
    }
    BatchRun current = currentRun();
    if (current != null) {
      boolean unused = current.told(job);
    }
    return true;
  }

  /**
   * Ends the run, from any thread: nothing more is submitted or looked at. What was accepted runs
   * on and is billed; a later run takes it up. Waits until the run has ended, at most five seconds,
   * and closes the journal.
   *
   * <p>Called by the run itself, such as from the listener of its progress, it only ends the run:
   * the journal stays open until it is called once more, at the end of a {@code try} for example.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      BatchRun current = run;
      if (current != null) {
        current.close();
      }
      // The last progress is told when the run is over and its report is perhaps being read.
      if (Thread.currentThread() == runner || Thread.currentThread() == listener.get()) {
        return;
      }
      awaitEnd();
    }
    journal.close();
  }

  private synchronized void awaitEnd() {
    long until = System.nanoTime() + 5_000_000_000L;
    try {
      while (run != null && until > System.nanoTime()) {
        wait(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sets up a {@link Batch}. Not safe for use by several threads. */
  public static final class Builder {
    private final KreaClient client;
    private @Nullable Path file;
    private @Nullable DataSource database;
    private String name = "";
    private boolean takeOver;
    private @Nullable Path folder;
    private BatchNaming naming = FileNamer::ofKey;
    private int maxRunning = Integer.MAX_VALUE;
    private int backlog;
    private @Nullable Function<BatchItem, Optional<PriceEstimate>> prices;
    private @Nullable BigDecimal budget;
    private String unit = "";
    private boolean allowUnpriced;
    private Set<ItemState> again = Set.of();
    private WhenUncertain whenUncertain = WhenUncertain.HOLD;
    private Function<BatchItem, RequestOptions> requestOptions = item -> RequestOptions.none();
    private WaitOptions waitOptions = WaitOptions.defaults();
    private @Nullable Consumer<BatchProgress> onProgress;

    private Builder(KreaClient client) {
      this.client = Objects.requireNonNull(client, "client");
    }

    /** Keeps the journal in a file, which is created if it is missing; one process at a time. */
    public Builder journal(Path file) {
      this.file = Objects.requireNonNull(file, "file");
      this.database = null;
      return this;
    }

    /**
     * Keeps the journal in a database of the application's, beside other batches. The tables are
     * created if they are missing.
     *
     * @param database gives the two connections that the batch holds while it is open
     * @param batch the batch's name, at most 200 characters
     */
    public Builder journal(DataSource database, String batch) {
      this.database = Objects.requireNonNull(database, "database");
      this.name = Objects.requireNonNull(batch, "batch");
      this.file = null;
      return this;
    }

    /** Takes the batch from a machine that holds it in a shared database and is gone. */
    public Builder takeOver(boolean takeOver) {
      this.takeOver = takeOver;
      return this;
    }

    /** Saves results in a folder, which is made if it is missing; unset: nothing is downloaded. */
    public Builder downloadTo(Path directory) {
      this.folder = Objects.requireNonNull(directory, "directory");
      return this;
    }

    /** Names the files; default {@code <key>.<ext>}, {@code <key>-2.<ext>} and so on. */
    public Builder naming(BatchNaming naming) {
      this.naming = Objects.requireNonNull(naming, "naming");
      return this;
    }

    /**
     * Bounds how many jobs of the batch there are at once, backlogged ones included; unset: what
     * the service takes is found while running.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxRunning(int jobs) {
      this.maxRunning = positive(jobs, "maxRunning");
      return this;
    }

    /**
     * Bounds how many jobs of the batch wait at the service; unset: one, and one more for each ten
     * that run.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder backlog(int jobs) {
      this.backlog = positive(jobs, "backlog");
      return this;
    }

    private static int positive(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
      }
      return value;
    }

    /** Takes prices from a list of the application's instead of the document's. */
    public Builder prices(Function<BatchItem, Optional<PriceEstimate>> prices) {
      this.prices = Objects.requireNonNull(prices, "prices");
      return this;
    }

    /**
     * Bounds what the batch spends, over all runs of its journal, by the most that each item may
     * cost. Submitting stops before the item that could exceed it.
     *
     * @param unit in which the prices are, such as {@code compute units}; items without a price in
     *     it are left out
     */
    public Builder budget(BigDecimal amount, String unit) {
      this.budget = Objects.requireNonNull(amount, "amount");
      this.unit = Objects.requireNonNull(unit, "unit");
      return this;
    }

    /** Submits items without a price though there is a budget; they are not counted. */
    public Builder allowUnpriced(boolean allow) {
      this.allowUnpriced = allow;
      return this;
    }

    /**
     * Submits items anew that an earlier run left in these states.
     *
     * @throws IllegalArgumentException if one of them is not an end
     */
    public Builder again(ItemState... states) {
      Set<ItemState> ends =
          EnumSet.of(
              ItemState.FAILED,
              ItemState.CANCELLED,
              ItemState.EMPTY,
              ItemState.REFUSED,
              ItemState.LEFT_OUT);
      if (!ends.containsAll(Arrays.asList(states))) {
        throw new IllegalArgumentException(
            "Only items in one of " + ends + " can be submitted anew");
      }
      this.again = Set.of(states);
      return this;
    }

    /** Sets what becomes of items whose submit may have been accepted; default: they are held. */
    public Builder whenUncertain(WhenUncertain rule) {
      this.whenUncertain = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** Gives each submit options of its own; it is never repeated, whatever they say. */
    public Builder requestOptions(Function<BatchItem, RequestOptions> options) {
      this.requestOptions = Objects.requireNonNull(options, "options");
      return this;
    }

    /** Sets how jobs are waited for; a timeout ends the look, and the next run goes on. */
    public Builder waitOptions(WaitOptions options) {
      this.waitOptions = Objects.requireNonNull(options, "options");
      return this;
    }

    /**
     * Has a listener told how far the batch is, at most four times a second and at the end; on the
     * executor of the client, one after the other. The last may be told after {@link Batch#run} has
     * returned. What it throws is logged and ends nothing.
     */
    public Builder onProgress(Consumer<BatchProgress> listener) {
      this.onProgress = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Opens the journal and takes hold of it. Sends nothing.
     *
     * @throws BatchException if the journal cannot be opened, or another process has it
     * @throws IllegalStateException if no journal was set
     */
    public Batch build() {
      Instant now = Instant.now();
      JournalStore store;
      if (file != null) {
        store = SqliteStore.open(file, now);
      } else if (database != null) {
        store = SharedStore.open(database, name, takeOver, now);
      } else {
        throw new IllegalStateException("A batch needs a journal: call journal(file)");
      }
      Function<BatchItem, Optional<PriceEstimate>> list =
          prices != null
              ? prices
              : item ->
                  item.request().isPresent()
                      ? client.models().estimate(item.request().get())
                      : client.models().estimate(item.model(), item.input());
      AtomicReference<@Nullable Thread> listening = new AtomicReference<>();
      Consumer<BatchProgress> hearing = onProgress;
      BatchSettings settings =
          new BatchSettings(
              folder,
              naming,
              maxRunning,
              backlog,
              list,
              budget,
              unit,
              allowUnpriced,
              again,
              whenUncertain,
              requestOptions,
              waitOptions.allowEmptyResult(),
              hearing == null ? null : progress -> tell(hearing, progress, listening),
              client.executor());
      return new Batch(new Journal(store), client, settings, waitOptions, listening);
    }

    private static void tell(
        Consumer<BatchProgress> listener,
        BatchProgress progress,
        AtomicReference<@Nullable Thread> listening) {
      listening.set(Thread.currentThread());
      try {
        listener.accept(progress);
      } finally {
        listening.set(null);
      }
    }
  }
}
