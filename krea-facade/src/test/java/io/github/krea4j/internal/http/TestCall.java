package io.github.krea4j.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One call as tests make it, without a generated interface. */
record TestCall(
    Request request,
    CallKind kind,
    @Nullable Duration timeout,
    @Nullable String model,
    @Nullable Integer retries) {

  TestCall(Request request, CallKind kind, @Nullable Duration timeout, @Nullable String model) {
    this(request, kind, timeout, model, null);
  }

  TestCall withRetries(int retries) {
    return new TestCall(request, kind, timeout, model, retries);
  }

  /**
   * A successful answer, read to its end.
   *
   * @param attempts how many requests it took
   */
  record Answer(
      int status, Headers headers, String body, int attempts, String method, String path) {}

  Exchange<Answer> exchange() {
    Receiver<String> text = new TextReceiver<>(Function.identity(), late -> {});
    return new Exchange<>(
        "test",
        request,
        kind,
        options(),
        new Receiver<>() {
          @Override
          public Answer receive(Response response, long textLimit) throws IOException {
            Request sent = response.request();
            return new Answer(
                response.code(),
                response.headers(),
                text.receive(response, textLimit),
                sent.tag(SendState.class).attempt,
                sent.method(),
                sent.url().encodedPath());
          }

          @Override
          public void late(Answer value) {}
        });
  }

  <T> Exchange<T> exchange(Function<String, T> reader) {
    return new Operation<>("test", request, reader).as(kind, options());
  }

  CallOptions options() {
    return new CallOptions(timeout, retries, model);
  }

  static CompletableFuture<Answer> send(Http http, TestCall call) {
    return http.start(call.exchange(), http.lanes().async());
  }

  static <T> CompletableFuture<T> send(Http http, TestCall call, Function<String, T> reader) {
    return http.start(call.exchange(reader), http.lanes().async());
  }

  static Answer await(Http http, TestCall call) {
    return http.call(call.exchange());
  }

  static <T> T await(Http http, TestCall call, Function<String, T> reader) {
    return http.call(call.exchange(reader));
  }
}
