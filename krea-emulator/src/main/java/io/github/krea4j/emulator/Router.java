package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers requests: finds the operation in the document, checks key and input, and leaves the rest
 * to the operation's handler. Operations without a handler of their own are served by the shape of
 * their answer.
 */
final class Router {
  static final Reply UNKNOWN_PATH =
      Reply.html(404, "<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>");

  private final ApiDocument document;
  private final String authorization;
  private final MediaStore media;
  private final Scripts scripts;
  private final Submissions submissions;
  private final SchemaSample samples;
  private final RequestValidator validator;
  private final Map<String, Handler> handlers;

  Router(
      ApiDocument document,
      String apiKey,
      MediaStore media,
      Scripts scripts,
      Submissions submissions,
      SchemaSample samples,
      RequestValidator validator,
      Map<String, Handler> handlers) {
    this.document = document;
    this.authorization = "Bearer " + apiKey;
    this.media = media;
    this.scripts = scripts;
    this.submissions = submissions;
    this.samples = samples;
    this.validator = validator;
    this.handlers = handlers;
  }

  Reply handle(RecordedRequest request) {
    Optional<MediaStore.Entry> file = media.entry(request.path());
    if (file.isPresent()) {
      return asked(request).equals("GET")
          ? download(request, file.get())
          : otherMethod(request, Set.of("GET"));
    }
    if (request.path().equals("/openapi.json") && asked(request).equals("GET")) {
      // Public with the live service, and not in the document.
      return Reply.ok(document.json());
    }
    Optional<ApiDocument.Match> match = document.find(request.method(), request.path());
    if (match.isEmpty()) {
      match = document.find(asked(request), request.path());
    }
    if (match.isEmpty()) {
      Set<String> methods = document.methods(request.path());
      return methods.isEmpty() ? UNKNOWN_PATH : otherMethod(request, methods);
    }
    Operation operation = match.get().operation();
    Script.Settings script = scripts.settings(operation);
    Optional<Reply> scripted = scripts.takeReply(operation);
    if (scripted.filter(reply -> !reply.isAfterProcessing()).isPresent()) {
      return dressed(scripted.get(), script);
    }
    Reply served = serve(request, match.get(), script);
    return dressed(scripted.orElse(served), script);
  }

  /** HEAD asks what GET would answer; the body is left out at the end. */
  private static String asked(RecordedRequest request) {
    return request.method().equals("HEAD") ? "GET" : request.method();
  }

  /** What a path answers to a method that it does not have: never a page of HTML. */
  static Reply otherMethod(RecordedRequest request, Set<String> methods) {
    Set<String> all = new TreeSet<>(methods);
    if (methods.contains("GET")) {
      all.add("HEAD");
    }
    all.add("OPTIONS");
    Reply reply =
        request.method().equals("OPTIONS")
            ? Reply.ok(Json.MAPPER.valueToTree(Map.of("methods", all)))
            : Reply.error(405, request.method() + " is not allowed on this path");
    return reply.withHeader("Allow", String.join(", ", all));
  }

  /** Files need no key. */
  private Reply download(RecordedRequest request, MediaStore.Entry file) {
    Script script = scripts.downloads();
    Reply reply = script.takeReply().orElseGet(() -> FileReply.of(request, file));
    return dressed(reply, script.settings());
  }

  private Reply serve(RecordedRequest request, ApiDocument.Match match, Script.Settings script) {
    Operation operation = match.operation();
    if (request.header("Authorization").filter(authorization::equals).isEmpty()) {
      return Reply.unauthorized();
    }
    Map<String, String> query = query(request.query());
    Optional<String> wrong = validator.checkParameters(operation, query, request);
    if (wrong.isPresent()) {
      return Reply.error(400, wrong.get());
    }
    JsonNode body = MissingNode.getInstance();
    List<Multipart.Part> parts = List.of();
    try {
      if (operation.jsonBody().isPresent()) {
        body = JsonBody.read(request);
        wrong = validator.checkBody(operation, body);
      } else if (operation.bodies().containsKey("multipart/form-data")) {
        parts = Multipart.parse(request.header("Content-Type").orElse(""), request.rawBody());
        wrong = validator.checkParts(operation, parts);
      }
    } catch (JsonBody.InvalidBodyException e) {
      return e.reply();
    } catch (Multipart.MalformedException e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    }
    if (wrong.isPresent()) {
      return Reply.error(400, wrong.get());
    }
    return handler(operation)
        .handle(new Call(request, operation, match.pathParameters(), query, body, parts, script));
  }

  private Handler handler(Operation operation) {
    Handler own = handlers.get(operation.name().replaceAll("\\{[^}]*}", "{}"));
    if (own != null) {
      return own;
    }
    if (operation.answersWithJob() && operation.method().equals("POST")) {
      return submissions::generate;
    }
    if (operation.answersWithJobs() && operation.method().equals("POST")) {
      return submissions::generateSeveral;
    }
    return call ->
        operation
            .success()
            .map(schema -> Reply.ok(samples.of(schema)))
            .orElseGet(() -> Reply.empty(200));
  }

  /** Adds what scripts add to any reply. */
  private static Reply dressed(Reply reply, Script.Settings script) {
    Reply dressed = reply;
    Map<String, String> deprecation = script.deprecation();
    if (deprecation != null && reply.isSuccess()) {
      for (Map.Entry<String, String> header : deprecation.entrySet()) {
        dressed = dressed.withHeader(header.getKey(), header.getValue());
      }
    }
    Duration latency = script.latency();
    return latency == null ? dressed : dressed.withDelay(reply.delay().plus(latency));
  }

  static Map<String, String> query(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        parameters.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
