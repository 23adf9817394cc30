package io.github.krea4j.internal.media;

import io.github.krea4j.ProgressListener;
import io.github.krea4j.internal.http.ListenerRelay;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Streams an upload to the network in pieces and counts them. */
final class UploadBody extends RequestBody {
  private static final int PIECE = 16 * 1024;

  private final CheckedUpload upload;
  private final @Nullable ProgressListener listener;
  private final ListenerRelay progress;
  private volatile boolean tooLarge;

  UploadBody(CheckedUpload upload, ListenerRelay progress) {
    this.upload = upload;
    this.listener = upload.upload().progress().orElse(null);
    this.progress = progress;
  }

  @Override
  public MediaType contentType() {
    return MediaType.get(upload.contentType());
  }

  @Override
  public long contentLength() {
    return upload.length();
  }

  @Override
  public boolean isOneShot() {
    return !upload.upload().repeatable();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (upload.upload().repeatable()) {
      try (InputStream in = upload.upload().open()) {
        copy(in, sink);
      }
    } else {
      copy(upload.upload().open(), sink);
    }
  }

  /** Returns whether a stream was given up because it holds more than the service takes. */
  boolean tooLarge() {
    return tooLarge;
  }

  private void copy(InputStream in, BufferedSink sink) throws IOException {
    byte[] piece = new byte[PIECE];
    long sent = 0;
    // A file that grows meanwhile is sent as long as it was announced.
    long limit = upload.length() >= 0 ? upload.length() : CheckedUpload.MAX_BYTES + 1;
    for (int count; sent < limit; sent += count) {
      count = in.read(piece, 0, (int) Math.min(PIECE, limit - sent));
      if (count < 0) {
        break;
      }
      sink.write(piece, 0, count);
      if (listener != null) {
        long now = sent + count;
        progress.tellLatest(() -> listener.onProgress(now, upload.length()));
      }
    }
    if (sent < upload.length()) {
      throw new IOException(
          CheckedUpload.describe(upload.upload()) + " became shorter while it was sent");
    }
    if (sent > CheckedUpload.MAX_BYTES) {
      tooLarge = true;
      throw new IOException("The stream holds more than the service takes");
    }
  }
}
