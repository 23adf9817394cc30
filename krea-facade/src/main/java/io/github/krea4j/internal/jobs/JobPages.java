package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions for single jobs from pages of the list of jobs, for a group of waits.
 *
 * <p>Questions that come within a moment are gathered; then one walk through the pages answers
 * them, all at the same time so that the waits stay in step. Whatever the pages cannot answer for
 * certain is asked singly, and so is everything once the pages turn out to fail or not to help.
 */
final class JobPages implements JobSource {
  /** As many questions at once deserve a page. */
  static final int WORTH_A_PAGE = 3;

  private static final Duration GATHERING = Duration.ofMillis(50);
  private static final int SMALLEST_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final int MOST_PAGES = 20;
  private static final int QUESTIONS_A_PAGE = 10;
  private static final long SINGLE_LOOK_EVERY = TimeUnit.MINUTES.toNanos(2);
  private static final int STRIKES = 2;
  private static final long JOINING = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long OFF_FOR = TimeUnit.MINUTES.toNanos(1);

  /** There is no usual duration of a group, which alone makes the first look special. */
  private static final int LATER_LOOK = 2;

  /** Multiplying by it scatters hash codes that are close to each other. */
  private static final int SPREAD = 0x9E3779B9;

  private final JobSource source;
  private final Timer timer;
  private final PollSchedule schedule;
  private final double random;
  private final boolean lasting;

  /** When each job is next looked at singly, lest a stale list hold it back. */
  private final Map<String, Long> singleLookAt = new HashMap<>();

  private List<Question> gathered = new ArrayList<>();
  private boolean off;
  private long offSince;
  private int failures;
  private int unhelpful;
  private int pageSize = SMALLEST_PAGE;

  private long lastAsked;
  private long nextLook;
  private long joinAt;
  private long pause;
  private long paceBornAt;
  private @Nullable Long youngestBornAt;

  /**
   * Creates a source for one group.
   *
   * @param random from 0 to 1, varies the pauses between the looks
   * @param started when the waits begin, by the timer
   * @param lasting whether waits join and leave, so that what was of no use may be of use later
   */
  JobPages(
      JobSource source,
      Timer timer,
      PollSchedule schedule,
      double random,
      long started,
      boolean lasting) {
    this.source = source;
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

  /** Forgets a job whose wait has ended. */
  synchronized void ended(String id) {
    singleLookAt.remove(id);
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

  @Override
  public CompletableFuture<JobState> get(String id) {
    Question question = new Question(id);
    boolean single;
    boolean first;
    synchronized (this) {
      single = isOff();
      first = gathered.isEmpty();
      lastAsked = timer.nanoTime();
      if (!single) {
        gathered.add(question);
      }
    }
    if (single) {
      return source.get(id);
    }
    if (first) {
      timer.schedule(GATHERING, this::walk);
    }
    return question.answer;
  }

  @Override
  public CompletableFuture<JobList> list(JobQuery query) {
    return source.list(query);
  }

  @Override
  public CompletableFuture<Boolean> cancel(String id) {
    return source.cancel(id);
  }

  private void walk() {
    List<Question> questions = new ArrayList<>();
    List<Question> singles = new ArrayList<>();
    synchronized (this) {
      for (Question question : gathered) {
        (isOff() || isDueSingly(question.id) ? singles : questions).add(question);
      }
      gathered = new ArrayList<>();
    }
    questions.removeIf(question -> question.answer.isDone());
    if (questions.size() < WORTH_A_PAGE) {
      singles.addAll(questions);
      singles.forEach(Question::askSingly);
    } else {
      new Walk(questions, singles).nextPage();
    }
  }

  /** The first such looks are spread, so that a group does not make them all at once. */
  private boolean isDueSingly(String id) {
    long now = timer.nanoTime();
    Long due = singleLookAt.get(id);
    if (due == null) {
      double share = ((id.hashCode() * SPREAD) >>> 1) / (double) Integer.MAX_VALUE;
      singleLookAt.put(id, now + (long) (SINGLE_LOOK_EVERY * share));
      return false;
    }
    if (now - due < 0) {
      return false;
    }
    singleLookAt.put(id, now + SINGLE_LOOK_EVERY);
    return true;
  }

  private synchronized void walked(boolean helped, boolean farEnough) {
    failures = 0;
    unhelpful = helped ? 0 : unhelpful + 1;
    if (unhelpful >= STRIKES) {
      turnOff();
    }
    if (!farEnough) {
      pageSize = LARGEST_PAGE;
    }
  }

  private synchronized int pageSize(int questions) {
    return Math.min(Math.max(2 * questions, pageSize), LARGEST_PAGE);
  }

  /** Returns whether pages are given up. */
  private synchronized boolean failed(Throwable failure) {
    failures++;
    if (PollFailure.of(failure) != PollFailure.PASSING || failures >= STRIKES) {
      turnOff();
    }
    return off;
  }

  private void turnOff() {
    off = true;
    offSince = timer.nanoTime();
  }

  /** Pages are given up for good, or for a while by a group that lasts. */
  private boolean isOff() {
    if (off && lasting && timer.nanoTime() - offSince >= OFF_FOR) {
      off = false;
      failures = 0;
      unhelpful = 0;
    }
    return off;
  }

  /** Whatever happens to a request, those who wait for its answer must hear of it. */
  private static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** One question and whatever is under way to answer it. */
  private final class Question implements Abortable {
    final String id;
    final AbortableFuture<JobState> answer = new AbortableFuture<>(this);
    private volatile @Nullable Walk walk;
    private volatile @Nullable CompletableFuture<JobState> request;

    Question(String id) {
      this.id = id;
    }

    void askSingly() {
      if (answer.isDone()) {
        return;
      }
      CompletableFuture<JobState> single = attempt(() -> source.get(id));
      request = single;
      if (answer.isDone()) {
        single.cancel(true);
      }
      var unused = single.whenComplete(this::answered);
    }

    private void answered(@Nullable JobState state, @Nullable Throwable failure) {
      if (state != null) {
        answer.complete(state);
      } else {
        answer.completeExceptionally(failure == null ? new IllegalStateException() : failure);
      }
    }

    @Override
    public boolean abort(Reason reason) {
      CompletableFuture<JobState> single = request;
      Walk part = walk;
      if (single != null) {
        single.cancel(true);
      } else if (part != null) {
        part.dropped(this);
      }
      return true;
    }
  }

  /** A walk through the pages, from the newest job on. */
  private final class Walk {
    private final Map<String, Question> open = new HashMap<>();
    private final Map<Question, JobState> found = new HashMap<>();
    private final Set<Question> dropped = new HashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private final List<Question> singles;
    private final int asked;
    private final int limit;
    private final int budget;
    private int pages;
    private @Nullable String cursor;
    private @Nullable CompletableFuture<JobList> request;

    /**
     * Prepares a walk.
     *
     * @param singles are asked for singly after the first page: hundreds of requests would hold up
     *     the timer's thread
     */
    Walk(List<Question> questions, List<Question> singles) {
      this.singles = singles;
      questions.forEach(question -> open.put(question.id, question));
      asked = questions.size();
      limit = pageSize(asked);
      budget = Math.min(Math.max(asked / QUESTIONS_A_PAGE, 1), MOST_PAGES);
      questions.forEach(question -> question.walk = this);
    }

    void nextPage() {
      pages++;
      CompletableFuture<JobList> page = attempt(() -> source.list(JobQuery.page(cursor, limit)));
      boolean unwanted;
      synchronized (this) {
        request = page;
        unwanted = dropped.size() == asked;
      }
      if (unwanted) {
        page.cancel(true);
      }
      var unused = page.whenComplete(this::took);
    }

    private void took(@Nullable JobList page, @Nullable Throwable thrown) {
      if (pages == 1) {
        singles.forEach(Question::askSingly);
      }
      if (page == null) {
        Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        pageFailed(failure == null ? new IllegalStateException("no page") : failure);
        return;
      }
      for (JobState row : page.jobs()) {
        Question question = open.get(row.job().id());
        if (question != null && JobVerdict.isTrusted(row.job())) {
          found.putIfAbsent(question, row);
        }
      }
      cursor = page.nextCursor();
      boolean more = cursor != null && cursors.add(cursor) && pages < budget;
      if (more && found.size() < asked) {
        nextPage();
      } else {
        boolean whole = found.size() == asked || cursor == null;
        walked(found.size() >= 2 * pages, whole);
        found.forEach((question, row) -> question.answer.complete(row));
        open.values().forEach(Question::askSingly);
      }
    }

    private void pageFailed(Throwable failure) {
      if (failed(failure)) {
        open.values().forEach(Question::askSingly);
      } else {
        open.values().forEach(question -> question.answer.completeExceptionally(failure));
      }
    }

    /** Aborts the request when nobody waits for its answer any more. */
    void dropped(Question question) {
      CompletableFuture<JobList> unwanted;
      synchronized (this) {
        dropped.add(question);
        unwanted = dropped.size() == asked ? request : null;
      }
      if (unwanted != null) {
        unwanted.cancel(true);
      }
    }
  }
}
