package io.github.krea4j;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file to upload. Immutable, except that a stream can be read once.
 *
 * <p>The service takes JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, GLB, WAV and MP3 of at most 75 MB.
 * Which of them it is, is told from the first bytes and the extension; both must agree.
 */
public final class AssetUpload {
  private final UploadContent content;
  private final String filename;
  private final @Nullable String description;
  private final @Nullable String contentType;
  private final @Nullable ProgressListener progress;

  private AssetUpload(
      UploadContent content,
      String filename,
      @Nullable String description,
      @Nullable String contentType,
      @Nullable ProgressListener progress) {
    this.content = content;
    this.filename = filename;
    this.description = description;
    this.contentType = contentType;
    this.progress = progress;
  }

  /** Uploads a file; it is read while it is sent, and again if the upload must be repeated. */
  public static AssetUpload of(Path file) {
    Path name = file.getFileName();
    return of(UploadContent.of(file), name == null ? "" : name.toString());
  }

  /**
   * Uploads bytes.
   *
   * @param bytes the content; not copied, and not to be changed until the upload has ended
   * @param filename the name to give it; an extension must agree with the content
   */
  public static AssetUpload of(byte[] bytes, String filename) {
    return of(UploadContent.of(bytes), Objects.requireNonNull(filename, "filename"));
  }

  /**
   * Uploads what a stream holds, piece by piece. It is sent once and never repeated, since it
   * cannot be read again. It is read to its end and not closed.
   *
   * @param stream the content; its first bytes are read when the upload starts
   * @param filename the name to give it; an extension must agree with the content
   */
  public static AssetUpload of(InputStream stream, String filename) {
    return of(UploadContent.of(stream), Objects.requireNonNull(filename, "filename"));
  }

  private static AssetUpload of(UploadContent content, String filename) {
    return new AssetUpload(content, filename, null, null, null);
  }

  /** Returns this upload with a description, which the service keeps with the asset. */
  public AssetUpload withDescription(String text) {
    Objects.requireNonNull(text, "text");
    return new AssetUpload(content, filename, text, contentType, progress);
  }

  /**
   * Returns this upload with a content type that decides in place of the extension, and of the
   * first bytes where they tell nothing. It must be one that the service takes.
   */
  public AssetUpload withContentType(String mimeType) {
    Objects.requireNonNull(mimeType, "mimeType");
    return new AssetUpload(content, filename, description, mimeType, progress);
  }

  /** Returns this upload with a listener that is told how far it has come. */
  public AssetUpload withProgress(ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    return new AssetUpload(content, filename, description, contentType, listener);
  }

  UploadContent content() {
    return content;
  }

  String filename() {
    return filename;
  }

  Optional<String> description() {
    return Optional.ofNullable(description);
  }

  Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  Optional<ProgressListener> progress() {
    return Optional.ofNullable(progress);
  }

  /** Returns the file's name. */
  @Override
  public String toString() {
    return "AssetUpload[" + filename + "]";
  }
}
