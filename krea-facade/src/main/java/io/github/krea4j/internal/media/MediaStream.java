package io.github.krea4j.internal.media;

import io.github.krea4j.internal.http.Receiver;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The bytes of a result: as many as announced, not more than wanted. Closes its response. */
final class MediaStream extends FilterInputStream {
  private final long expected;
  private final long maxBytes;
  private final @Nullable MediaStream raw;
  private long count;

  private MediaStream(InputStream in, @Nullable MediaStream raw, long expected, long maxBytes) {
    super(in);
    this.raw = raw;
    this.expected = expected;
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the content of a response.
   *
   * @throws TooLarge if it is announced to be longer than that
   */
  static MediaStream of(Response response, long maxBytes) throws TooLarge {
    long expected = response.body().contentLength();
    if (expected > maxBytes) {
      throw new TooLarge(maxBytes);
    }
    return new MediaStream(response.body().byteStream(), null, expected, maxBytes);
  }

  /** Returns what a decoder makes of the bytes, which are read to their end when it ends. */
  static MediaStream decoded(InputStream decoder, MediaStream raw, long maxBytes) {
    return new MediaStream(decoder, raw, -1, maxBytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read >= 0) {
      count += read;
      if (count > maxBytes) {
        throw new TooLarge(maxBytes);
      }
    } else if (expected >= 0 && count != expected) {
      throw new ProtocolException("got " + count + " of " + expected + " bytes");
    } else if (raw != null) {
      var unused = raw.transferTo(OutputStream.nullOutputStream());
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = 0;
    byte[] piece = new byte[(int) Math.max(0, Math.min(bytes, 8192))];
    while (skipped < bytes) {
      int read = read(piece, 0, (int) Math.min(piece.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** There is more than the caller wants; trying again would not help. */
  static final class TooLarge extends Receiver.Unwanted {
    private static final long serialVersionUID = 1L;

    TooLarge(long maxBytes) {
      super("The file is larger than the limit of " + maxBytes + " bytes");
    }
  }
}
