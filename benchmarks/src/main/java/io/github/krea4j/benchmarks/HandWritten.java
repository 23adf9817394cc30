package io.github.krea4j.benchmarks;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the facade is measured against: the two calls as one would write them in an afternoon, with
 * no retry, no time limit of its own and no thought of what may go wrong.
 */
final class HandWritten implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client = new OkHttpClient();
  private final Gson gson = new Gson();
  private final HttpUrl server;

  HandWritten(URI server) {
    this.server = Objects.requireNonNull(HttpUrl.get(server));
  }

  /** A job, as far as it is of interest. */
  static final class Body {
    @SerializedName("job_id")
    @Nullable String id;

    @Nullable String status;
    @Nullable Result result;

    List<String> urls() {
      return result == null || result.urls == null ? List.of() : result.urls;
    }
  }

  /** A job's result. */
  static final class Result {
    @Nullable List<String> urls;
  }

  /** Submits and waits on the calling thread. */
  List<String> run(String prompt) throws IOException {
    Body job = send(submit(prompt));
    while (!"completed".equals(job.status)) {
      job = send(look(Objects.requireNonNull(job.id)));
    }
    return job.urls();
  }

  /**
   * Does the same through OkHttp's threads, as whatever can be cancelled must; waits at the end.
   */
  List<String> runAsync(String prompt) {
    return enqueue(submit(prompt)).thenCompose(this::completed).join().urls();
  }

  private CompletableFuture<Body> completed(Body job) {
    return "completed".equals(job.status)
        ? CompletableFuture.completedFuture(job)
        : enqueue(look(Objects.requireNonNull(job.id))).thenCompose(this::completed);
  }

  /** Reads one job. */
  Body get(String id) throws IOException {
    return send(look(id));
  }

  /** Reads the text of one job. */
  static Body parse(Gson gson, String text) {
    return gson.fromJson(text, Body.class);
  }

  private Request submit(String prompt) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("prompt", prompt);
    input.put("width", 1024);
    input.put("height", 1024);
    input.put("steps", 28);
    return request("generate/image/bfl/flux-1-dev")
        .post(RequestBody.create(gson.toJson(input), JSON))
        .build();
  }

  private Request look(String id) {
    return request("jobs/" + id).build();
  }

  private Request.Builder request(String path) {
    return new Request.Builder()
        .url(server.newBuilder().addPathSegments(path).build())
        .header("Authorization", "Bearer " + SubmitAwait.KEY);
  }

  private Body send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return read(response);
    }
  }

  private CompletableFuture<Body> enqueue(Request request) {
    CompletableFuture<Body> answer = new CompletableFuture<>();
    client
        .newCall(request)
        .enqueue(
            new Callback() {
              @Override
              public void onResponse(Call call, Response response) {
                Body body;
                try (response) {
                  body = read(response);
                } catch (IOException e) {
                  answer.completeExceptionally(e);
                  return;
                }
                answer.complete(body);
              }

              @Override
              public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private Body read(Response response) throws IOException {
    if (!response.isSuccessful()) {
      throw new IOException("HTTP " + response.code());
    }
    return gson.fromJson(response.body().charStream(), Body.class);
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
