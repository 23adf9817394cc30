package io.github.krea4j.emulator;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/** How results look, by their kind. Holds what a drawing needs of its request, and no more. */
final class Drawings {
  private static final int LONGEST_FRAME = 640;
  private static final long BYTES_PER_PIXEL = 5;

  /** A video of an hour is as good as one of a year. */
  private static final double LONGEST_SECONDS = 3600;

  private Drawings() {}

  /**
   * The drawing of one result.
   *
   * @param seconds how long a video is
   * @param source the picture that the request brought along, if it is still there
   */
  static Medium.Drawing of(
      MediaKind kind,
      PictureSize size,
      String caption,
      double seconds,
      Supplier<Optional<ByteBuffer>> source) {
    return switch (kind) {
      case MP4 -> new Video(size.within(LONGEST_FRAME), caption, seconds, source);
      case WAV -> new Fixed(true, caption);
      case GLB -> new Fixed(false, caption);
      default -> new Still(size, caption, source);
    };
  }

  private record Still(PictureSize size, String caption, Supplier<Optional<ByteBuffer>> source)
      implements Medium.Drawing {
    @Override
    public byte[] get() {
      return Picture.png(size, caption, source.get());
    }

    @Override
    public long memory() {
      return BYTES_PER_PIXEL * size.width() * size.height() + sourceMemory(source);
    }

    @Override
    public byte[] small() {
      return Picture.small(size, caption, source.get());
    }
  }

  private record Video(
      PictureSize frame, String caption, double seconds, Supplier<Optional<ByteBuffer>> source)
      implements Medium.Drawing {
    @Override
    public byte[] get() {
      byte[] picture = Picture.jpeg(frame, caption, source.get());
      return Mp4.still(picture, frame, Math.max(0, Math.min(LONGEST_SECONDS, seconds)));
    }

    @Override
    public long memory() {
      return BYTES_PER_PIXEL * frame.width() * frame.height() + sourceMemory(source);
    }

    @Override
    public byte[] small() {
      return Picture.small(frame, caption, source.get());
    }
  }

  /** What looks the same for every prompt: a tone, or else a triangle. */
  private record Fixed(boolean sounds, String caption) implements Medium.Drawing {
    @Override
    public byte[] get() {
      return sounds ? Wav.tone(1) : Glb.triangle();
    }

    @Override
    public long memory() {
      return WorkMemory.SMALL;
    }

    @Override
    public byte[] small() {
      return Picture.small(PictureSize.sample(), caption, Optional.empty());
    }
  }

  private static long sourceMemory(Supplier<Optional<ByteBuffer>> source) {
    return source.get().isPresent() ? Picture.SOURCE_MEMORY : 0;
  }
}
