package io.github.krea4j.internal.generate;

import io.github.krea4j.JobHandle;
import io.github.krea4j.Pager;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.StyleFilter;
import io.github.krea4j.Styles;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.api.StylesApi;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.Exchange;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Ids;
import io.github.krea4j.internal.http.Operation;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.internal.jobs.JobsClient;
import io.github.krea4j.internal.lists.Answers;
import io.github.krea4j.internal.lists.Pages;
import io.github.krea4j.model.Style;
import io.github.krea4j.model.TrainStyleRequest;
import io.github.krea4j.model.UpdateStyleRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The styles of a client. */
public final class StylesClient implements Styles {
  private static final Duration LONGEST_TRAINING = Duration.ofHours(3);

  private final Http http;
  private final JobsClient jobs;
  private final WaitOptions trainingWait;

  public StylesClient(Http http, JobsClient jobs) {
    this.http = http;
    this.jobs = jobs;
    WaitOptions defaults = jobs.defaults();
    this.trainingWait =
        defaults.timeout().compareTo(LONGEST_TRAINING) >= 0
            ? defaults
            : defaults.toBuilder().timeout(LONGEST_TRAINING).build();
  }

  // Asked for by each call: an interface that nobody calls costs a program's start nothing.
  private StylesApi api() {
    return http.describe(StylesApi.class);
  }

  @Override
  public JobHandle train(TrainStyleRequest request) {
    return train(request, RequestOptions.none());
  }

  @Override
  public JobHandle train(TrainStyleRequest request, RequestOptions options) {
    return http.call(training(request, options));
  }

  @Override
  public CompletableFuture<JobHandle> trainAsync(
      TrainStyleRequest request, RequestOptions options) {
    return http.async(() -> training(request, options));
  }

  private Exchange<JobHandle> training(TrainStyleRequest request, RequestOptions options) {
    Generations.requireComplete(request);
    SubmitOptions submit = new SubmitOptions(options);
    return Operation.of(api().trainStyle(request, submit.webhook()))
        .headers(submit.headers())
        .mapText((job, text) -> jobs.submitted(new JobState(job, text), null, trainingWait))
        .as(CallKind.SUBMIT, submit.forCall(null), jobs::abandoned);
  }

  @Override
  public Pager<Style> search(StyleFilter filter) {
    Objects.requireNonNull(filter, "filter");
    String ids = filter.ids().isEmpty() ? null : String.join(",", filter.ids());
    return Pages.pager(
        http,
        cursor ->
            Operation.of(
                    api()
                        .listStyles(
                            cursor,
                            Pages.LIMIT,
                            ids,
                            filter.liked().orElse(null),
                            filter.user().orElse(null),
                            filter.model().orElse(null),
                            filter.scope().map(StyleFilter.Scope::toString).orElse(null)))
                .map(Answers::styles),
        Answers::id);
  }

  @Override
  public Style get(String id) {
    return http.call(reading(id));
  }

  @Override
  public CompletableFuture<Style> getAsync(String id) {
    return http.async(() -> reading(id));
  }

  private Exchange<Style> reading(String id) {
    return Operation.of(api().getStyle(require(id))).as(CallKind.READ);
  }

  @Override
  public Style update(String id, UpdateStyleRequest request) {
    return http.call(updating(id, request));
  }

  @Override
  public CompletableFuture<Style> updateAsync(String id, UpdateStyleRequest request) {
    return http.async(() -> updating(id, request));
  }

  private Exchange<Style> updating(String id, UpdateStyleRequest request) {
    Generations.requireComplete(request);
    return Operation.of(api().updateStyle(require(id), request)).as(CallKind.ONCE);
  }

  @Override
  public URI shareLink(String id) {
    return http.call(linking(id));
  }

  @Override
  public CompletableFuture<URI> shareLinkAsync(String id) {
    return http.async(() -> linking(id));
  }

  private Exchange<URI> linking(String id) {
    return Operation.of(api().getStyleShareLink(require(id)))
        .map(Answers::shareLink)
        .as(CallKind.READ);
  }

  @Override
  public void shareWithWorkspace(String id) {
    var unused = http.call(sharing(id));
  }

  @Override
  public CompletableFuture<Void> shareWithWorkspaceAsync(String id) {
    return http.async(() -> sharing(id)).thenApply(done -> null);
  }

  private Exchange<Boolean> sharing(String id) {
    return Operation.of(api().shareStyleWorkspace(require(id))).answering(true).as(CallKind.ONCE);
  }

  @Override
  public void unshareFromWorkspace(String id) {
    var unused = http.call(unsharing(id));
  }

  @Override
  public CompletableFuture<Void> unshareFromWorkspaceAsync(String id) {
    return http.async(() -> unsharing(id)).thenApply(done -> null);
  }

  private Exchange<Boolean> unsharing(String id) {
    return Operation.of(api().deleteStyleShareWorkspace(require(id)))
        .answering(true)
        .as(CallKind.DELETE);
  }

  private static String require(String id) {
    return Ids.require(id, "style");
  }
}
