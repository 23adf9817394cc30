package io.github.krea4j.internal.generate;

import com.google.gson.JsonObject;
import io.github.krea4j.JobHandle;
import io.github.krea4j.NodeApps;
import io.github.krea4j.api.NodeAppsApi;
import io.github.krea4j.internal.catalog.RequestJson;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.CallOptions;
import io.github.krea4j.internal.http.Exchange;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Ids;
import io.github.krea4j.internal.http.Operation;
import io.github.krea4j.internal.jobs.JobsClient;
import io.github.krea4j.internal.lists.Answers;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobOutput;
import io.github.krea4j.model.NodeApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The node apps of a client. */
public final class NodeAppsClient implements NodeApps {
  private final Http http;
  private final JobsClient jobs;

  public NodeAppsClient(Http http, JobsClient jobs) {
    this.http = http;
    this.jobs = jobs;
  }

  // Asked for by each call: an interface that nobody calls costs a program's start nothing.
  private NodeAppsApi api() {
    return http.describe(NodeAppsApi.class);
  }

  @Override
  public NodeApp get(String versionId) {
    return http.call(reading(versionId));
  }

  @Override
  public CompletableFuture<NodeApp> getAsync(String versionId) {
    return http.async(() -> reading(versionId));
  }

  private Exchange<NodeApp> reading(String versionId) {
    return Operation.of(api().getNodeApp(require(versionId))).as(CallKind.READ);
  }

  @Override
  public List<JobHandle> execute(String versionId, Map<String, ? extends @Nullable Object> input) {
    return http.call(executing(versionId, input));
  }

  @Override
  public CompletableFuture<List<JobHandle>> executeAsync(
      String versionId, Map<String, ? extends @Nullable Object> input) {
    return http.async(() -> executing(versionId, input));
  }

  private Exchange<List<JobHandle>> executing(
      String versionId, Map<String, ? extends @Nullable Object> input) {
    String id = require(versionId);
    return Operation.of(api().executeNodeApp(id, RequestJson.of(input, "the node app")))
        .<List<JobHandle>>map(
            answer -> Answers.started(answer).stream().map(jobs::submitted).toList())
        .as(CallKind.SUBMIT, CallOptions.DEFAULTS, handles -> handles.forEach(jobs::abandoned));
  }

  @Override
  public void check(NodeApp app, Map<String, ? extends @Nullable Object> input) {
    JsonObject values = RequestJson.of(input, "the node app");
    if (app.raw().get("input_openapi_schema") instanceof JsonObject schema) {
      NodeAppInput.check(values, schema);
    }
  }

  @Override
  public Map<String, List<JobOutput>> outputs(Job job) {
    Map<String, List<JobOutput>> byName = new LinkedHashMap<>();
    for (JobOutput output : job.outputs()) {
      byName.computeIfAbsent(output.name().orElse(""), name -> new ArrayList<>()).add(output);
    }
    return byName;
  }

  private static String require(String versionId) {
    return Ids.require(versionId, "node app version");
  }
}
