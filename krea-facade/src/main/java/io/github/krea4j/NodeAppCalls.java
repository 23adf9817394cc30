package io.github.krea4j;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.krea4j.internal.http.ApiCall;
import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.JobOutput;
import io.github.krea4j.model.NodeApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The node apps of a client. */
final class NodeAppCalls implements NodeApps {
  private final Calls calls;
  private final JobOperations jobs;

  NodeAppCalls(Calls calls, JobOperations jobs) {
    this.calls = calls;
    this.jobs = jobs;
  }

  @Override
  public NodeApp get(String versionId) {
    return calls.await(
        new Request.Builder().url(url(versionId).build()).build(),
        CallKind.READ,
        Calls.reader(NodeApp.class));
  }

  @Override
  public List<JobHandle> execute(String versionId, Map<String, ? extends @Nullable Object> input) {
    HttpUrl url = url(versionId).addPathSegment("execute").build();
    Request request =
        new Request.Builder()
            .url(url)
            .post(Calls.json(Generations.json(input, "the node app")))
            .build();
    ApiCall call = new ApiCall(request, CallKind.SUBMIT, null, null);
    return Blocking.call(() -> calls.send(call, this::handles));
  }

  @Override
  public void check(NodeApp app, Map<String, ? extends @Nullable Object> input) {
    JsonObject values = Generations.json(input, "the node app");
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

  private List<JobHandle> handles(String answer) {
    JsonElement tree = JsonValues.parse(answer);
    List<JobHandle> handles = new ArrayList<>();
    for (JsonElement element : tree instanceof JsonArray array ? array : List.of(tree)) {
      if (element instanceof JsonObject object) {
        Job job = Job.of(object);
        if (!job.id().isEmpty()) {
          handles.add(jobs.submitted(job, null));
        }
      }
    }
    if (handles.isEmpty()) {
      throw new JsonParseException("The service accepted the input but names no job");
    }
    return List.copyOf(handles);
  }

  private HttpUrl.Builder url(String versionId) {
    return calls.url("node-apps", Calls.requireId(versionId, "node app version"));
  }
}
