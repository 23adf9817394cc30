package io.github.krea4j.internal.media;

import io.github.krea4j.internal.http.Receiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** What becomes of a result's content. */
final class MediaReceiver {
  private MediaReceiver() {}

  /** Hands the content over as it comes. */
  static Receiver<InputStream> stream(HttpUrl url, long maxBytes) {
    return new Receiver<>() {
      @Override
      public InputStream receive(Response response, long textLimit) throws IOException {
        return WholeFile.of(response, url, maxBytes);
      }

      @Override
      public void late(InputStream stream) {
        try {
          stream.close();
        } catch (IOException e) {
          // Nobody reads it any more.
        }
      }
    };
  }

  /** Saves the content in a directory, under a name of its own until it is whole. */
  static Receiver<PartFile> file(HttpUrl url, Path directory, long maxBytes) {
    return new Receiver<>() {
      @Override
      public PartFile receive(Response response, long textLimit) throws IOException {
        return PartFile.of(response, url, directory, maxBytes);
      }

      @Override
      public void late(PartFile part) {
        part.delete();
      }
    };
  }
}
