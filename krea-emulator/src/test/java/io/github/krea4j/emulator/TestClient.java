package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Speaks plain HTTP to an emulator: these tests know nothing of the facade. */
final class TestClient {
  static final String FLUX = "/generate/image/bfl/flux-1-dev";
  static final String VEO = "/generate/video/google/veo-2";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI baseUrl;
  private final Map<String, String> headers = new LinkedHashMap<>();

  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    /** The first header of that name, or null. */
    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    byte[] body() {
      return response.body();
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return Json.parse(text());
    }

    String error() {
      return json().path("error").asText();
    }
  }

  TestClient(KreaEmulator emulator) {
    baseUrl = emulator.baseUrl();
    headers.put("Authorization", "Bearer " + emulator.apiKey());
  }

  /** The same caller with one header more, or with another value; null takes it away. */
  TestClient with(String name, String value) {
    headers.remove(name);
    if (value != null) {
      headers.put(name, value);
    }
    return this;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "application/json", new byte[0]);
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "application/json", new byte[0]);
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  Answer patch(String path, String json) throws IOException, InterruptedException {
    return send("PATCH", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Submits a Flux job and returns its id. */
  String submit() throws IOException, InterruptedException {
    return submit(FLUX, "{\"prompt\": \"a fox\"}");
  }

  String submit(String path, String json) throws IOException, InterruptedException {
    Answer answer = post(path, json);
    JsonNode job = answer.json().isArray() ? answer.json().get(0) : answer.json();
    if (answer.status() != 200) {
      throw new AssertionError(path + " answered " + answer.status() + ": " + answer.text());
    }
    return job.path("job_id").asText();
  }

  JsonNode job(String id) throws IOException, InterruptedException {
    return get("/jobs/" + id).json();
  }

  String status(String id) throws IOException, InterruptedException {
    return job(id).path("status").asText();
  }

  Answer upload(String fileName, String contentType, byte[] content)
      throws IOException, InterruptedException {
    String disposition =
        "name=\"file\"" + (fileName == null ? "" : "; filename=\"" + fileName + "\"");
    String type = contentType == null ? "" : "Content-Type: " + contentType + "\r\n";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--limit\r\nContent-Disposition: form-data; " + disposition + "\r\n" + type + "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
    return send("POST", "/assets", "multipart/form-data; boundary=limit", body.toByteArray());
  }

  Answer send(String method, String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(baseUrl.resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (body.length > 0 && contentType != null) {
      request.header("Content-Type", contentType);
    }
    return answer(request.build());
  }

  /** Fetches any URL, without the key; the headers are names and values in turn. */
  static Answer download(String url, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return answer(request.build());
  }

  private static Answer answer(HttpRequest request) throws IOException, InterruptedException {
    return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }
}
