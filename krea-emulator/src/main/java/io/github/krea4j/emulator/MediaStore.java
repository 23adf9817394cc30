package io.github.krea4j.emulator;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The files behind result and asset URLs, by their path. */
final class MediaStore {
  private final Addresses addresses;
  private final InstantSource clock;
  private final WorkMemory memory;
  private final Map<String, Medium> media = new ConcurrentHashMap<>();

  /** What was drawn lately: who looks at a picture often looks twice. */
  private final Kept<String, byte[]> drawn;

  MediaStore(Addresses addresses, InstantSource clock, WorkMemory memory, long drawings) {
    this.addresses = addresses;
    this.clock = clock;
    this.memory = memory;
    this.drawn = new Kept<>(drawings, bytes -> bytes.length, bytes -> {});
  }

  /** Puts up a file that is drawn when it is fetched; returns its URL for the request's sender. */
  URI add(MediaKind kind, Medium.Drawing drawing, RecordedRequest request) {
    return addresses
        .files(request)
        .resolve(put(kind, Medium.drawn(kind, clock.instant(), drawing)));
  }

  /** Puts up an uploaded file; returns its URL for the request's sender. */
  URI add(MediaKind kind, ByteBuffer content, RecordedRequest request) {
    return addresses
        .files(request)
        .resolve(put(kind, Medium.uploaded(kind, clock.instant(), content)));
  }

  /** Puts up a picture that no request asked for. */
  URI sample() {
    String path = "/" + MediaKind.PNG.folder() + "/sample.png";
    media.computeIfAbsent(
        path,
        key ->
            Medium.drawn(
                MediaKind.PNG,
                clock.instant(),
                Drawings.of(MediaKind.PNG, PictureSize.sample(), "Sample", 0, Optional::empty)));
    return addresses.files().resolve(path);
  }

  private String put(MediaKind kind, Medium medium) {
    String path = "/" + kind.folder() + "/" + UUID.randomUUID() + "." + kind.extension();
    media.put(path, medium);
    return path;
  }

  void remove(URI url) {
    media.remove(url.getPath());
    drawn.remove(url.getPath());
  }

  Optional<Medium> find(String path) {
    return Optional.ofNullable(media.get(path));
  }

  /** A file with the path it lies under, ready to be read. */
  Optional<Entry> entry(String path) {
    return find(path).map(medium -> new Entry(path, medium));
  }

  /** A file that can be read. */
  final class Entry {
    private final String path;
    private final Medium medium;

    private Entry(String path, Medium medium) {
      this.path = path;
      this.medium = medium;
    }

    Medium medium() {
      return medium;
    }

    /** What stands for the content: under one path it never changes. */
    String tag() {
      return '"' + path.substring(path.lastIndexOf('/') + 1) + '"';
    }

    ByteBuffer content() throws WorkMemory.ExhaustedException {
      return MediaStore.this.content(path, medium);
    }

    Optional<ByteBuffer> small() throws WorkMemory.ExhaustedException {
      return MediaStore.this.small(path, medium);
    }
  }

  /** Whether a URL, found or not, is one of this emulator's, for the sender of a request. */
  boolean isOwn(String url, RecordedRequest request) {
    return addresses.isOwn(url, request);
  }

  /** The file behind a whole URL. */
  Optional<Medium> find(String url, RecordedRequest request) {
    try {
      return isOwn(url, request)
          ? find(String.valueOf(URI.create(url).getPath()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The bytes of a file.
   *
   * @throws WorkMemory.ExhaustedException if too much is drawn already
   */
  private ByteBuffer content(String path, Medium medium) throws WorkMemory.ExhaustedException {
    ByteBuffer upload = medium.upload();
    if (upload != null) {
      return upload.duplicate();
    }
    byte[] known = drawn.get(path);
    if (known == null) {
      Medium.Drawing drawing = drawing(medium);
      WorkMemory.Reservation reservation =
          memory.reserve(Math.min(memory.bytes(), drawing.memory()));
      try {
        known = drawing.get();
      } finally {
        reservation.close();
      }
      drawn.put(path, known);
    }
    return ByteBuffer.wrap(known);
  }

  /** A small picture of a file, as JPEG; empty if there is none. */
  private Optional<ByteBuffer> small(String path, Medium medium)
      throws WorkMemory.ExhaustedException {
    String key = path + "?small";
    byte[] known = drawn.get(key);
    if (known == null) {
      Medium.Drawing drawing = medium.drawing();
      ByteBuffer upload = medium.upload();
      WorkMemory.Reservation reservation = memory.reserve(Picture.SOURCE_MEMORY);
      try {
        known =
            drawing != null
                ? drawing.small()
                : upload == null
                    ? new byte[0]
                    : Picture.small(upload.duplicate()).orElse(new byte[0]);
      } finally {
        reservation.close();
      }
      drawn.put(key, known);
    }
    return known.length == 0 ? Optional.empty() : Optional.of(ByteBuffer.wrap(known));
  }

  private static Medium.Drawing drawing(Medium medium) {
    Medium.Drawing drawing = medium.drawing();
    if (drawing == null) {
      throw new IllegalStateException("A file is neither uploaded nor drawn");
    }
    return drawing;
  }

  void clear() {
    media.clear();
    drawn.clear();
  }
}
