package io.github.krea4j.internal.jobs;

import io.github.krea4j.internal.http.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
  private static final long SINGLE_LOOK_EVERY = TimeUnit.MINUTES.toNanos(2);
  private static final int STRIKES = 2;
  private static final long OFF_FOR = TimeUnit.MINUTES.toNanos(1);

  /** Multiplying by it scatters hash codes that are close to each other. */
  private static final int SPREAD = 0x9E3779B9;

  private final JobSource source;
  private final Timer timer;
  private final GroupPace pace;
  private final boolean lasting;

  /** When each job is next looked at singly, lest a stale list hold it back. */
  private final Map<String, Long> singleLookAt = new HashMap<>();

  private List<PageQuestion> gathered = new ArrayList<>();
  private boolean off;
  private long offSince;
  private int failures;
  private int unhelpful;
  private int pageSize = SMALLEST_PAGE;

  /**
   * Creates a source for one group.
   *
   * @param lasting whether waits join and leave, so that what was of no use may be of use later
   */
  JobPages(JobSource source, Timer timer, GroupPace pace, boolean lasting) {
    this.source = source;
    this.timer = timer;
    this.pace = pace;
    this.lasting = lasting;
  }

  /** Returns when the waits of the group look. */
  GroupPace pace() {
    return pace;
  }

  /** Forgets a job whose wait has ended. */
  synchronized void ended(String id) {
    singleLookAt.remove(id);
  }

  @Override
  public CompletableFuture<JobState> get(String id) {
    PageQuestion question = new PageQuestion(id, source);
    boolean single;
    boolean first;
    synchronized (this) {
      single = isOff();
      first = gathered.isEmpty();
      if (!single) {
        gathered.add(question);
      }
    }
    pace.looked();
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
    List<PageQuestion> questions = new ArrayList<>();
    List<PageQuestion> singles = new ArrayList<>();
    synchronized (this) {
      for (PageQuestion question : gathered) {
        (isOff() || isDueSingly(question.id) ? singles : questions).add(question);
      }
      gathered = new ArrayList<>();
    }
    questions.removeIf(question -> question.answer.isDone());
    if (questions.size() < WORTH_A_PAGE) {
      singles.addAll(questions);
      singles.forEach(PageQuestion::askSingly);
    } else {
      new PageWalk(this, source, questions, singles).nextPage();
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

  /** Takes note of a walk that came to its end. */
  synchronized void walked(boolean helped, boolean farEnough) {
    failures = 0;
    unhelpful = helped ? 0 : unhelpful + 1;
    if (unhelpful >= STRIKES) {
      turnOff();
    }
    if (!farEnough) {
      pageSize = LARGEST_PAGE;
    }
  }

  synchronized int pageSize(int questions) {
    return Math.min(Math.max(2 * questions, pageSize), LARGEST_PAGE);
  }

  /** Returns whether pages are given up. */
  synchronized boolean failed(Throwable failure) {
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
}
