package io.github.krea4j;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.http.ApiCall;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.RequestModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Turns what the application wants generated into one request, and its answer into a handle. */
final class Generations {
  private final Calls calls;
  private final JobOperations jobs;
  private final DocumentCatalog catalog;
  private final FieldAliases aliases;
  private final DeprecationNotices notices;

  Generations(
      Calls calls,
      JobOperations jobs,
      DocumentCatalog catalog,
      FieldAliases aliases,
      DeprecationNotices notices) {
    this.calls = calls;
    this.jobs = jobs;
    this.catalog = catalog;
    this.aliases = aliases;
    this.notices = notices;
  }

  CompletableFuture<JobHandle> submit(GenerationRequest request, RequestOptions options) {
    calls.requireOpen();
    String id = ModelPath.normalize(request.modelId());
    if (request instanceof RequestModel<?> generated) {
      requireComplete(generated);
      return send(id, generated.toJson(), options);
    }
    JsonElement body = JsonValues.GSON.toJsonTree(request);
    if (!body.isJsonObject()) {
      throw new InvalidRequestException(
          request.getClass().getName() + " must be written to JSON as an object.");
    }
    return send(id, body.getAsJsonObject(), options);
  }

  CompletableFuture<JobHandle> submit(
      String model, Map<String, ? extends @Nullable Object> input, RequestOptions options) {
    calls.requireOpen();
    String id = ModelPath.normalize(model);
    return send(id, json(input, id), options);
  }

  private CompletableFuture<JobHandle> send(String id, JsonObject given, RequestOptions options) {
    Optional<ModelInfo> info = catalog.byId(id);
    JsonObject body = info.isPresent() ? aliases.apply(info.get(), given) : given;
    if (options.zeroDataRetention()) {
      MediaInputs.requireDataUris(body, info);
    }
    if (info.isPresent() && info.get().deprecated()) {
      notices.model(id);
    }
    HttpUrl url = calls.url("generate").addPathSegments(id).build();
    Request.Builder request = new Request.Builder().url(url).post(Calls.json(body));
    apply(options, request);
    ApiCall call =
        new ApiCall(request.build(), CallKind.SUBMIT, options.timeout().orElse(null), id);
    return calls.send(
        call,
        answer ->
            jobs.submitted(
                Job.parse(answer), info.flatMap(ModelInfo::averageDuration).orElse(null)));
  }

  /** Sets the headers that the options ask for. */
  static void apply(RequestOptions options, Request.Builder request) {
    options.headers().forEach(request::header);
    options.webhookUrl().ifPresent(url -> request.header("X-Webhook-URL", url.toASCIIString()));
    if (options.zeroDataRetention()) {
      request.header("X-Api-Zero-Data-Retention", "1");
    }
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

  /**
   * Returns a map as JSON that shares nothing with it.
   *
   * @param target what it is for, for the error text
   * @throws InvalidRequestException if a name is null or a value has no JSON form
   */
  static JsonObject json(Map<String, ? extends @Nullable Object> input, String target) {
    for (String name : input.keySet()) {
      if (name == null) {
        throw new InvalidRequestException(
            "The input has a null key. Every key must be the name of a field.");
      }
    }
    try {
      return JsonValues.object(input);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "The input for " + target + " cannot be sent: " + e.getMessage() + ".", e);
    }
  }
}
