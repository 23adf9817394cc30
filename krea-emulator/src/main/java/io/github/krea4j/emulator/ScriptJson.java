package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Scripts and replies as JSON: a field for each method of {@link Script} and {@link Reply}. */
final class ScriptJson {
  private ScriptJson() {}

  /** Says to a script what the JSON says; nothing of it if anything in it is wrong. */
  static void apply(JsonNode json, Script script) {
    JsonFields fields = new JsonFields("", json);
    List<Consumer<Script>> words = new ArrayList<>();
    fields
        .texts("states")
        .ifPresent(states -> words.add(said -> said.states(states.toArray(new String[0]))));
    fields.duration("duration").ifPresent(time -> words.add(said -> said.duration(time)));
    fields
        .object("state_durations")
        .ifPresent(
            durations ->
                durations
                    .names()
                    .forEach(
                        state ->
                            durations
                                .duration(state)
                                .ifPresent(
                                    time -> words.add(said -> said.stateDuration(state, time)))));
    fields.object("fail").ifPresent(failure -> words.add(failure(failure)));
    flag(fields, "empty_result", Script::emptyResult, words);
    flag(fields, "model_and_preview", Script::modelAndPreview, words);
    fields.whole("outputs").ifPresent(count -> words.add(said -> said.outputs(count)));
    fields.node("result").ifPresent(result -> words.add(said -> said.result(result.toString())));
    fields
        .object("reply")
        .ifPresent(
            given -> {
              Reply reply = reply(given);
              words.add(said -> said.reply(reply));
            });
    fields
        .objects("reply_once")
        .ifPresent(
            given -> {
              Reply[] replies = given.stream().map(ScriptJson::reply).toArray(Reply[]::new);
              words.add(said -> said.replyOnce(replies));
            });
    fields.duration("latency").ifPresent(time -> words.add(said -> said.latency(time)));
    fields
        .object("deprecated")
        .ifPresent(
            given -> {
              LocalDate sunset = given.required("sunset", given.date("sunset"));
              var link = given.required("link", given.uri("link"));
              given.requireNoOthers();
              words.add(said -> said.deprecated(sunset, link));
            });
    fields.requireNoOthers();
    // Tried on a script that nobody listens to: half a script is worse than none.
    Script trial = new Script();
    words.forEach(word -> word.accept(trial));
    words.forEach(word -> word.accept(script));
  }

  private static void flag(
      JsonFields fields, String name, Consumer<Script> word, List<Consumer<Script>> words) {
    fields.flag(name).filter(value -> value).ifPresent(value -> words.add(word));
  }

  /** With a code, or silent; in {@code error} or in {@code result.error}. */
  private static Consumer<Script> failure(JsonFields fields) {
    Optional<String> code = fields.text("code");
    String message = fields.text("message").orElse("The job failed");
    boolean inside = fields.flag("inside_result").orElse(false);
    fields.requireNoOthers();
    if (code.isEmpty()) {
      return Script::failSilently;
    }
    return inside
        ? said -> said.failInsideResult(code.get(), message)
        : said -> said.fail(code.get(), message);
  }

  /** A reply by one of the names of {@link Reply}'s methods, or by its status and body. */
  private static Reply reply(JsonFields fields) {
    Optional<String> kind = fields.text("kind");
    Reply reply = kind.isPresent() ? named(kind.get(), fields) : plain(fields);
    Optional<JsonFields> headers = fields.object("headers");
    if (headers.isPresent()) {
      for (String name : headers.get().names()) {
        reply = reply.withHeader(name, headers.get().text(name).orElse(""));
      }
    }
    reply = reply.withDelay(fields.duration("delay").orElse(reply.delay()));
    if (fields.flag("after_processing").orElse(false)) {
      reply = reply.afterProcessing();
    }
    fields.requireNoOthers();
    return reply;
  }

  private static Reply named(String kind, JsonFields fields) {
    return switch (kind) {
      case "unauthorized" -> Reply.unauthorized();
      case "insufficient_balance" -> Reply.insufficientBalance();
      case "plan_required" -> Reply.planRequired();
      case "concurrency_limit_reached" -> Reply.concurrencyLimitReached();
      case "model_unavailable" -> {
        LocalDate sunset = fields.required("sunset", fields.date("sunset"));
        yield fields
            .text("replacement")
            .map(replacement -> Reply.modelUnavailable(sunset, replacement))
            .orElseGet(() -> Reply.modelUnavailable(sunset));
      }
      case "edge_error" -> Reply.edgeError(status(fields));
      case "blocked_by_edge" -> Reply.blockedByEdge();
      case "error" ->
          Reply.error(status(fields), fields.required("message", fields.text("message")));
      case "connection_reset" -> Reply.connectionReset();
      case "connection_closed" -> Reply.connectionClosed();
      case "broken_body" -> Reply.brokenBody();
      default -> throw new Control.Refusal("kind: there is no reply \"" + kind + "\"");
    };
  }

  private static Reply plain(JsonFields fields) {
    int status = status(fields);
    Map<String, Optional<?>> bodies = new LinkedHashMap<>();
    Optional<JsonNode> json = fields.node("json");
    Optional<String> text = fields.text("json_text");
    Optional<String> html = fields.text("html");
    bodies.put("json", json);
    bodies.put("json_text", text);
    bodies.put("html", html);
    if (bodies.values().stream().filter(Optional::isPresent).count() > 1) {
      throw new Control.Refusal("give one of " + String.join(", ", bodies.keySet()));
    }
    return json.map(body -> Reply.json(status, body.toString()))
        .or(() -> text.map(body -> Reply.json(status, body)))
        .or(() -> html.map(body -> Reply.html(status, body)))
        .orElseGet(() -> Reply.empty(status));
  }

  private static int status(JsonFields fields) {
    int status = fields.required("status", fields.whole("status"));
    if (status < 200 || status > 599) {
      throw new Control.Refusal("status: must be from 200 to 599");
    }
    return status;
  }
}
