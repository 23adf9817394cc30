package io.github.krea4j.internal.media;

import io.github.krea4j.AssetUpload;
import io.github.krea4j.Assets;
import io.github.krea4j.errors.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload that passed every check that needs no request.
 *
 * @param upload what the application gave
 * @param length the size in bytes, or -1 for a stream
 * @param contentType the type under the name that the service takes
 * @param filename a name that any header can carry
 */
public record CheckedUpload(AssetUpload upload, long length, String contentType, String filename) {
  static final long MAX_BYTES = 75L * 1024 * 1024;
  private static final long LARGE = 50L * 1024 * 1024;
  private static final Logger log = LoggerFactory.getLogger(Assets.class);

  /**
   * Checks size and kind.
   *
   * @throws InvalidRequestException saying what is wrong and what is accepted
   */
  public static CheckedUpload of(AssetUpload upload) {
    String name = describe(upload);
    long length = length(upload);
    byte[] head = head(upload);
    if (length == 0 || head.length == 0) {
      throw refused(name + " is empty. " + accepted());
    }
    if (length > MAX_BYTES) {
      throw refused(tooLarge(name, length + " bytes"));
    }
    MediaKind kind = kind(upload, name, head);
    if (length > LARGE) {
      log.warn(
          "{} has {}; the service often fails on uploads above 50 MB", name, megabytes(length));
    }
    return new CheckedUpload(
        upload, length, kind.contentType(), FileNames.forHeader(upload.filename(), kind));
  }

  /** Returns how to call an upload in error texts, such as {@code File /tmp/cat.png}. */
  static String describe(AssetUpload upload) {
    return upload
        .file()
        .map(file -> "File " + file)
        .orElseGet(() -> "Upload '" + upload.filename() + "'");
  }

  private static long length(AssetUpload upload) {
    upload.file().ifPresent(CheckedUpload::requireReadable);
    try {
      return upload.length();
    } catch (IOException e) {
      throw unreadable(upload, e);
    }
  }

  private static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      throw refused("Upload file not found: " + file.toAbsolutePath() + ". Check the path.");
    }
    if (!Files.isRegularFile(file)) {
      throw refused(
          "Upload file not a file: " + file.toAbsolutePath() + ". Give the path of one file.");
    }
    if (!Files.isReadable(file)) {
      throw refused(
          "Upload file not readable: " + file.toAbsolutePath() + ". Check its permissions.");
    }
  }

  /** Returns the first bytes, fewer only if there are no more; a stream's stay to be read. */
  private static byte[] head(AssetUpload upload) {
    try {
      if (upload.repeatable()) {
        try (InputStream in = upload.open()) {
          return in.readNBytes(MediaKind.PROBE);
        }
      }
      InputStream in = upload.open();
      in.mark(MediaKind.PROBE);
      byte[] head = in.readNBytes(MediaKind.PROBE);
      in.reset();
      return head;
    } catch (IOException e) {
      throw unreadable(upload, e);
    }
  }

  private static RuntimeException unreadable(AssetUpload upload, IOException cause) {
    if (upload.file().isEmpty()) {
      return new UncheckedIOException("The stream to upload cannot be read", cause);
    }
    InvalidRequestException e =
        refused(
            "Upload file not readable: "
                + upload.file().get().toAbsolutePath()
                + ". "
                + cause.getMessage()
                + ".");
    e.initCause(cause);
    return e;
  }

  /** Returns the error for a stream that turned out to be too large while it was sent. */
  InvalidRequestException tooLarge() {
    return refused(tooLarge(describe(upload), "more than that"));
  }

  private static MediaKind kind(AssetUpload upload, String name, byte[] head) {
    Optional<MediaKind> content = MediaKind.ofContent(head);
    if (upload.contentType().isPresent()) {
      String given = upload.contentType().get();
      MediaKind kind =
          MediaKind.ofContentType(given)
              .orElseThrow(
                  () -> refused(name + " has the content type " + given + ". " + accepted()));
      if (content.isPresent() && content.get() != kind) {
        throw refused(
            name
                + " holds "
                + content.get().label()
                + ", but its content type is given as "
                + given
                + ". Correct the type, or leave it out.");
      }
      return kind;
    }
    Optional<MediaKind> extension = MediaKind.ofExtension(upload.filename());
    if (content.isEmpty()) {
      throw refused(
          extension.isPresent()
              ? name
                  + " holds no "
                  + extension.get().label()
                  + ", though its name says so. "
                  + accepted()
              : name + " is of a kind that the service does not take. " + accepted());
    }
    if (extension.isPresent() && extension.get() != content.get()) {
      throw refused(
          name
              + " holds "
              + content.get().label()
              + ", but its name says "
              + extension.get().label()
              + ". Rename it to ."
              + content.get().extension()
              + ".");
    }
    return content.get();
  }

  private static String tooLarge(String name, String size) {
    return name
        + " is too large: at most 75 MB ("
        + MAX_BYTES
        + " bytes) are accepted, and it has "
        + size
        + ".";
  }

  private static String accepted() {
    return "Accepted are " + MediaKind.ACCEPTED + " of at most 75 MB.";
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024.0));
  }

  private static InvalidRequestException refused(String message) {
    return new InvalidRequestException(message, List.of("file"));
  }
}
