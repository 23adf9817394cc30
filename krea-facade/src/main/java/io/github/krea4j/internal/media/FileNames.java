package io.github.krea4j.internal.media;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes names harmless: for a header on the way up, for a disk on the way down. */
final class FileNames {
  private static final int MAX_BASE = 100;
  private static final int MAX_EXTENSION = 10;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

  private FileNames() {}

  /** Returns a name of plain ASCII with an extension. */
  static String forHeader(String name, MediaKind kind) {
    String plain = plain(name, "file");
    return plain.indexOf('.') < 0 ? plain + "." + kind.extension() : plain;
  }

  /**
   * Returns a name for the file that a URL leads to: the last part of its path without anything
   * that could lead out of a directory or trouble a file system.
   *
   * @param contentType what the server says it is; gives an extension to a name without one
   */
  static String ofUrl(URI url, @Nullable String contentType) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    String decoded;
    try {
      decoded = URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      decoded = last;
    }
    // An encoded slash is a slash to the file system.
    int slash = Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\'));
    String plain = plain(decoded.substring(slash + 1), "download");
    if (DEVICE.matcher(plain).matches()) {
      plain = "_" + plain;
    }
    return plain.indexOf('.') < 0 ? plain + extension(contentType) : plain;
  }

  /** Returns {@code name-2.png} for {@code name.png} and 2. */
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? name + "-" + number
        : name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  private static String extension(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    return MediaKind.ofContentType(contentType)
        .map(kind -> "." + kind.extension())
        .orElseGet(
            () -> {
              String subtype =
                  contentType
                      .split(";", 2)[0]
                      .strip()
                      .toLowerCase(Locale.ROOT)
                      .replaceFirst(".*/", "");
              return subtype.matches("[a-z0-9]{2,5}") ? "." + subtype : "";
            });
  }

  /** Returns plain ASCII without a path, hidden files, "..", or what looks like an option. */
  private static String plain(String name, String fallback) {
    int dot = name.lastIndexOf('.');
    String base = clean(dot < 0 ? name : name.substring(0, dot));
    String extension = dot < 0 ? "" : clean(name.substring(dot + 1));
    if (extension.length() > MAX_EXTENSION) {
      extension = "";
    }
    if (base.length() > MAX_BASE) {
      base = base.substring(0, MAX_BASE);
    }
    return (base.isEmpty() ? fallback : base) + (extension.isEmpty() ? "" : "." + extension);
  }

  private static String clean(String text) {
    String ascii = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    String plain = NOT_PLAIN.matcher(ascii).replaceAll("_");
    int start = 0;
    int end = plain.length();
    while (start < end && ".-_".indexOf(plain.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && ".-_".indexOf(plain.charAt(end - 1)) >= 0) {
      end--;
    }
    return plain.substring(start, end);
  }
}
