package io.github.krea4j.internal.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body that OkHttp takes for one it cannot send again, as it would after some answers. */
final class OneShotBody extends RequestBody {
  private final RequestBody body;

  private OneShotBody(RequestBody body) {
    this.body = body;
  }

  /** Makes the body of a request one of this kind. */
  static void in(Request.Builder builder, Request request) {
    RequestBody body = request.body();
    if (body != null && !body.isOneShot()) {
      builder.method(request.method(), new OneShotBody(body));
    }
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return body.contentLength();
  }

  @Override
  public boolean isDuplex() {
    return body.isDuplex();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    body.writeTo(sink);
  }
}
