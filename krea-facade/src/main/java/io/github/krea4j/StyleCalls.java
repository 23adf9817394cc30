package io.github.krea4j;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.internal.http.ApiCall;
import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.Style;
import io.github.krea4j.model.TrainStyleRequest;
import io.github.krea4j.model.UpdateStyleRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The styles of a client. */
final class StyleCalls implements Styles {
  private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

  private static final Duration LONGEST_TRAINING = Duration.ofHours(3);

  private final Calls calls;
  private final JobOperations jobs;
  private final WaitOptions trainingWait;

  StyleCalls(Calls calls, JobOperations jobs) {
    this.calls = calls;
    this.jobs = jobs;
    WaitOptions defaults = jobs.defaults();
    this.trainingWait =
        defaults.timeout().compareTo(LONGEST_TRAINING) >= 0
            ? defaults
            : defaults.toBuilder().timeout(LONGEST_TRAINING).build();
  }

  @Override
  public JobHandle train(TrainStyleRequest request) {
    return train(request, RequestOptions.none());
  }

  @Override
  public JobHandle train(TrainStyleRequest request, RequestOptions options) {
    Generations.requireComplete(request);
    Request.Builder post =
        new Request.Builder()
            .url(calls.url("styles", "train").build())
            .post(Calls.json(request.toJson()));
    Generations.apply(options, post);
    ApiCall call = new ApiCall(post.build(), CallKind.SUBMIT, options.timeout().orElse(null), null);
    return Blocking.call(
        () -> calls.send(call, answer -> jobs.submitted(Job.parse(answer), null, trainingWait)));
  }

  @Override
  public Pager<Style> search(StyleFilter filter) {
    Objects.requireNonNull(filter, "filter");
    return Lists.pager(
        calls,
        () -> {
          HttpUrl.Builder url = calls.url("styles");
          if (!filter.ids().isEmpty()) {
            url.addQueryParameter("ids", String.join(",", filter.ids()));
          }
          filter.liked().ifPresent(liked -> url.addQueryParameter("liked", liked.toString()));
          filter.user().ifPresent(user -> url.addQueryParameter("user", user));
          filter.model().ifPresent(model -> url.addQueryParameter("model", model));
          filter.scope().ifPresent(scope -> url.addQueryParameter("filter", scope.toString()));
          return url;
        },
        Style.class,
        Style::id);
  }

  @Override
  public Style get(String id) {
    return calls.await(
        new Request.Builder().url(url(id).build()).build(),
        CallKind.READ,
        Calls.reader(Style.class));
  }

  @Override
  public Style update(String id, UpdateStyleRequest request) {
    Generations.requireComplete(request);
    RequestBody body = Calls.json(request.toJson());
    return calls.await(
        new Request.Builder().url(url(id).build()).patch(body).build(),
        CallKind.ONCE,
        Calls.reader(Style.class));
  }

  @Override
  public URI shareLink(String id) {
    HttpUrl url = url(id).addPathSegment("share").addPathSegment("link").build();
    return calls.await(
        new Request.Builder().url(url).build(),
        CallKind.READ,
        body -> {
          JsonObject answer = Calls.reader(JsonObject.class).apply(body);
          if (answer.get("share_link") instanceof JsonPrimitive link) {
            return URI.create(link.getAsString());
          }
          throw new JsonParseException("The answer holds no share_link");
        });
  }

  @Override
  public void shareWithWorkspace(String id) {
    calls.await(
        new Request.Builder().url(workspace(id)).post(NOTHING).build(),
        CallKind.ONCE,
        body -> body);
  }

  @Override
  public void unshareFromWorkspace(String id) {
    calls.await(
        new Request.Builder().url(workspace(id)).delete().build(), CallKind.DELETE, body -> body);
  }

  private HttpUrl.Builder url(String id) {
    return calls.url("styles", Calls.requireId(id, "style"));
  }

  private HttpUrl workspace(String id) {
    return url(id).addPathSegment("share").addPathSegment("workspace").build();
  }
}
