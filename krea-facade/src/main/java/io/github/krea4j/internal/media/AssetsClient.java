package io.github.krea4j.internal.media;

import io.github.krea4j.AssetUpload;
import io.github.krea4j.Assets;
import io.github.krea4j.Pager;
import io.github.krea4j.api.AssetsApi;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.internal.http.CallKind;
import io.github.krea4j.internal.http.CallOptions;
import io.github.krea4j.internal.http.Exchange;
import io.github.krea4j.internal.http.Http;
import io.github.krea4j.internal.http.Ids;
import io.github.krea4j.internal.http.Lane;
import io.github.krea4j.internal.http.ListenerRelay;
import io.github.krea4j.internal.http.Operation;
import io.github.krea4j.internal.http.UserFuture;
import io.github.krea4j.internal.lists.Answers;
import io.github.krea4j.internal.lists.Pages;
import io.github.krea4j.model.Asset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/** The assets of a client. */
public final class AssetsClient implements Assets {
  private final Http http;

  public AssetsClient(Http http) {
    this.http = http;
  }

  // Asked for by each call: an interface that nobody calls costs a program's start nothing.
  private AssetsApi api() {
    return http.describe(AssetsApi.class);
  }

  @Override
  public Asset upload(Path file) {
    return upload(AssetUpload.of(file));
  }

  @Override
  public Asset upload(AssetUpload upload) {
    http.requireOpen();
    Sending sending = new Sending(upload);
    try {
      return http.lanes().call(sending::start);
    } finally {
      sending.progress.drain();
    }
  }

  @Override
  public CompletableFuture<Asset> uploadAsync(AssetUpload upload) {
    Objects.requireNonNull(upload, "upload");
    http.requireOpen();
    Sending sending;
    try {
      sending = new Sending(upload);
    } catch (KreaException e) {
      return CompletableFuture.failedFuture(e);
    }
    // The last report comes before the completion, on the same executor.
    Executor executor = http.executor();
    return UserFuture.of(
        sending.start(http.lanes().async()),
        task ->
            executor.execute(
                () -> {
                  sending.progress.drain();
                  task.run();
                }));
  }

  @Override
  public Asset get(String id) {
    return http.call(reading(id));
  }

  @Override
  public CompletableFuture<Asset> getAsync(String id) {
    return http.async(() -> reading(id));
  }

  private Exchange<Asset> reading(String id) {
    return Operation.of(api().getAsset(require(id))).as(CallKind.READ);
  }

  @Override
  public void delete(String id) {
    var unused = http.call(deleting(id));
  }

  @Override
  public CompletableFuture<Void> deleteAsync(String id) {
    return http.async(() -> deleting(id)).thenApply(done -> null);
  }

  private Exchange<Boolean> deleting(String id) {
    return Operation.of(api().deleteAsset(require(id))).answering(true).as(CallKind.DELETE);
  }

  @Override
  public Pager<Asset> list() {
    return Pages.pager(
        http,
        cursor -> Operation.of(api().listAssets(Pages.LIMIT, cursor)).map(Answers::assets),
        Answers::id);
  }

  private static String require(String id) {
    return Ids.require(id, "asset");
  }

  /** One upload on its way. */
  private final class Sending {
    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    private final CheckedUpload upload;
    private final ListenerRelay progress = new ListenerRelay("onProgress", http.executor());
    private final UploadBody body;

    Sending(AssetUpload upload) {
      this.upload = CheckedUpload.of(upload);
      this.body = new UploadBody(this.upload, progress);
    }

    CompletableFuture<Asset> start(Lane lane) {
      RequestBody description =
          upload
              .upload()
              .description()
              .map(text -> RequestBody.create(text.getBytes(StandardCharsets.UTF_8), TEXT))
              .orElse(null);
      CallKind kind = upload.upload().repeatable() ? CallKind.UPLOAD : CallKind.ONCE;
      Exchange<Asset> call =
          Operation.of(
                  api()
                      .uploadAsset(
                          MultipartBody.Part.createFormData("file", upload.filename(), body),
                          description))
              .as(kind, CallOptions.UNLIMITED);
      return http.start(call, lane)
          .exceptionally(
              failure -> {
                throw body.tooLarge() ? upload.tooLarge() : new CompletionException(failure);
              });
    }
  }
}
