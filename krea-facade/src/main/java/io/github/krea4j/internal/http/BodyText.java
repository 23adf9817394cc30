package io.github.krea4j.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * A body read as text, up to a limit.
 *
 * @param text what was read
 * @param cut whether there was more
 */
record BodyText(String text, boolean cut) {
  /** Reads a body that must come whole. */
  static BodyText whole(Response response, long limit) throws IOException {
    ResponseBody body = response.body();
    BufferedSource source = body.source();
    boolean cut = source.request(limit + 1);
    return text(body, limit, cut);
  }

  /** Reads as much as comes: of an error, its status is what counts. */
  static BodyText whatever(Response response, long limit) {
    ResponseBody body = response.body();
    boolean cut = true;
    try {
      cut = body.source().request(limit + 1);
    } catch (IOException e) {
      // What came before the break is in the buffer.
    }
    try {
      return text(body, limit, cut);
    } catch (EOFException e) {
      throw new AssertionError("no more is read than is in the buffer", e);
    }
  }

  private static BodyText text(ResponseBody body, long limit, boolean cut) throws EOFException {
    BufferedSource source = body.source();
    long size = Math.min(limit, source.getBuffer().size());
    Charset charset = charset(body.contentType());
    String text = source.getBuffer().readString(size, charset);
    return new BodyText(text.startsWith("\uFEFF") ? text.substring(1) : text, cut);
  }

  private static Charset charset(MediaType type) {
    Charset charset = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return charset == null ? StandardCharsets.UTF_8 : charset;
  }
}
