package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests: finds the operation in the document, checks key and input, and leaves the rest
 * to the operation's handler. Operations without a handler of their own are served by the shape of
 * their answer.
 */
final class Router {
  private static final Reply UNKNOWN_PATH =
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
    if (request.method().equals("GET") || request.method().equals("HEAD")) {
      Optional<MediaStore.Medium> medium = media.find(request.path());
      if (medium.isPresent()) {
        return download(medium.get());
      }
      if (request.path().equals("/openapi.json")) {
        // Public with the live service, and not in the document.
        return Reply.ok(document.json());
      }
    }
    Optional<ApiDocument.Match> match = document.find(request.method(), request.path());
    if (match.isEmpty()) {
      return UNKNOWN_PATH;
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

  /** Files need no key. */
  private Reply download(MediaStore.Medium medium) {
    Script script = scripts.downloads();
    Reply reply =
        script.takeReply().orElseGet(() -> Reply.of(200, medium.contentType(), medium.bytes()));
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
        body = json(request);
        wrong = validator.checkBody(operation, body);
      } else if (operation.bodies().containsKey("multipart/form-data")) {
        parts = Multipart.parse(request.header("Content-Type").orElse(""), request.rawBody());
        wrong = validator.checkParts(operation, parts);
      }
    } catch (Multipart.MalformedException | InvalidBodyException e) {
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

  private static JsonNode json(RecordedRequest request) throws InvalidBodyException {
    if (request.rawBody().length == 0) {
      throw new InvalidBodyException("body: is required");
    }
    String type = request.header("Content-Type").orElse("application/json");
    if (!type.toLowerCase(Locale.ROOT).contains("json")) {
      throw new InvalidBodyException("body: Content-Type must be application/json, not " + type);
    }
    try {
      return Json.MAPPER.readTree(request.rawBody());
    } catch (IOException e) {
      throw new InvalidBodyException("body: is not valid JSON");
    }
  }

  private static Map<String, String> query(String query) {
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

  /** The body is no JSON at all. */
  private static final class InvalidBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidBodyException(String message) {
      super(message);
    }
  }
}
