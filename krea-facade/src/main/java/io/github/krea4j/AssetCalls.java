package io.github.krea4j;

import io.github.krea4j.errors.KreaException;
import io.github.krea4j.internal.http.ApiCall;
import io.github.krea4j.internal.http.Blocking;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.UserFuture;
import io.github.krea4j.model.Asset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The assets of a client. */
final class AssetCalls implements Assets {
  private final Calls calls;

  AssetCalls(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Asset upload(Path file) {
    return upload(AssetUpload.of(file));
  }

  @Override
  public Asset upload(AssetUpload upload) {
    Sending sending = new Sending(upload, calls);
    try {
      return Blocking.call(sending::start);
    } finally {
      sending.lastReport();
    }
  }

  @Override
  public CompletableFuture<Asset> uploadAsync(AssetUpload upload) {
    Objects.requireNonNull(upload, "upload");
    calls.requireOpen();
    Sending sending;
    try {
      sending = new Sending(upload, calls);
    } catch (KreaException e) {
      return CompletableFuture.failedFuture(e);
    }
    // The last report comes before the completion, on the same executor.
    Executor executor = calls.executor();
    return UserFuture.of(
        sending.start(),
        task ->
            executor.execute(
                () -> {
                  sending.lastReport();
                  task.run();
                }));
  }

  @Override
  public Asset get(String id) {
    return calls.await(
        new Request.Builder().url(url(id)).build(), CallKind.READ, Calls.reader(Asset.class));
  }

  @Override
  public void delete(String id) {
    calls.await(new Request.Builder().url(url(id)).delete().build(), CallKind.DELETE, body -> body);
  }

  @Override
  public Pager<Asset> list() {
    return Lists.pager(calls, () -> calls.url("assets"), Asset.class, Asset::id);
  }

  private HttpUrl url(String id) {
    return calls.url("assets", Calls.requireId(id, "asset")).build();
  }

  /** One upload on its way. */
  private static final class Sending {
    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    private final Calls calls;
    private final CheckedUpload upload;
    private final @Nullable ProgressRelay progress;
    private final UploadBody body;

    Sending(AssetUpload upload, Calls calls) {
      this.calls = calls;
      this.upload = CheckedUpload.of(upload);
      this.progress =
          upload
              .progress()
              .map(listener -> new ProgressRelay(listener, calls.executor()))
              .orElse(null);
      this.body = new UploadBody(this.upload, progress);
    }

    CompletableFuture<Asset> start() {
      MultipartBody.Builder parts =
          new MultipartBody.Builder()
              .setType(MultipartBody.FORM)
              .addFormDataPart("file", upload.filename(), body);
      upload
          .upload()
          .description()
          .ifPresent(
              text ->
                  parts.addFormDataPart(
                      "description",
                      null,
                      RequestBody.create(text.getBytes(StandardCharsets.UTF_8), TEXT)));
      Request request =
          new Request.Builder().url(calls.url("assets").build()).post(parts.build()).build();
      CallKind kind = upload.content().repeatable() ? CallKind.UPLOAD : CallKind.ONCE;
      // No total limit: a large file on a slow line may take long, and silence ends it anyway.
      return calls
          .send(new ApiCall(request, kind, Duration.ZERO, null), Calls.reader(Asset.class))
          .exceptionally(
              failure -> {
                throw body.tooLarge() ? upload.tooLarge() : new CompletionException(failure);
              });
    }

    void lastReport() {
      if (progress != null) {
        progress.deliver();
      }
    }
  }
}
