package io.github.krea4j.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts base64 data URIs in a JSON text short, so that a body of many megabytes becomes one of a few
 * hundred bytes before it is parsed. Nothing but their head is ever looked at.
 */
final class DataUris {
  /** Shorter ones stay as they are. */
  static final int KEPT = 1024;

  private static final byte[] SCHEME = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final String BASE64 = ";base64,";

  private DataUris() {}

  /** The same JSON, long data URIs cut; the same array if there is none. */
  static byte[] cut(byte[] json) {
    if (json.length <= KEPT) {
      return json;
    }
    ByteArrayOutputStream out = null;
    int copied = 0;
    int position = 0;
    while (position < json.length) {
      if (json[position] != '"') {
        position++;
        continue;
      }
      int start = position + 1;
      int end = endOfString(json, start);
      if (end - start > KEPT && isBase64DataUri(json, start, end)) {
        if (out == null) {
          out = new ByteArrayOutputStream();
        }
        // Four characters of base64 stand for three bytes: what is left must be whole.
        int comma = indexOf(json, ',', start, start + KEPT);
        out.write(json, copied, comma + 1 - copied);
        out.writeBytes("AAAA".getBytes(StandardCharsets.US_ASCII));
        copied = end;
      }
      position = end + 1;
    }
    if (out == null) {
      return json;
    }
    out.write(json, copied, json.length - copied);
    return out.toByteArray();
  }

  /** Where the closing quotation mark stands, or the end of the text. */
  private static int endOfString(byte[] json, int start) {
    int position = start;
    while (position < json.length && json[position] != '"') {
      position += json[position] == '\\' ? 2 : 1;
    }
    return Math.min(position, json.length);
  }

  private static boolean isBase64DataUri(byte[] json, int start, int end) {
    for (int i = 0; i < SCHEME.length; i++) {
      if (json[start + i] != SCHEME[i]) {
        return false;
      }
    }
    int comma = indexOf(json, ',', start, start + KEPT);
    if (comma < 0) {
      return false;
    }
    String head = new String(json, start, comma + 1 - start, StandardCharsets.ISO_8859_1);
    if (!head.endsWith(BASE64)) {
      return false;
    }
    for (int i = comma + 1; i < end; i++) {
      byte b = json[i];
      boolean isBase64 =
          (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || (b >= '0' && b <= '9')
              || b == '+'
              || b == '/'
              || b == '='
              // Some writers escape every slash.
              || (b == '\\' && i + 1 < end && json[i + 1] == '/');
      if (!isBase64) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte[] json, char wanted, int from, int to) {
    for (int i = from; i < Math.min(to, json.length); i++) {
      if (json[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
