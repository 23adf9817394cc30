package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Job;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what the service POSTs to a webhook: the whole job, when it has ended.
 *
 * <p><strong>The service signs nothing.</strong> Whoever knows the address of a receiver can send
 * it what they like. So put a secret into the address, take HTTPS, and act only on what {@link
 * #confirm} returns. Deliveries can repeat and can come for a job that still runs: look at {@link
 * Job#status()} and remember which ids are done. Answer with a 2xx status quickly, and work
 * afterwards.
 */
public interface Webhooks {
  /**
   * Reads the body without asking the service. What it returns is as trustworthy as whoever sent
   * it.
   *
   * @throws InvalidRequestException if the body holds no job or more than a million characters
   */
  Job parse(String body);

  /**
   * Takes nothing but the job's id from the body, and reads the job with the client's own key: one
   * request.
   *
   * @throws InvalidRequestException if the body holds no job or more than a million characters
   * @throws io.github.krea4j.errors.NotFoundException if the job is not one of this key's: then the
   *     body did not come from the service
   */
  Job confirm(String body);

  /** Like {@link #confirm}, without waiting. A body that holds no job fails the future. */
  CompletableFuture<Job> confirmAsync(String body);
}
