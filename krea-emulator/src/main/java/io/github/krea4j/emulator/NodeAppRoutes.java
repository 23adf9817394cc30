package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reading and executing the given node apps. */
final class NodeAppRoutes {
  private final Map<String, EmulatedNodeApp> apps;
  private final RequestValidator validator;
  private final Submissions submissions;
  private final Results results;
  private final String createdAt;

  NodeAppRoutes(
      Map<String, EmulatedNodeApp> apps,
      RequestValidator validator,
      Submissions submissions,
      Results results,
      InstantSource clock) {
    this.apps = apps;
    this.validator = validator;
    this.submissions = submissions;
    this.results = results;
    this.createdAt = Json.time(clock.instant());
  }

  Map<String, Handler> handlers() {
    return Map.of("GET /node-apps/{}", this::get, "POST /node-apps/{}/execute", this::execute);
  }

  private Reply get(Call call) {
    EmulatedNodeApp app = apps.get(call.id());
    if (app == null) {
      return Reply.notFound("Node app");
    }
    ObjectNode json =
        Json.object()
            .put("id", "app-" + app.versionId())
            .put("author_id", "emulator-user")
            .put("workspace_id", "emulator-workspace")
            .put("name", app.versionId())
            .put("slug", app.versionId())
            .put("description", "")
            .put("scope", "workspace")
            .put("created_at", createdAt)
            .put("updated_at", createdAt)
            .put("last_version_id", app.versionId())
            .put("version", 1)
            .put("version_created_at", createdAt)
            .put("username", "emulator");
    json.putArray("example_outputs");
    json.set("input_openapi_schema", app.input());
    json.set("output_openapi_schema", app.output());
    json.putNull("input_key_mapping").putNull("output_key_mapping");
    return Reply.ok(json);
  }

  private Reply execute(Call call) {
    EmulatedNodeApp app = apps.get(call.id());
    if (app == null) {
      return Reply.notFound("Node app version");
    }
    Optional<String> wrong = validator.check(app.input(), call.body());
    if (wrong.isPresent()) {
      return Reply.error(400, wrong.get());
    }
    JsonNode result = Results.scripted(call.script()).orElseGet(() -> outputs(app, call));
    return submissions.submit(call, "nodeApp", result, () -> {}, Submissions::inArray);
  }

  private ObjectNode outputs(EmulatedNodeApp app, Call call) {
    ObjectNode result = Json.object();
    ObjectNode urls = result.putObject("urls");
    Iterator<String> names = app.output().path("properties").fieldNames();
    while (names.hasNext()) {
      urls.put(names.next(), results.add(MediaKind.PNG, call, 0).toString());
    }
    return result.put("workflow_id", UUID.randomUUID().toString());
  }
}
