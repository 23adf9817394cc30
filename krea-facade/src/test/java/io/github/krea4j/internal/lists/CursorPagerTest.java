package io.github.krea4j.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.Pager;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.ConnectionException;
import io.github.krea4j.errors.ResponseFormatException;
import io.github.krea4j.internal.http.Lanes;
import io.github.krea4j.internal.http.VirtualTimer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CursorPagerTest {
  /** The two ways to read a whole list. */
  enum Reading {
    ITERATING {
      @Override
      List<String> all(Pager<String> pager) {
        List<String> all = new ArrayList<>();
        pager.forEach(all::add);
        return all;
      }
    },
    STREAMING {
      @Override
      List<String> all(Pager<String> pager) {
        return pager.stream().toList();
      }
    },
    ASYNC {
      @Override
      List<String> all(Pager<String> pager) {
        List<String> all = new ArrayList<>();
        Twin.ASYNC.call(
            () -> {
              throw new AssertionError();
            },
            () -> pager.forEachAsync(all::add));
        return all;
      }
    };

    abstract List<String> all(Pager<String> pager);
  }

  private final List<String> cursors = new ArrayList<>();
  private UnaryOperator<Page<String>> selection = UnaryOperator.identity();

  @ParameterizedTest
  @EnumSource
  void readsPageAfterPage(Reading reading) {
    Pager<String> pager = pager(page("1", "a", "b"), page("2", "c"), page(null, "d"));

    assertThat(reading.all(pager)).containsExactly("a", "b", "c", "d");
    assertThat(cursors).containsExactly("null", "1", "2");
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyPageInTheMiddleIsNoEnd(Reading reading) {
    Pager<String> pager = pager(page("1"), page("2", "a"), page("3"), page(null, "b"));

    assertThat(reading.all(pager)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyListHasNoElements(Reading reading) {
    assertThat(reading.all(pager(page(null)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void elementsRepeatedAtAPageBorderAreDropped(Reading reading) {
    Pager<String> pager =
        pager(page("1", "a", "b"), page("2", "b", "c"), page("3"), page(null, "c", "d"));

    assertThat(reading.all(pager)).containsExactly("a", "b", "c", "d");
  }

  @ParameterizedTest
  @EnumSource
  void elementsWithoutAnIdAreKept(Reading reading) {
    Pager<String> pager = pager(page("1", "", "a"), page(null, "", ""));

    assertThat(reading.all(pager)).containsExactly("", "a", "", "");
  }

  @ParameterizedTest
  @EnumSource
  void emptyPagesWithEverNewCursorsEndWithAnError(Reading reading) {
    assertThatThrownBy(() -> reading.all(endless(number -> page(number))))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessage(
            "The list brought nothing new on 50 pages in a row, each with a further cursor, the"
                + " last \"50\", after 0 elements; it seems to have no end.");
    assertThat(cursors).hasSize(50);
  }

  @ParameterizedTest
  @EnumSource
  void theSameElementsUnderEverNewCursorsEndWithAnError(Reading reading) {
    assertThatThrownBy(() -> reading.all(endless(number -> page(number, "a", "b"))))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessageContaining("after 2 elements");
    assertThat(cursors).hasSize(51);
  }

  @ParameterizedTest
  @EnumSource
  void pagesThatComeInTurnsEndWithAnError(Reading reading) {
    Pager<String> turns =
        endless(number -> page(number, Integer.parseInt(number) % 2 == 0 ? "even" : "odd"));

    assertThatThrownBy(() -> reading.all(turns)).hasMessageContaining("after 2 elements");
  }

  @ParameterizedTest
  @EnumSource
  void elementsWithoutAnIdAreNothingNew(Reading reading) {
    assertThatThrownBy(() -> reading.all(endless(number -> page(number, ""))))
        .hasMessageContaining("nothing new on 50 pages");
  }

  @ParameterizedTest
  @EnumSource
  void pagesOfWhichNothingIsWantedBringSomethingNewAllTheSame(Reading reading) {
    selection =
        page -> new Page<>(page.items().stream().filter("99"::equals).toList(), page.nextCursor());
    Pager<String> rare =
        pager(
            at -> {
              int number = at == null ? 0 : Integer.parseInt(at);
              String next = number == 99 ? null : String.valueOf(number + 1);
              return CompletableFuture.completedFuture(page(next, String.valueOf(number)));
            });

    assertThat(reading.all(rare)).containsExactly("99");
  }

  @ParameterizedTest
  @EnumSource
  void aLongPauseBetweenNewElementsIsNoEnd(Reading reading) {
    Pager<String> sparse =
        pager(
            at -> {
              int number = at == null ? 0 : Integer.parseInt(at);
              String next = number == 147 ? null : String.valueOf(number + 1);
              return CompletableFuture.completedFuture(
                  number % 49 == 0 ? page(next, String.valueOf(number)) : page(next));
            });

    assertThat(reading.all(sparse)).containsExactly("0", "49", "98", "147");
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatedCursorIsAnError(Reading reading) {
    Pager<String> pager = pager(page("1", "a"), page("2", "b"), page("1", "c"));

    assertThatThrownBy(() -> reading.all(pager))
        .isInstanceOf(ResponseFormatException.class)
        .hasMessage(
            "The list leads back to the cursor \"1\" after 3 elements; it would never end.");
    assertThat(cursors).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void aFailedRequestReachesTheReader(Reading reading) {
    Pager<String> pager =
        pager(
            cursor ->
                CompletableFuture.failedFuture(new ConnectionException("no network", 3, null)));

    assertThatThrownBy(() -> reading.all(pager))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("no network");
  }

  @ParameterizedTest
  @EnumSource
  void eachReadingBeginsAnew(Reading reading) {
    Pager<String> pager = pager(page("1", "a"), page(null, "b"));
    reading.all(pager);

    assertThat(reading.all(pager)).containsExactly("a", "b");
  }

  @Test
  void nothingIsRequestedBeforeItIsNeeded() {
    Pager<String> pager = pager(page("1", "a", "b"), page(null, "c"));
    Iterator<String> iterator = pager.iterator();
    assertThat(cursors).isEmpty();

    iterator.next();
    iterator.next();
    assertThat(cursors).hasSize(1);

    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(cursors).hasSize(2);
  }

  @Test
  void aStreamRequestsNoPageBeyondItsLimit() {
    Pager<String> pager = pager(page("1", "a", "b"), page(null, "c"));

    assertThat(pager.stream().limit(2).toList()).containsExactly("a", "b");
    assertThat(cursors).hasSize(1);
  }

  @Test
  void firstAsyncRequestsNoPageBeyondItsLimit() {
    Pager<String> pager = pager(page("1", "a", "b"), page("2", "c", "d"), page(null, "e"));

    assertThat(pager.firstAsync(4).join()).containsExactly("a", "b", "c", "d");
    assertThat(cursors).hasSize(2);
  }

  @Test
  void firstAsyncReturnsAShorterListWhole() {
    assertThat(pager(page(null, "a")).firstAsync(10).join()).containsExactly("a");
  }

  @Test
  void firstAsyncOfNothingMakesNoRequest() {
    assertThat(pager(page(null, "a")).firstAsync(0).join()).isEmpty();
    assertThat(cursors).isEmpty();
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> pager(page(null)).firstAsync(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must not be negative, but is -1");
  }

  @Test
  void anIteratorCanGoOnAfterAFailure() {
    boolean[] failed = {false};
    Pager<String> pager =
        pager(
            cursor -> {
              if (cursor != null && !failed[0]) {
                failed[0] = true;
                return CompletableFuture.failedFuture(new ConnectionException("reset", 3, null));
              }
              return CompletableFuture.completedFuture(
                  cursor == null ? page("1", "a") : page(null, "b"));
            });
    Iterator<String> iterator = pager.iterator();
    iterator.next();
    assertThatThrownBy(iterator::hasNext).isInstanceOf(ConnectionException.class);

    assertThat(iterator.next()).isEqualTo("b");
  }

  @Test
  void anIteratorAtItsEndSaysSo() {
    Iterator<String> iterator = pager(page(null, "a")).iterator();
    iterator.next();

    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theActionsExceptionEndsTheAsynchronousPass() {
    Pager<String> pager = pager(page("1", "a", "b"), page(null, "c"));

    CompletableFuture<Void> pass =
        pager.forEachAsync(
            element -> {
              throw new IllegalStateException("enough of " + element);
            });

    assertThatThrownBy(pass::join).hasRootCauseMessage("enough of a");
    assertThat(cursors).hasSize(1);
  }

  @Test
  void cancellingTheAsynchronousPassAbortsTheRequest() {
    CompletableFuture<Page<String>> never = new CompletableFuture<>();
    CompletableFuture<Void> pass = pager(cursor -> never).forEachAsync(element -> {});

    pass.cancel(true);

    assertThat(never).isCancelled();
  }

  @Test
  void cancellingWhatFollowsTheAsynchronousPassAbortsTheRequest() {
    CompletableFuture<Page<String>> never = new CompletableFuture<>();
    CompletableFuture<List<String>> first = pager(cursor -> never).firstAsync(3);

    first.cancel(true);

    assertThat(never).isCancelled();
  }

  @Test
  void cancellingBetweenTwoPagesEndsTheAsynchronousPass() {
    CompletableFuture<Page<String>> later = new CompletableFuture<>();
    List<String> seen = new ArrayList<>();
    List<CompletableFuture<?>> derived = new ArrayList<>();
    Pager<String> pager =
        pager(
            cursor -> cursor == null ? later : CompletableFuture.completedFuture(page(null, "c")));
    derived.add(
        pager
            .forEachAsync(
                element -> {
                  seen.add(element);
                  derived.get(0).cancel(true);
                })
            .thenRun(() -> {}));

    later.complete(page("1", "a", "b"));

    assertThat(seen).containsExactly("a");
    assertThat(cursors).hasSize(1);
    assertThat(derived.get(0)).isCancelled();
  }

  private Pager<String> pager(Function<String, CompletableFuture<Page<String>>> fetch) {
    return new CursorPager<>(
        (cursor, lane) -> {
          cursors.add(String.valueOf(cursor));
          return fetch.apply(cursor);
        },
        element -> element.isEmpty() ? null : element,
        selection,
        new Lanes(new VirtualTimer(), () -> "id:secret", null),
        Runnable::run);
  }

  /** Every page has a cursor, the number of the next one. */
  private Pager<String> endless(Function<String, Page<String>> pages) {
    return pager(
        at -> {
          int number = at == null ? 0 : Integer.parseInt(at);
          return CompletableFuture.completedFuture(pages.apply(String.valueOf(number + 1)));
        });
  }

  /** Each page is where the cursor of the one before it leads. */
  @SafeVarargs
  private Pager<String> pager(Page<String>... pages) {
    Map<String, Page<String>> byCursor = new HashMap<>();
    String cursor = "null";
    for (Page<String> page : pages) {
      byCursor.put(cursor, page);
      cursor = String.valueOf(page.nextCursor());
    }
    return pager(at -> CompletableFuture.completedFuture(byCursor.get(String.valueOf(at))));
  }

  private static Page<String> page(String nextCursor, String... items) {
    return new Page<>(List.of(items), nextCursor);
  }
}
