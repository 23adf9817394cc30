package io.github.krea4j.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data} bodies (RFC 7578). */
final class Multipart {
  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final byte[] LINE = {'\r', '\n'};
  private static final byte[] HEADER_END = {'\r', '\n', '\r', '\n'};

  /** One part. Its content is a view of the request's body, which is not copied. */
  record Part(
      String name, Optional<String> fileName, Optional<String> contentType, ByteBuffer view) {

    int size() {
      return view.remaining();
    }

    /** A view of the bytes: an upload is kept as it came, without a second copy. */
    ByteBuffer content() {
      return view.asReadOnlyBuffer();
    }

    String text() {
      return StandardCharsets.UTF_8.decode(view.duplicate()).toString();
    }
  }

  /** The body is not what its content type says. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private Multipart() {}

  static List<Part> parse(String contentType, byte[] body) throws MalformedException {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new MalformedException("Content-Type must be multipart/form-data");
    }
    if (!boundary.find()) {
      throw new MalformedException("Content-Type has no boundary");
    }
    String mark = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
    byte[] delimiter = ("--" + mark).getBytes(StandardCharsets.ISO_8859_1);
    byte[] separator = ("\r\n--" + mark).getBytes(StandardCharsets.ISO_8859_1);
    List<Part> parts = new ArrayList<>();
    int position = indexOf(body, delimiter, 0);
    if (position < 0) {
      throw new MalformedException("The body does not hold its boundary");
    }
    position += delimiter.length;
    while (!startsWith(body, position, "--")) {
      int headers = indexOf(body, LINE, position);
      int headersEnd = indexOf(body, HEADER_END, position);
      int end = headersEnd < 0 ? -1 : indexOf(body, separator, headersEnd + LINE.length);
      if (headers < 0 || end < 0) {
        throw new MalformedException("The body ends within a part");
      }
      String head = new String(body, headers, headersEnd - headers, StandardCharsets.UTF_8).strip();
      parts.add(part(head, body, headersEnd + HEADER_END.length, end));
      position = end + separator.length;
    }
    return parts;
  }

  private static Part part(String head, byte[] body, int start, int end) throws MalformedException {
    String disposition = header(head, "Content-Disposition").orElse("");
    String name =
        parameter(disposition, "name")
            .orElseThrow(() -> new MalformedException("A part has no name"));
    return new Part(
        name,
        parameter(disposition, "filename"),
        header(head, "Content-Type"),
        // An empty part ends where its headers end.
        ByteBuffer.wrap(body, Math.min(start, end), Math.max(0, end - start)));
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static Optional<String> parameter(String header, String name) {
    Matcher matcher =
        Pattern.compile(";\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))")
            .matcher(header);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
  }

  private static boolean startsWith(byte[] body, int position, String text) {
    byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
    return position + expected.length <= body.length
        && Arrays.equals(body, position, position + expected.length, expected, 0, expected.length);
  }

  private static int indexOf(byte[] body, byte[] wanted, int from) {
    for (int i = from; i <= body.length - wanted.length; i++) {
      if (body[i] == wanted[0]
          && Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
