package io.github.krea4j.internal.http;

import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of logs and exceptions. */
final class Redaction {
  static final String MASK = "[redacted]";

  // A webhook's URL carries the secret by which its receiver knows it; a Location may be signed.
  private static final Pattern SECRET =
      Pattern.compile(
          "auth|cookie|token|secret|key|password|credential|signature|webhook-url|location");

  private Redaction() {}

  static boolean secret(String header) {
    return SECRET.matcher(header.toLowerCase(Locale.ROOT)).find();
  }

  /** Returns the headers as lines, with secrets masked. */
  static String lines(Headers headers, @Nullable String key) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      lines.append("\n  ").append(name).append(": ");
      lines.append(secret(name) ? MASK : blot(headers.value(i), key));
    }
    return lines.toString();
  }

  /** Returns a text in which the key, should the service have sent it back, is masked. */
  static String blot(String text, @Nullable String key) {
    return key == null || key.isEmpty() ? text : text.replace(key, MASK);
  }
}
