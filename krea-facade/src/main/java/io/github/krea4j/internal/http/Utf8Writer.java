package io.github.krea4j.internal.http;

import java.io.Writer;
import okio.Buffer;

/** Encodes text as it comes, with no copy in between. */
final class Utf8Writer extends Writer {
  private final Buffer bytes;

  Utf8Writer(Buffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public void write(int c) {
    bytes.writeUtf8CodePoint(c & 0xffff);
  }

  @Override
  public void write(char[] text, int offset, int length) {
    bytes.writeUtf8(new String(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) {
    bytes.writeUtf8(text, offset, offset + length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
