package io.github.krea4j;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A list of the service, read page by page as it is consumed, newest first.
 *
 * <p>Nothing is requested before the first element is asked for; then one request is made per page,
 * when the page before it is used up. So breaking off early saves the rest. Each iterator, stream
 * and asynchronous pass begins anew. The list can change meanwhile: elements repeated where two
 * pages meet are dropped, those added in front after the beginning are not seen.
 *
 * <p>Failing requests are repeated like any read; when that does not help, the exception reaches
 * the one who asks for the next element. A list that leads back to a page already read, or brings
 * nothing new on 50 pages in a row, ends in a {@link
 * io.github.krea4j.errors.ResponseFormatException}.
 *
 * @param <T> the element
 */
public interface Pager<T> extends Iterable<T> {
  /** Returns the elements as a sequential lazy stream. Needs no closing. */
  Stream<T> stream();

  /**
   * Reads the list without blocking and passes each element to {@code action}, in order, on the
   * client's executor.
   *
   * @return completes when the list has ended, with the exception of a failed request, or with the
   *     one that {@code action} threw, which ends the pass; cancelling it aborts a running request
   *     and reads no further page
   */
  CompletableFuture<Void> forEachAsync(Consumer<? super T> action);

  /**
   * Reads at most the first {@code limit} elements without blocking, and no page beyond them.
   *
   * @throws IllegalArgumentException if {@code limit} is negative
   */
  CompletableFuture<List<T>> firstAsync(int limit);
}
