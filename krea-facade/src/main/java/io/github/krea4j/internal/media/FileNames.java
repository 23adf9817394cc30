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
  private static final int LONGEST_FOR_HEADER = 100;

  /** In bytes of UTF-8: file systems take 255, and a number may be put in. */
  private static final int LONGEST = 200;

  private static final int LONGEST_EXTENSION = 32;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9._-]+");

  /** What some file system refuses, or what does not show: controls, halves of characters. */
  private static final Pattern NOT_FOR_DISK =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}<>:\"/\\\\|?*]+");

  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[\\d\u00b9\u00b2\u00b3])[ .]*(\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private FileNames() {}

  /** Returns a name of plain ASCII with an extension. */
  static String forHeader(String name, MediaKind kind) {
    int dot = name.lastIndexOf('.');
    String base = ascii(dot < 0 ? name : name.substring(0, dot));
    String extension = dot < 0 ? "" : ascii(name.substring(dot + 1));
    if (base.length() > LONGEST_FOR_HEADER) {
      base = base.substring(0, LONGEST_FOR_HEADER);
    }
    return (base.isEmpty() ? "file" : base)
        + "."
        + (extension.isEmpty() || extension.length() > 10 ? kind.extension() : extension);
  }

  /**
   * Returns a name for the file that a URL leads to: the last part of its path without anything
   * that could lead out of a directory or trouble a file system.
   *
   * @param contentType what the server says it is; gives an extension to a name without one
   * @param head the first bytes, which tell where the server does not
   */
  static String ofUrl(URI url, @Nullable String contentType, byte[] head) {
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
    String name = forDisk(decoded.substring(slash + 1));
    return name.indexOf('.') < 0 ? name + extension(contentType, head) : name;
  }

  /** Returns {@code name-2.png} for {@code name.png} and 2. */
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? name + "-" + number
        : name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  /** Returns what a file system that ignores case and accents' spelling takes for the same name. */
  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** Returns what keeps a name from being that of a file in a directory; null if nothing does. */
  static @Nullable String fault(String name) {
    if (name.isBlank()) {
      return "is blank";
    }
    if (name.equals(".") || name.equals("..")) {
      return "is a directory's";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return "leads to another directory";
    }
    if (name.chars().anyMatch(c -> c < ' ')) {
      return "holds a control character";
    }
    return bytes(name) > 255 ? "is longer than 255 bytes" : null;
  }

  private static String extension(@Nullable String contentType, byte[] head) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return MediaKind.ofContentType(type)
        .or(() -> MediaKind.ofContent(head))
        .map(kind -> "." + kind.extension())
        .orElseGet(
            () -> {
              String subtype = type.toLowerCase(Locale.ROOT).replaceFirst(".*/", "");
              return subtype.matches("[a-z0-9]{2,5}") ? "." + subtype : "";
            });
  }

  /** Returns a name that every file system takes, visible, and not read as an option. */
  private static String forDisk(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFC);
    text = NOT_FOR_DISK.matcher(text).replaceAll("_").strip();
    int dot = text.lastIndexOf('.');
    String extension = dot < 0 ? "" : trimmed(text.substring(dot + 1));
    String base = trimmed(dot < 0 ? text : text.substring(0, dot));
    if (bytes(extension) > LONGEST_EXTENSION) {
      base = base + "." + extension;
      extension = "";
    }
    base = trimmed(cut(base, LONGEST - bytes(extension) - 1));
    String whole =
        (base.isEmpty() ? "download" : base) + (extension.isEmpty() ? "" : "." + extension);
    return DEVICE.matcher(whole).matches() ? "_" + whole : whole;
  }

  private static String trimmed(String text) {
    return text.replaceFirst("^[-._ ]+", "").replaceFirst("[-._ ]+$", "");
  }

  /** Cuts between characters, and not before a mark that belongs to the one before it. */
  private static String cut(String text, int limit) {
    if (bytes(text) <= limit) {
      return text;
    }
    int end = 0;
    int size = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int length = bytes(Character.toString(text.codePointAt(i)));
      if (size + length > limit) {
        break;
      }
      size += length;
      end = i + Character.charCount(text.codePointAt(i));
    }
    while (end > 0 && MARKS.matcher(Character.toString(text.codePointAt(end))).matches()) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns plain ASCII without a path, hidden files, "..", or what looks like an option. */
  private static String ascii(String text) {
    String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return trimmed(NOT_PLAIN.matcher(bare).replaceAll("_"));
  }
}
