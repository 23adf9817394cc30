package io.github.krea4j.emulator;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file behind a URL: one that was uploaded, or the description of one that is drawn when it is
 * fetched. Drawing twice gives the same bytes.
 */
final class Medium {
  private final MediaKind kind;
  private final Instant createdAt;
  private final @Nullable ByteBuffer upload;
  private final @Nullable Drawing drawing;

  /** Draws a file, large or as a small picture of it. */
  interface Drawing extends Supplier<byte[]> {
    /** Bytes of memory that drawing takes, roughly. */
    long memory();

    /** The same in small, as a JPEG file. */
    byte[] small();
  }

  private Medium(
      MediaKind kind, Instant createdAt, @Nullable ByteBuffer upload, @Nullable Drawing drawing) {
    this.kind = kind;
    this.createdAt = createdAt;
    this.upload = upload;
    this.drawing = drawing;
  }

  static Medium uploaded(MediaKind kind, Instant at, ByteBuffer content) {
    return new Medium(kind, at, content, null);
  }

  static Medium drawn(MediaKind kind, Instant at, Drawing drawing) {
    return new Medium(kind, at, null, drawing);
  }

  MediaKind kind() {
    return kind;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** The bytes that came; null if this file is drawn. */
  @Nullable ByteBuffer upload() {
    return upload;
  }

  /** How to draw it; null if this file was uploaded. */
  @Nullable Drawing drawing() {
    return drawing;
  }
}
