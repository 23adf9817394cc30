package io.github.krea4j.internal.jobs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A walk through the pages, from the newest job on. */
final class PageWalk {
  private static final int MOST_PAGES = 20;
  private static final int QUESTIONS_A_PAGE = 10;

  private final Map<String, PageQuestion> open = new HashMap<>();
  private final Map<PageQuestion, JobState> found = new HashMap<>();
  private final Set<PageQuestion> dropped = new HashSet<>();
  private final Set<String> cursors = new HashSet<>();
  private final JobPages group;
  private final JobSource source;
  private final List<PageQuestion> singles;
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
  PageWalk(
      JobPages group, JobSource source, List<PageQuestion> questions, List<PageQuestion> singles) {
    this.group = group;
    this.source = source;
    this.singles = singles;
    questions.forEach(question -> open.put(question.id, question));
    asked = questions.size();
    limit = group.pageSize(asked);
    budget = Math.min(Math.max(asked / QUESTIONS_A_PAGE, 1), MOST_PAGES);
    questions.forEach(question -> question.lookedForBy(this));
  }

  void nextPage() {
    pages++;
    CompletableFuture<JobList> page =
        PageQuestion.attempt(() -> source.list(JobQuery.page(cursor, limit)));
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
      singles.forEach(PageQuestion::askSingly);
    }
    if (page == null) {
      Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      pageFailed(failure == null ? new IllegalStateException("no page") : failure);
      return;
    }
    for (JobState row : page.jobs()) {
      PageQuestion question = open.get(row.job().id());
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
      group.walked(found.size() >= 2 * pages, whole);
      found.forEach((question, row) -> question.answer.complete(row));
      open.values().forEach(PageQuestion::askSingly);
    }
  }

  private void pageFailed(Throwable failure) {
    if (group.failed(failure)) {
      open.values().forEach(PageQuestion::askSingly);
    } else {
      open.values().forEach(question -> question.answer.completeExceptionally(failure));
    }
  }

  /** Aborts the request when nobody waits for its answer any more. */
  void dropped(PageQuestion question) {
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
