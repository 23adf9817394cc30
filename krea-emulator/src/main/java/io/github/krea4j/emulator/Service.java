package io.github.krea4j.emulator;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is behind the front: the emulator's own pages, and the API with its files. */
final class Service implements Function<RecordedRequest, Reply> {
  static final String REQUEST_ID = "X-Request-Id";

  private final OwnPages pages;
  private final Router router;
  private final Recording recording;
  private final JobStore jobs;
  private final Webhooks webhooks;
  private final boolean cors;
  private final Consumer<RecordedRequest> listener;

  /**
   * Creates the service.
   *
   * @param cors whether scripts of web pages may read the answers; the live service says no
   * @param listener is told of every request once its answer is known
   */
  Service(
      OwnPages pages,
      Router router,
      Recording recording,
      JobStore jobs,
      Webhooks webhooks,
      boolean cors,
      Consumer<RecordedRequest> listener) {
    this.pages = pages;
    this.router = router;
    this.recording = recording;
    this.jobs = jobs;
    this.webhooks = webhooks;
    this.cors = cors;
    this.listener = listener;
  }

  @Override
  public Reply apply(RecordedRequest request) {
    Optional<Reply> own = pages.answer(request);
    if (own.isPresent()) {
      return finished(request, own.get());
    }
    recording.add(request);
    // What time has brought about shows in every answer, not only in those about jobs.
    jobs.settle();
    Reply reply =
        cors && Cors.isPreflight(request)
            ? Cors.preflight(request)
            : cors ? Cors.open(router.handle(request)) : router.handle(request);
    if (request.header(Call.WEBHOOK_HEADER).isPresent()) {
      webhooks.watch(jobs);
    }
    request.outcome().status(reply.fault().isPresent() ? 0 : reply.status());
    listener.accept(request);
    return finished(request, reply);
  }

  private static Reply finished(RecordedRequest request, Reply reply) {
    Reply named =
        reply.headers().keySet().stream().anyMatch(REQUEST_ID::equalsIgnoreCase)
            ? reply
            : reply.withHeader(REQUEST_ID, request.id());
    return request.method().equals("HEAD") ? named.forHead() : named;
  }
}
