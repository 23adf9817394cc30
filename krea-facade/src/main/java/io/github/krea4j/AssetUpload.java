package io.github.krea4j;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
  private final Source source;
  private final String filename;
  private final @Nullable String description;
  private final @Nullable String contentType;
  private final @Nullable ProgressListener progress;

  /** Where the bytes come from: one of the three. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Source(
      @Nullable Path file, byte @Nullable [] bytes, @Nullable InputStream stream) {}

  private AssetUpload(
      Source source,
      String filename,
      @Nullable String description,
      @Nullable String contentType,
      @Nullable ProgressListener progress) {
    this.source = source;
    this.filename = filename;
    this.description = description;
    this.contentType = contentType;
    this.progress = progress;
  }

  /** Uploads a file; it is read while it is sent, and again if the upload must be repeated. */
  public static AssetUpload of(Path file) {
    Path name = file.getFileName();
    return of(new Source(file, null, null), name == null ? "" : name.toString());
  }

  /**
   * Uploads bytes.
   *
   * @param bytes the content; not copied, and not to be changed until the upload has ended
   * @param filename the name to give it; an extension must agree with the content
   */
  public static AssetUpload of(byte[] bytes, String filename) {
    return of(new Source(null, Objects.requireNonNull(bytes, "bytes"), null), filename);
  }

  /**
   * Uploads what a stream holds, piece by piece. It is sent once and never repeated, since it
   * cannot be read again. It is read to its end and not closed.
   *
   * @param stream the content; its first bytes are read when the upload starts
   * @param filename the name to give it; an extension must agree with the content
   */
  public static AssetUpload of(InputStream stream, String filename) {
    Objects.requireNonNull(stream, "stream");
    InputStream markable = stream.markSupported() ? stream : new BufferedInputStream(stream);
    return of(new Source(null, null, markable), filename);
  }

  private static AssetUpload of(Source source, String filename) {
    return new AssetUpload(source, Objects.requireNonNull(filename, "filename"), null, null, null);
  }

  /** Returns this upload with a description, which the service keeps with the asset. */
  public AssetUpload withDescription(String text) {
    Objects.requireNonNull(text, "text");
    return new AssetUpload(source, filename, text, contentType, progress);
  }

  /**
   * Returns this upload with a content type that decides in place of the extension, and of the
   * first bytes where they tell nothing. It must be one that the service takes.
   */
  public AssetUpload withContentType(String mimeType) {
    Objects.requireNonNull(mimeType, "mimeType");
    return new AssetUpload(source, filename, description, mimeType, progress);
  }

  /** Returns this upload with a listener that is told how far it has come. */
  public AssetUpload withProgress(ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    return new AssetUpload(source, filename, description, contentType, listener);
  }

  /** Returns the name given to the content; that of the file, if it is one. */
  public String filename() {
    return filename;
  }

  /** Returns the description, if there is one. */
  public Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** Returns the content type that was set, if any was. */
  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  /** Returns who is told how far the upload has come, if anybody is. */
  public Optional<ProgressListener> progress() {
    return Optional.ofNullable(progress);
  }

  /** Returns the file that is uploaded, if it is one. */
  public Optional<Path> file() {
    return Optional.ofNullable(source.file);
  }

  /** Returns whether the content can be read more than once: a stream's cannot. */
  public boolean repeatable() {
    return source.stream == null;
  }

  /**
   * Returns the size in bytes, or -1 for a stream.
   *
   * @throws IOException if the file cannot be looked at
   */
  public long length() throws IOException {
    if (source.bytes != null) {
      return source.bytes.length;
    }
    return source.file == null ? -1 : Files.size(source.file);
  }

  /**
   * Returns the content from its beginning, to be closed by the caller; a stream that was given is
   * returned as it stands, supports {@code mark} and need not be closed.
   *
   * @throws IOException if the file cannot be read
   */
  public InputStream open() throws IOException {
    if (source.bytes != null) {
      return new ByteArrayInputStream(source.bytes);
    }
    return source.file == null
        ? Objects.requireNonNull(source.stream)
        : Files.newInputStream(source.file);
  }

  /** Returns the file's name. */
  @Override
  public String toString() {
    return "AssetUpload[" + filename + "]";
  }
}
