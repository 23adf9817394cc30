package io.github.krea4j.internal.lists;

import io.github.krea4j.Pager;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.internal.http.Abortable;
import io.github.krea4j.internal.http.AbortableFuture;
import io.github.krea4j.internal.http.Lane;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.UserFuture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A list that is read by following cursors. */
public final class CursorPager<T> implements Pager<T> {
  /** So many pages without anything new are taken for a list without end. */
  static final int MOST_IDLE_PAGES = 50;

  /** So many ids are kept to tell what is new: ten of the largest pages. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Fetch<T> fetch;
  private final Function<T, @Nullable String> id;
  private final UnaryOperator<Page<T>> selection;
  private final Lanes lanes;
  private final Executor executor;

  /** Asks for pages. */
  @FunctionalInterface
  public interface Fetch<T> {
    /** Asks for the page at a cursor, null for the first; completes on internal threads. */
    CompletableFuture<Page<T>> page(@Nullable String cursor, Lane lane);
  }

  /**
   * Creates a list.
   *
   * @param id tells elements apart; null for one that has no id
   * @param selection what becomes of each page: the service cannot filter by everything
   * @param executor runs the application's code
   */
  public CursorPager(
      Fetch<T> fetch,
      Function<T, @Nullable String> id,
      UnaryOperator<Page<T>> selection,
      Lanes lanes,
      Executor executor) {
    this.fetch = fetch;
    this.id = id;
    this.selection = selection;
    this.lanes = lanes;
    this.executor = executor;
  }

  @Override
  public Iterator<T> iterator() {
    return new Elements();
  }

  @Override
  public Stream<T> stream() {
    return StreamSupport.stream(
        () -> Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED),
        Spliterator.ORDERED,
        false);
  }

  @Override
  public CompletableFuture<Void> forEachAsync(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    return new AsyncPass(
            element -> {
              action.accept(element);
              return true;
            })
        .start();
  }

  @Override
  public CompletableFuture<List<T>> firstAsync(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative, but is " + limit);
    }
    if (limit == 0) {
      return CompletableFuture.completedFuture(List.of());
    }
    List<T> elements = new ArrayList<>();
    return new AsyncPass(
            element -> {
              elements.add(element);
              return elements.size() < limit;
            })
        .start()
        .thenApply(done -> Collections.unmodifiableList(elements));
  }

  /** Where one pass through the list stands. */
  private final class Position {
    private final Set<String> cursors = new HashSet<>();
    private final Set<String> recent = new LinkedHashSet<>();
    private int idlePages;
    private @Nullable String cursor;
    private long count;
    private boolean ended;
    private boolean repeated;

    CompletableFuture<Page<T>> request(Lane lane) {
      if (repeated) {
        throw new ResponseFormatException(
            "The list leads back to the cursor \""
                + cursor
                + "\" after "
                + count
                + " elements; it would never end.",
            "",
            null);
      }
      if (idlePages >= MOST_IDLE_PAGES) {
        throw new ResponseFormatException(
            "The list brought nothing new on "
                + idlePages
                + " pages in a row, each with a further cursor, the last \""
                + cursor
                + "\", after "
                + count
                + " elements; it seems to have no end.",
            "",
            null);
      }
      return fetch.page(cursor, lane);
    }

    /** Moves behind a page and returns what is wanted of the new elements on it. */
    List<T> advance(Page<T> page) {
      List<T> fresh = new ArrayList<>();
      idlePages++;
      for (T element : page.items()) {
        String key = id.apply(element);
        // Cursors are moments: what happened at the same one can be on both sides of a border.
        if (key == null) {
          fresh.add(element);
        } else if (recent.add(key)) {
          fresh.add(element);
          idlePages = 0;
        }
      }
      forgetTheOldest();
      count += fresh.size();
      Page<T> wanted = selection.apply(new Page<>(fresh, page.nextCursor()));
      cursor = wanted.nextCursor();
      ended = cursor == null;
      repeated = cursor != null && !cursors.add(cursor);
      return wanted.items();
    }

    private void forgetTheOldest() {
      Iterator<String> oldest = recent.iterator();
      while (recent.size() > MOST_REMEMBERED) {
        oldest.next();
        oldest.remove();
      }
    }
  }

  private final class Elements implements Iterator<T> {
    private final Position position = new Position();
    private Iterator<T> page = Collections.emptyIterator();

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && !position.ended) {
        page = position.advance(lanes.call(position::request)).iterator();
      }
      return page.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }
  }

  /** A pass that blocks no thread: each page's elements are handled on the executor. */
  private final class AsyncPass {
    private final Position position = new Position();
    private final Lane lane = lanes.async();
    private final Predicate<T> wantsMore;
    private final AbortableFuture<Void> outcome = new AbortableFuture<>(this::stop);
    private volatile @Nullable CompletableFuture<Page<T>> request;
    private volatile boolean stopped;

    AsyncPass(Predicate<T> wantsMore) {
      this.wantsMore = wantsMore;
    }

    CompletableFuture<Void> start() {
      nextPage();
      return outcome;
    }

    private void nextPage() {
      CompletableFuture<Page<T>> page = UserFuture.of(position.request(lane), executor);
      request = page;
      if (stopped || outcome.isDone()) {
        page.cancel(true);
      }
      var unused = page.whenComplete(this::took);
    }

    private void took(@Nullable Page<T> page, @Nullable Throwable failure) {
      if (page == null) {
        outcome.completeExceptionally(failure == null ? new IllegalStateException() : failure);
        return;
      }
      try {
        for (T element : position.advance(page)) {
          // It may have been stopped through a future derived from the outcome, which cannot tell.
          if (stopped || outcome.isDone()) {
            throw new CancellationException();
          }
          if (!wantsMore.test(element)) {
            outcome.complete(null);
            return;
          }
        }
        if (position.ended) {
          outcome.complete(null);
        } else {
          nextPage();
        }
      } catch (Throwable e) { // of the application's action, whose type may be any
        outcome.completeExceptionally(e);
      }
    }

    private boolean stop(Abortable.Reason reason) {
      stopped = true;
      CompletableFuture<Page<T>> running = request;
      if (running != null) {
        running.cancel(true);
      }
      return true;
    }
  }
}
