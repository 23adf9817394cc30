package io.github.krea4j.internal.media;

import io.github.krea4j.internal.http.Receiver;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The content of an answer that is the whole file asked for. Anything else is refused before it can
 * be taken for the file: a part of it, nothing, a page that tells of an error.
 */
final class WholeFile extends FilterInputStream {
  private static final int FIRST_WORDS = 100;
  private static final Pattern PAGE =
      Pattern.compile("\\s*(<!--.*?-->\\s*)*<(!doctype\\s+html|html)\\b.*", Pattern.DOTALL);
  private static final Pattern TEXT =
      Pattern.compile("text/.*|application/(.*\\+)?(json|xml).*|application/xhtml.*");

  private final byte[] head;

  private WholeFile(InputStream in, byte[] head) {
    super(in);
    this.head = head;
  }

  /**
   * Returns the content, its encoding undone. Reads its beginning.
   *
   * @throws Receiver.Unwanted if it is not the whole file, or larger than that
   */
  static WholeFile of(Response response, HttpUrl url, long maxBytes) throws IOException {
    InputStream in = decoded(response, maxBytes);
    byte[] head = in.readNBytes(MediaKind.PROBE * 8);
    String type = response.header("Content-Type");
    String fault = fault(response.code(), type, url, head);
    if (fault != null) {
      throw new Refused(
          fault
              + " (status "
              + response.code()
              + (type == null ? ", no type" : ", type " + plain(type))
              + (head.length == 0 ? "" : ", beginning with \"" + firstWords(head) + "\"")
              + ")");
    }
    return new WholeFile(new SequenceInputStream(new ByteArrayInputStream(head), in), head);
  }

  /** Returns the first bytes, at most some hundred. */
  byte[] head() {
    return head.clone();
  }

  private static InputStream decoded(Response response, long maxBytes) throws IOException {
    String encoding = response.header("Content-Encoding", "identity").strip();
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> MediaStream.of(response, maxBytes);
      case "gzip", "x-gzip" -> {
        MediaStream raw = MediaStream.of(response, Long.MAX_VALUE);
        yield MediaStream.decoded(new GZIPInputStream(raw), raw, maxBytes);
      }
      case "deflate" -> {
        MediaStream raw = MediaStream.of(response, Long.MAX_VALUE);
        yield MediaStream.decoded(new InflaterInputStream(raw), raw, maxBytes);
      }
      default ->
          throw new Refused("It is encoded as " + plain(encoding) + ", which was not asked for");
    };
  }

  private static @Nullable String fault(
      int status, @Nullable String type, HttpUrl url, byte[] head) {
    if (status == 206) {
      return "It is a part of the file only";
    }
    if (status != 200) {
      return "It is no file";
    }
    if (head.length == 0) {
      return "It is empty";
    }
    String path = url.encodedPath().toLowerCase(Locale.ROOT);
    String start = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (PAGE.matcher(start).matches() && !path.endsWith(".html") && !path.endsWith(".htm")) {
      return "It is an HTML page";
    }
    boolean media = MediaKind.ofExtension(path.substring(path.lastIndexOf('/') + 1)).isPresent();
    boolean text = type != null && TEXT.matcher(type.strip().toLowerCase(Locale.ROOT)).matches();
    return media && text && MediaKind.ofContent(head).isEmpty()
        ? "It is a text, not what its URL promises"
        : null;
  }

  private static String firstWords(byte[] head) {
    byte[] first = Arrays.copyOf(head, Math.min(head.length, FIRST_WORDS));
    return plain(new String(first, StandardCharsets.UTF_8));
  }

  private static String plain(String text) {
    return text.replaceAll("[^\\p{Graph} ]+", " ").strip();
  }

  /** What came is not what was asked for; asking again would not help. */
  private static final class Refused extends Receiver.Unwanted {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }
}
