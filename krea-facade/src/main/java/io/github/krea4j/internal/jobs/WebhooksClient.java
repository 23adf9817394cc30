package io.github.krea4j.internal.jobs;

import io.github.krea4j.Jobs;
import io.github.krea4j.Webhooks;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Job;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The webhooks of a client. */
public final class WebhooksClient implements Webhooks {
  // A job with many outputs takes some tens of thousands.
  private static final int MAX_LENGTH = 1_000_000;

  private final Jobs jobs;

  public WebhooksClient(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Job parse(String body) {
    if (body.length() > MAX_LENGTH) {
      throw new InvalidRequestException(
          "The webhook body has "
              + body.length()
              + " characters; no job takes more than "
              + MAX_LENGTH
              + ".",
          List.of());
    }
    try {
      // Some servers leave the byte order mark in the text.
      return Job.parse(body.startsWith("\ufeff") ? body.substring(1) : body);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "The webhook body cannot be read: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public Job confirm(String body) {
    return jobs.get(parse(body).id());
  }

  @Override
  public CompletableFuture<Job> confirmAsync(String body) {
    try {
      return jobs.getAsync(parse(body).id());
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
