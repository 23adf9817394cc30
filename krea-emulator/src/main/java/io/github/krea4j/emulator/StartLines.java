package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What the program prints once it serves. */
final class StartLines {
  private StartLines() {}

  /** Address and key first, for programs that read them; a command to copy last. */
  static String of(KreaEmulator emulator, Optional<String> controlSecret) {
    StringBuilder text = new StringBuilder();
    text.append("Krea emulator at ")
        .append(emulator.baseUrl())
        .append(", key ")
        .append(emulator.apiKey())
        .append('\n');
    text.append("Page: ").append(emulator.baseUrl()).append("/\n");
    controlSecret.ifPresent(
        secret ->
            text.append("Control: ")
                .append(emulator.baseUrl())
                .append(OwnPages.CONTROL)
                .append(" secret ")
                .append(secret)
                .append('\n'));
    emulator
        .emulation()
        .sampleRequest()
        .ifPresent(
            sample ->
                text.append("Try: ")
                    .append(curl(emulator, sample.getKey(), sample.getValue()))
                    .append('\n'));
    return text.toString();
  }

  private static String curl(KreaEmulator emulator, String path, ObjectNode body) {
    return "curl -H "
        + quoted("Authorization: Bearer " + emulator.apiKey())
        + " -H 'Content-Type: application/json' -d "
        + quoted(body.toString())
        + " "
        + quoted(emulator.baseUrl() + path);
  }

  /** For a POSIX shell, whatever the key is. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
