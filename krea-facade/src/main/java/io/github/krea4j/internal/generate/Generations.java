package io.github.krea4j.internal.generate;

import com.google.gson.JsonObject;
import io.github.krea4j.JobHandle;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.api.GenerationApi;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.catalog.ModelPath;
import io.github.krea4j.internal.catalog.RequestJson;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.Exchange;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Operation;
import io.github.krea4j.internal.jobs.JobState;
import io.github.krea4j.internal.jobs.JobsClient;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.RequestModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the application wants generated into one call, and its answer into a handle. */
public final class Generations {
  private final Http http;
  private final GenerationApi api;
  private final JobsClient jobs;
  private final DocumentCatalog catalog;
  private final FieldAliases aliases;
  private final DeprecationNotices notices;

  public Generations(
      Http http,
      JobsClient jobs,
      DocumentCatalog catalog,
      FieldAliases aliases,
      DeprecationNotices notices) {
    this.http = http;
    this.api = http.describe(GenerationApi.class);
    this.jobs = jobs;
    this.catalog = catalog;
    this.aliases = aliases;
    this.notices = notices;
  }

  public Exchange<JobHandle> submit(GenerationRequest request, RequestOptions options) {
    http.requireOpen();
    String id = ModelPath.normalize(request.modelId());
    if (request instanceof RequestModel<?> generated) {
      requireComplete(generated);
    }
    return submit(id, RequestJson.of(request), options);
  }

  public Exchange<JobHandle> submit(
      String model, Map<String, ? extends @Nullable Object> input, RequestOptions options) {
    http.requireOpen();
    String id = ModelPath.normalize(model);
    if (model.equals(id)) {
      catalog.nearMisses().requireNoTypo(id);
    }
    return submit(id, RequestJson.of(input, id), options);
  }

  private Exchange<JobHandle> submit(String id, JsonObject given, RequestOptions options) {
    Optional<ModelInfo> info = catalog.byId(id);
    JsonObject body = info.isPresent() ? aliases.apply(info.get(), given) : given;
    if (options.zeroDataRetention()) {
      RetentionCheck.requireDataUris(body, info);
    }
    if (info.isPresent() && info.get().deprecated()) {
      notices.model(id);
    }
    SubmitOptions submit = new SubmitOptions(options);
    return Operation.of(api.generate(id, body, submit.webhook()))
        .headers(submit.headers())
        .mapText((job, text) -> jobs.submitted(new JobState(job, text), id, jobs.defaults()))
        .as(
            CallKind.SUBMIT,
            submit.forCall(id, () -> catalog.nearMisses().hint(id, body.keySet())),
            jobs::abandoned);
  }

  /**
   * Checks that nothing is missing that the service requires.
   *
   * @throws InvalidRequestException listing all that is
   */
  static void requireComplete(RequestModel<?> request) {
    List<String> missing = request.missingFields();
    if (!missing.isEmpty()) {
      throw new InvalidRequestException(
          request.getClass().getSimpleName()
              + " lacks "
              + (missing.size() == 1 ? "the required field " : "the required fields ")
              + String.join(", ", missing)
              + ". Set "
              + (missing.size() == 1 ? "it" : "them")
              + " before sending.",
          missing);
    }
  }
}
