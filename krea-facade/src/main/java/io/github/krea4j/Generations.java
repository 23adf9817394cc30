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
import java.util.LinkedHashMap;
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
    String model = ModelPath.normalize(request.modelId());
    JsonObject body;
    if (request instanceof RequestModel<?> generated) {
      requireComplete(generated);
      body = generated.toJson();
    } else {
      JsonElement json = JsonValues.GSON.toJsonTree(request);
      if (!json.isJsonObject()) {
        throw new InvalidRequestException(
            request.getClass().getName() + " must be written to JSON as an object.", List.of());
      }
      body = json.getAsJsonObject();
    }
    return submit(model, body.asMap(), options);
  }

  CompletableFuture<JobHandle> submit(
      String model, Map<String, ? extends @Nullable Object> input, RequestOptions options) {
    calls.requireOpen();
    String id = ModelPath.normalize(model);
    Optional<ModelInfo> info = catalog.byId(id);
    Map<String, @Nullable Object> named = copy(input);
    JsonObject body;
    try {
      if (info.isPresent()) {
        named = aliases.apply(info.get(), named);
      }
      body = JsonValues.object(named);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("The input for " + id + " cannot be sent: " + e.getMessage() + ".", e);
    }
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

  /** Copies a map that other threads or the application may change, and refuses null names. */
  static Map<String, @Nullable Object> copy(Map<String, ? extends @Nullable Object> input) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    input.forEach(
        (name, value) -> {
          if (name == null) {
            throw new InvalidRequestException(
                "The input has a null key. Every key must be the name of a field.", List.of());
          }
          copy.put(name, value);
        });
    return copy;
  }
}
