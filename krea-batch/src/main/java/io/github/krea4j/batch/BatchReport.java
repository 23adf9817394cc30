package io.github.krea4j.batch;

import io.github.krea4j.internal.batch.ContactSheet;
import io.github.krea4j.internal.batch.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What became of the items of a batch, read from its journal: it can be read for as long as the
 * batch is open. Makes no request.
 */
public final class BatchReport {
  private static final int PAGE = 500;

  private final Journal journal;
  private final Map<ItemState, Long> counts;
  private final @Nullable String stopped;
  private final boolean filesWanted;

  BatchReport(Journal journal, @Nullable String stopped, boolean filesWanted) {
    this.journal = journal;
    this.counts = Collections.unmodifiableMap(journal.counts());
    this.stopped = stopped;
    this.filesWanted = filesWanted;
  }

  /** Returns how many items were in each state when this report was made, zeros too. */
  public Map<ItemState, Long> counts() {
    return counts;
  }

  /**
   * Returns whether every item has ended, well or badly: none is planned, being submitted, running,
   * uncertain or left out, and of those that were completed no file is missing.
   */
  public boolean complete() {
    boolean ended =
        Stream.of(
                ItemState.PLANNED,
                ItemState.SUBMITTING,
                ItemState.RUNNING,
                ItemState.UNCERTAIN,
                ItemState.LEFT_OUT)
            .allMatch(state -> counts.getOrDefault(state, 0L) == 0);
    if (!ended || !filesWanted) {
      return ended;
    }
    try (Stream<Journal.Item> items = items()) {
      return items.noneMatch(
          item ->
              item.state() == ItemState.COMPLETED
                  && journal.files(item.key()).stream()
                          .filter(file -> Files.exists(file.path()))
                          .count()
                      < item.outputs().orElse(0));
    }
  }

  /** Returns why submitting stopped early, such as the budget or a service that refuses payment. */
  public Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  /** Returns every item, in the order in which they came; to be closed. */
  public Stream<ItemOutcome> outcomes() {
    return items().map(this::outcome);
  }

  /**
   * Writes a page with a small picture of each result, with key, label, model, state, reason and
   * price, and links to the files. It needs nothing but itself.
   *
   * @param html the page, which is replaced if it exists
   * @return {@code html}
   * @throws UncheckedIOException if it cannot be written
   */
  public Path contactSheet(Path html) {
    try (Stream<ItemOutcome> outcomes = outcomes()) {
      ContactSheet.write(html, journal.counts(), outcomes);
      return html;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Journal.Item> items() {
    Iterator<Journal.Item> pages =
        new Iterator<>() {
          private List<Journal.Item> page = new ArrayList<>();
          private int next;
          private long last = Long.MIN_VALUE;

          @Override
          public boolean hasNext() {
            if (next == page.size()) {
              page = journal.page(last, PAGE);
              next = 0;
            }
            return next < page.size();
          }

          @Override
          public Journal.Item next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Journal.Item item = page.get(next++);
            last = item.seq();
            return item;
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private ItemOutcome outcome(Journal.Item item) {
    Optional<Journal.Attempt> attempt = journal.lastAttempt(item.key());
    List<Path> files = journal.files(item.key()).stream().map(Journal.SavedFile::path).toList();
    return new ItemOutcome(
        item.key(),
        item.model(),
        Optional.ofNullable(item.label()),
        item.state(),
        attempt.map(Journal.Attempt::jobId),
        files,
        Optional.ofNullable(item.reason()),
        attempt.map(Journal.Attempt::price));
  }
}
