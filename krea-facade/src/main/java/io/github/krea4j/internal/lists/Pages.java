package io.github.krea4j.internal.lists;

import io.github.krea4j.Pager;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Operation;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The service's lists, which all are read by following cursors. */
public final class Pages {
  // The most that the service gives at once is 1,000; a caller who takes the first few should not
  // wait for so many.
  public static final long LIMIT = 100;

  private Pages() {}

  /**
   * Returns a pager.
   *
   * @param page describes the request for the page at a cursor, null for the first
   * @param id gives what tells elements apart
   */
  public static <T> Pager<T> pager(
      Http http,
      Function<@Nullable String, Operation<Page<T>>> page,
      Function<T, @Nullable String> id) {
    return new CursorPager<>(
        (cursor, lane) -> {
          http.requireOpen();
          return http.start(page.apply(cursor).as(CallKind.READ), lane);
        },
        id,
        UnaryOperator.identity(),
        http.lanes(),
        http.executor());
  }
}
