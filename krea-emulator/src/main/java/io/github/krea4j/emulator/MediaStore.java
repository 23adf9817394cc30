package io.github.krea4j.emulator;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The files behind result and asset URLs. They are made when they are first fetched, and lie on a
 * host of their own, as the service's do: a client that sends its key there is wrong.
 */
final class MediaStore {
  private final URI base;
  private final Map<String, Medium> media = new ConcurrentHashMap<>();

  /** A file that is made at its first use. */
  static final class Medium {
    private final String contentType;
    private final Supplier<byte[]> source;
    private byte[] bytes = {};

    Medium(String contentType, Supplier<byte[]> source) {
      this.contentType = contentType;
      this.source = source;
    }

    String contentType() {
      return contentType;
    }

    synchronized byte[] bytes() {
      if (bytes.length == 0) {
        bytes = source.get();
      }
      return bytes;
    }
  }

  MediaStore(URI base) {
    this.base = base;
  }

  /** Puts a file up and returns its URL. */
  URI add(MediaKind kind, Supplier<byte[]> source) {
    String path = "/" + kind.folder() + "/" + UUID.randomUUID() + "." + kind.extension();
    media.put(path, new Medium(kind.contentType(), source));
    return base.resolve(path);
  }

  void remove(URI url) {
    media.remove(url.getPath());
  }

  Optional<Medium> find(String path) {
    return Optional.ofNullable(media.get(path));
  }

  /** Whether a URL, found or not, is one of this store's host. */
  boolean isOwn(String url) {
    return url.startsWith(base + "/");
  }

  /** The file behind a whole URL of this store. */
  Optional<Medium> find(URI url) {
    return isOwn(url.toString()) ? find(url.getPath()) : Optional.empty();
  }

  void clear() {
    media.clear();
  }
}
