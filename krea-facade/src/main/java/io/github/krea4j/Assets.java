package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Asset;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Uploaded files. Upload an input once and give its {@link Asset#imageUrl()}, which is called so
 * for sound and video too, to as many requests as wanted.
 */
public interface Assets {
  /**
   * Uploads a file.
   *
   * @throws InvalidRequestException if the file is missing, empty, larger than 75 MB or of a kind
   *     that the service does not take; no request is made then
   */
  Asset upload(Path file);

  /**
   * Uploads a file, bytes or a stream.
   *
   * @throws InvalidRequestException if it is empty, larger than 75 MB or of a kind that the service
   *     does not take; no request is made then, unless a stream turns out to be too large only
   *     while it is sent
   */
  Asset upload(AssetUpload upload);

  /**
   * Like {@link #upload(AssetUpload)}, without waiting. The first bytes are read by the calling
   * thread. Cancelling the future aborts the upload.
   */
  CompletableFuture<Asset> uploadAsync(AssetUpload upload);

  /** Reads one asset. */
  Asset get(String id);

  /** Like {@link #get}, without waiting. */
  CompletableFuture<Asset> getAsync(String id);

  /** Deletes an asset. */
  void delete(String id);

  /** Like {@link #delete}, without waiting. */
  CompletableFuture<Void> deleteAsync(String id);

  /** Lists all assets, newest first, page by page as they are consumed. */
  Pager<Asset> list();
}
