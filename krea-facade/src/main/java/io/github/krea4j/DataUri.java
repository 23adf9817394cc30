package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.media.CheckedUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Turns local media into base64 data URIs, for requests that must not leave their inputs with the
 * service, see {@link RequestOptions.Builder#zeroDataRetention}.
 *
 * <p>The text is a third longer than the file and is held in memory as a whole. Where data
 * retention does not matter, {@link Assets#upload(Path)} is the better way.
 */
public final class DataUri {
  private DataUri() {}

  /**
   * Reads a file. Its kind is checked like that of an upload.
   *
   * @throws InvalidRequestException if the file is missing, empty, larger than 75 MB or of a kind
   *     that the service does not take
   */
  public static String of(Path file) {
    return of(AssetUpload.of(file));
  }

  /**
   * Encodes bytes.
   *
   * @param filename a name whose extension agrees with the content, such as {@code cat.png}
   * @throws InvalidRequestException if there are none, more than 75 MB, or of a kind that the
   *     service does not take
   */
  public static String of(byte[] bytes, String filename) {
    return of(AssetUpload.of(bytes, filename));
  }

  private static String of(AssetUpload upload) {
    CheckedUpload checked = CheckedUpload.of(upload);
    try (InputStream in = upload.open()) {
      return "data:"
          + checked.contentType()
          + ";base64,"
          + Base64.getEncoder().encodeToString(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
