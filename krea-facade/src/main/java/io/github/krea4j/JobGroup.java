package io.github.krea4j;

import io.github.krea4j.model.Job;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for jobs that come and go, with few requests: all that are waited for at a time are looked
 * up together in pages of {@code GET /jobs}, as {@link Jobs#awaitAllAsync} describes.
 *
 * <p>A job that is added is looked at within half a second, together with others added meanwhile.
 * Pages that are given up, since listing fails or does not show these jobs, are tried again after a
 * minute. Safe for use by several threads.
 */
public interface JobGroup extends AutoCloseable {
  /**
   * Waits for one more job, from now on and without blocking.
   *
   * @return as {@link Jobs#awaitAsync(String, WaitOptions)}, independent of the other waits; for a
   *     job that is waited for already it follows the same wait, which cancelling any of them ends
   * @throws io.github.krea4j.errors.InvalidRequestException if the id can be none
   * @throws IllegalStateException if the group or the client is closed
   */
  CompletableFuture<Job> add(String id);

  /**
   * Cancels the waits that are left; their jobs run on and are billed. Closing twice does nothing.
   */
  @Override
  void close();
}
