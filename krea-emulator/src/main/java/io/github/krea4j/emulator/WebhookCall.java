package io.github.krea4j.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One POST over a plain socket, because nothing else in Java 17 can be stopped for certain: the
 * client of java.net.http keeps a thread, and HttpURLConnection may connect anew when it is
 * disconnected.
 */
final class WebhookCall {
  static final int TIMEOUT_MILLISECONDS = 5_000;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})");
  private static final int LONGEST_STATUS_LINE = 1_000;

  private WebhookCall() {}

  /** Posts JSON and returns the status of the answer; empty if there was none in time. */
  static OptionalInt post(Socket socket, URI target, byte[] body) {
    long deadline = System.nanoTime() + TIMEOUT_MILLISECONDS * 1_000_000L;
    try {
      int port = target.getPort() < 0 ? 80 : target.getPort();
      socket.connect(new InetSocketAddress(target.getHost(), port), TIMEOUT_MILLISECONDS);
      OutputStream output = socket.getOutputStream();
      output.write(head(target, body.length).getBytes(StandardCharsets.US_ASCII));
      output.write(body);
      output.flush();
      Matcher status = STATUS_LINE.matcher(statusLine(socket, deadline));
      return status.lookingAt()
          ? OptionalInt.of(Integer.parseInt(status.group(1)))
          : OptionalInt.empty();
    } catch (IOException e) {
      // The receiver is not there or not well: the service has nobody to tell that either.
      return OptionalInt.empty();
    }
  }

  /** Reads byte by byte with a deadline: one that drips must not hold the call for ever. */
  private static String statusLine(Socket socket, long deadline) throws IOException {
    InputStream input = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_STATUS_LINE) {
      long left = (deadline - System.nanoTime()) / 1_000_000L;
      if (left <= 0) {
        throw new IOException("No answer in time");
      }
      socket.setSoTimeout((int) left);
      int next = input.read();
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static String head(URI target, int length) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    // Not the whole authority: a user's name and password are nobody's host.
    String port = target.getPort() < 0 ? "" : ":" + target.getPort();
    return String.join(
        "\r\n",
        "POST " + path + query + " HTTP/1.1",
        "Host: " + target.getHost() + port,
        "Content-Type: application/json",
        "Content-Length: " + length,
        "Connection: close",
        "",
        "");
  }
}
