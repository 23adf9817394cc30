package io.github.krea4j;

import io.github.krea4j.internal.http.Timer;
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
public abstract class ApiTest {
  protected static final String KEY = "id-of-key:very-secret";
  protected static final String JOB =
      "{\"job_id\":\"job-1\",\"status\":\"queued\",\"created_at\":\"2026-01-01T00:00:00Z\"}";

  protected final MockWebServer server = new MockWebServer();
  protected final List<Deprecation> deprecations = Collections.synchronizedList(new ArrayList<>());
  private final List<KreaClient> clients = new ArrayList<>();

  @BeforeEach
  protected void startServer() throws IOException {
    server.start();
  }

  @AfterEach
  protected void closeAll() {
    clients.forEach(KreaClient::close);
    server.close();
  }

  /** Returns a builder for a client whose listeners run at once, on whatever thread. */
  protected KreaClient.Builder builder() {
    return builder(VirtualTimer.eager());
  }

  /** As {@link #builder()}, on the given timer. */
  protected KreaClient.Builder builder(Timer timer) {
    return KreaClient.builder()
        .apiKey(KEY)
        .baseUrl(server.url("/").uri())
        .timer(timer)
        .executor(Runnable::run)
        .onDeprecation(deprecations::add);
  }

  protected KreaClient client() {
    return open(builder());
  }

  protected KreaClient open(KreaClient.Builder builder) {
    KreaClient client = builder.build();
    clients.add(client);
    return client;
  }

  protected void answer(String json) {
    answer(200, json);
  }

  protected void answer(int status, String json) {
    server.enqueue(json(status, json).build());
  }

  protected static MockResponse.Builder json(int status, String json) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(json);
  }

  protected static MockResponse.Builder bytes(byte[] content, String contentType) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", contentType)
        .body(new Buffer().write(content));
  }

  protected RecordedRequest request() {
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

  protected static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().string(StandardCharsets.UTF_8);
  }
}
