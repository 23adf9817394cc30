package io.github.krea4j;

import io.github.krea4j.internal.http.VirtualTimer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service that answers as told, and a client for it whose repeats take no time. */
abstract class ApiTest {
  static final String KEY = "id-of-key:very-secret";
  static final String JOB =
      "{\"job_id\":\"job-1\",\"status\":\"queued\",\"created_at\":\"2026-01-01T00:00:00Z\"}";

  final MockWebServer server = new MockWebServer();
  final List<Deprecation> deprecations = Collections.synchronizedList(new ArrayList<>());
  private final List<KreaClient> clients = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    server.start();
  }

  @AfterEach
  void closeAll() {
    clients.forEach(KreaClient::close);
    server.close();
  }

  /** Returns a builder for a client whose listeners run at once, on whatever thread. */
  KreaClient.Builder builder() {
    return KreaClient.builder()
        .apiKey(KEY)
        .baseUrl(server.url("/").uri())
        .timer(VirtualTimer.eager())
        .executor(Runnable::run)
        .onDeprecation(deprecations::add);
  }

  KreaClient client() {
    return open(builder());
  }

  KreaClient open(KreaClient.Builder builder) {
    KreaClient client = builder.build();
    clients.add(client);
    return client;
  }

  void answer(String json) {
    answer(200, json);
  }

  void answer(int status, String json) {
    server.enqueue(json(status, json).build());
  }

  static MockResponse.Builder json(int status, String json) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(json);
  }

  static MockResponse.Builder bytes(byte[] content, String contentType) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", contentType)
        .body(new Buffer().write(content));
  }

  RecordedRequest request() {
    try {
      RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("The server saw no further request");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().string(StandardCharsets.UTF_8);
  }
}
