package io.github.krea4j.internal.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** A server on loopback with scripted answers, and transports that talk to it. */
final class TestService implements Closeable {
  static final String KEY = "key-id:key-secret";

  final MockWebServer server = new MockWebServer();
  final VirtualTimer timer = VirtualTimer.eager();
  private final List<Closeable> opened = new ArrayList<>();

  TestService() throws IOException {
    this(server -> {});
  }

  TestService(Consumer<MockWebServer> setUp) throws IOException {
    server.setServerSocketFactory(new PromptSockets());
    setUp.accept(server);
    server.start();
  }

  /** Returns a transport with an eager timer, no jitter and the changes made here. */
  Http transport(Consumer<TestHttp> changes) {
    TestHttp builder = TestHttp.at(server.url("/")).apiKey(() -> KEY).timer(timer);
    changes.accept(builder);
    Http transport = builder.build();
    opened.add(transport::close);
    return transport;
  }

  Http transport() {
    return transport(builder -> {});
  }

  /** Returns a client as an application would supply it; its threads end with this service. */
  OkHttpClient supplied(Consumer<OkHttpClient.Builder> changes) {
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    changes.accept(builder);
    OkHttpClient client = builder.build();
    opened.add(
        () -> {
          client.dispatcher().executorService().shutdown();
          client.connectionPool().evictAll();
        });
    return client;
  }

  void answer(int status, String body, String... headers) {
    MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    server.enqueue(response.build());
  }

  void answers(int times, int status, String body, String... headers) {
    for (int i = 0; i < times; i++) {
      answer(status, body, headers);
    }
  }

  /** Returns the next request the server has seen. */
  RecordedRequest seen() {
    try {
      RecordedRequest request = server.takeRequest(5, java.util.concurrent.TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("the server saw no further request");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  TestCall get(String path) {
    return call(CallKind.READ, path, new Request.Builder().get(), null);
  }

  TestCall get(String path, Duration timeout) {
    return call(CallKind.READ, path, new Request.Builder().get(), timeout);
  }

  TestCall submit() {
    return submit("{\"prompt\":\"a secret garden\"}", null);
  }

  TestCall submit(String json, @Nullable Duration timeout) {
    Request request =
        new Request.Builder()
            .url(server.url("/generate/image/bfl/flux-1-dev"))
            .post(RequestBody.create(json, null))
            .build();
    return new TestCall(request, CallKind.SUBMIT, timeout, "image/bfl/flux-1-dev");
  }

  TestCall call(CallKind kind, String path, Request.Builder request, @Nullable Duration timeout) {
    return new TestCall(request.url(server.url(path)).build(), kind, timeout, null);
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : opened) {
      one.close();
    }
    server.close();
  }
}
