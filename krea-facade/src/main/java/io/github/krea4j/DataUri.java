package io.github.krea4j;

import io.github.krea4j.errors.InvalidRequestException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

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
    return "data:"
        + checked.contentType()
        + ";base64,"
        + Base64.getEncoder().encodeToString(checked.content().readAll());
  }

  /** Returns whether a text is a base64 data URI. */
  static boolean matches(String text) {
    if (!text.regionMatches(true, 0, "data:", 0, 5)) {
      return false;
    }
    int comma = text.indexOf(',');
    return comma > 0 && text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64");
  }
}
