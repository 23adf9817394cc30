package io.github.krea4j.internal.jobs;

import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.internal.http.ApiCall;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Asks the service over HTTP. */
public final class TransportJobSource implements JobSource {
  private final Transport transport;
  private final HttpUrl baseUrl;
  private final @Nullable Integer readRetries;

  /**
   * Creates a source.
   *
   * @param readRetries how often a failed read is repeated; null: as often as the client's default
   */
  public TransportJobSource(Transport transport, HttpUrl baseUrl, @Nullable Integer readRetries) {
    this.transport = transport;
    this.baseUrl = baseUrl;
    this.readRetries = readRetries;
  }

  @Override
  public CompletableFuture<JobState> get(String id) {
    return transport.send(read(job(id)), JobState::parse);
  }

  @Override
  public CompletableFuture<JobList> list(JobQuery query) {
    HttpUrl.Builder url = baseUrl.newBuilder().addPathSegment("jobs");
    if (query.cursor() != null) {
      url.addQueryParameter("cursor", query.cursor());
    }
    if (query.limit() > 0) {
      url.addQueryParameter("limit", Integer.toString(query.limit()));
    }
    if (!query.types().isEmpty()) {
      url.addQueryParameter("types", String.join(",", query.types()));
    }
    if (query.status() != null) {
      url.addQueryParameter("status", query.status());
    }
    return transport.send(read(url.build()), JobList::parse);
  }

  @Override
  public CompletableFuture<Boolean> cancel(String id) {
    Request request = new Request.Builder().url(job(id)).delete().build();
    return transport
        .send(new ApiCall(request, CallKind.DELETE, null, null))
        .handle((answer, failure) -> failure == null || tooLate(failure));
  }

  /** Returns false for a 404, which is an answer to the question; throws any other failure. */
  private static boolean tooLate(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof NotFoundException) {
      return false;
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  private ApiCall read(HttpUrl url) {
    ApiCall call = new ApiCall(new Request.Builder().url(url).build(), CallKind.READ, null, null);
    return readRetries == null ? call : call.withRetries(readRetries);
  }

  /** The id is one segment of the path, whatever characters it has. */
  private HttpUrl job(String id) {
    return baseUrl.newBuilder().addPathSegment("jobs").addPathSegment(id).build();
  }
}
