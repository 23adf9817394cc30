package io.github.krea4j.internal.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes names of files of keys, whatever these hold, so that no two items share one. */
public final class FileNamer {
  private static final int LONGEST = 150;

  private static final Pattern NOT_FOR_DISK =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}<>:\"/\\\\|?*]+");
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[\\d\u00b9\u00b2\u00b3])[ .]*(\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private FileNamer() {}

  /** Returns {@code key.png}, {@code key-2.png} and so on, as far as a disk takes the key. */
  public static String ofKey(String key, int index, String extension) {
    String safe = NOT_FOR_DISK.matcher(key).replaceAll("_").strip();
    while (safe.startsWith(".")) {
      safe = "_" + safe.substring(1);
    }
    while (safe.endsWith(".") || safe.endsWith(" ")) {
      safe = safe.substring(0, safe.length() - 1) + "_";
    }
    if (DEVICE.matcher(safe).matches()) {
      safe = "_" + safe;
    }
    String cut = cut(safe);
    String number = index == 0 ? "" : "-" + (index + 1);
    // What had to be changed could become the same as another key.
    return cut.equals(key)
        ? key + number + extension
        : marked(cut + number + extension, key, index);
  }

  /** Returns a name that no other file of a batch has. */
  static String marked(String name, String key, int index) {
    int dot = name.lastIndexOf('.');
    String mark = "~" + hash(key + "\n" + index);
    return dot <= 0 ? name + mark : name.substring(0, dot) + mark + name.substring(dot);
  }

  /** Returns what a file system that ignores case and accents' spelling takes for the same name. */
  static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private static String cut(String name) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int point = name.codePointAt(i);
      String text = Character.toString(point);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST) {
        break;
      }
      kept.append(text);
      i += text.length();
    }
    return kept.toString();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
