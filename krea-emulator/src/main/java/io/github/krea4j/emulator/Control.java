package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets programs of any language do what the Java API does: reset, scripts, recorded requests, time
 * and slots. Only who knows the secret is heard.
 */
final class Control {
  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 10_000;

  private final String secret;
  private final Emulation emulation;

  /** What is wrong with a request to the control. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  Control(String secret, Emulation emulation) {
    this.secret = secret;
    this.emulation = emulation;
  }

  Reply answer(RecordedRequest request) {
    if (!knowsSecret(request)) {
      return Reply.json(
          401, Json.object().put("message", "Give the control secret as Authorization: Bearer"));
    }
    String what = request.path().substring(OwnPages.CONTROL.length());
    Set<String> methods =
        switch (what) {
          case "reset" -> Set.of("POST");
          case "script" -> Set.of("POST", "DELETE");
          case "time-scale", "slots" -> Set.of("GET", "PUT");
          case "requests", "webhooks" -> Set.of("GET");
          default -> Set.of();
        };
    if (methods.isEmpty()) {
      return Reply.notFound("Control " + what);
    }
    if (!methods.contains(request.method())) {
      return Router.otherMethod(request, methods);
    }
    try {
      return answer(request, what);
    } catch (Refusal | IllegalArgumentException e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    } catch (JsonBody.InvalidBodyException e) {
      return e.reply();
    }
  }

  private Reply answer(RecordedRequest request, String what) throws JsonBody.InvalidBodyException {
    Map<String, String> query = Router.query(request.query());
    boolean isRead = request.method().equals("GET");
    switch (what) {
      case "reset" -> emulation.reset();
      case "script" -> {
        Script script = script(query);
        if (request.method().equals("DELETE")) {
          script.reset();
        } else {
          ScriptJson.apply(JsonBody.read(request), script);
        }
      }
      case "time-scale" -> {
        if (!isRead) {
          JsonFields fields = new JsonFields("", JsonBody.read(request));
          double scale =
              fields.number("scale").orElseThrow(() -> new Refusal("scale: is required"));
          fields.requireNoOthers();
          emulation.timeScale(scale);
        }
        return Reply.ok(Json.object().put("scale", emulation.timeScale()));
      }
      case "slots" -> {
        if (!isRead) {
          slots(new JsonFields("", JsonBody.read(request)));
        }
        return Reply.ok(Feed.slots(emulation.standing()));
      }
      case "requests" -> {
        return Reply.ok(requests(query));
      }
      default -> {
        return Reply.ok(webhooks());
      }
    }
    return Reply.ok(Json.object().put("success", true));
  }

  private boolean knowsSecret(RecordedRequest request) {
    byte[] given = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, ("Bearer " + secret).getBytes(StandardCharsets.UTF_8));
  }

  private Script script(Map<String, String> query) {
    String operation = query.get("operation");
    if (operation == null) {
      return emulation.script();
    }
    return operation.equals("downloads") ? emulation.downloads() : emulation.script(operation);
  }

  /** What is named is changed, null takes a limit away; what is not named stays. */
  private void slots(JsonFields fields) {
    Slots.Limits now = emulation.standing().limits();
    int running = fields.limit("running", now.running());
    int backlog = fields.limit("backlog", now.backlog());
    int occupied = fields.limit("occupied", now.occupied());
    if (occupied == Integer.MAX_VALUE) {
      throw new Refusal("occupied: must be a number");
    }
    Optional<JsonFields> types = fields.object("types");
    Map<String, Integer> limits = now.types();
    types.ifPresent(given -> given.names().forEach(name -> limits.put(name, given.limit(name, 0))));
    fields.requireNoOthers();
    emulation.slots(running, backlog, occupied, limits);
  }

  private ObjectNode requests(Map<String, String> query) {
    String limit = query.getOrDefault("limit", String.valueOf(USUAL_LIMIT));
    if (!limit.matches("\\d{1,5}") || Integer.parseInt(limit) > LARGEST_LIMIT) {
      throw new Refusal("limit: must be a number up to " + LARGEST_LIMIT);
    }
    List<RecordedRequest> all =
        query.containsKey("operation")
            ? emulation.requests(query.get("operation"))
            : emulation.requests();
    ObjectNode answer = Json.object().put("total", all.size());
    ArrayNode items = answer.putArray("items");
    int from = Math.max(0, all.size() - Integer.parseInt(limit));
    for (RecordedRequest request : all.subList(from, all.size())) {
      items.add(request(request));
    }
    return answer;
  }

  /** A request without the key: a log of control must not give it away. */
  private static ObjectNode request(RecordedRequest request) {
    ObjectNode json =
        Json.object()
            .put("id", request.id())
            .put("received_at", Json.time(request.receivedAt()))
            .put("method", request.method())
            .put("path", request.path())
            .put("query", request.query())
            .put("body", request.bodyText());
    int status = request.outcome().status();
    if (status == 0) {
      json.putNull("status");
    } else {
      json.put("status", status);
    }
    ObjectNode headers = json.putObject("headers");
    request
        .headers()
        .forEach(
            (name, values) -> {
              boolean isSecret =
                  name.equalsIgnoreCase("Authorization")
                      || name.equalsIgnoreCase("Proxy-Authorization")
                      || name.equalsIgnoreCase("Cookie");
              JsonNode shown = Json.MAPPER.valueToTree(isSecret ? List.of("[hidden]") : values);
              headers.set(name, shown);
            });
    return json;
  }

  private ObjectNode webhooks() {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    for (WebhookDelivery call : emulation.webhookDeliveries()) {
      ObjectNode item = items.addObject().put("url", call.url().toString());
      item.set("body", Json.parse(call.body()));
      if (call.status().isPresent()) {
        item.put("status", call.status().getAsInt());
      } else {
        item.putNull("status");
      }
    }
    return answer;
  }
}
