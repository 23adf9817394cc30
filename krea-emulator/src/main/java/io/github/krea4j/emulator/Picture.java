package io.github.krea4j.emulator;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws pictures: the same prompt gives the same one. Over a coloured ground, or over the picture
 * that the request brought along, stand the prompt and the size.
 */
final class Picture {
  /** What it takes to decode a picture that was uploaded, at most. */
  static final long SOURCE_MEMORY = 64 * Capacity.MEBIBYTE;

  private static final int LINES = 6;

  /** Pixels beyond which a source is decoded in part only: it is painted smaller anyway. */
  private static final long MOST_SOURCE_PIXELS = 4_000_000;

  private static final int LONGEST_SMALL = 480;

  private Picture() {}

  static byte[] png(PictureSize size, String prompt, Optional<ByteBuffer> source) {
    return encode(draw(size, size, prompt, source), "png");
  }

  static byte[] jpeg(PictureSize size, String prompt, Optional<ByteBuffer> source) {
    return encode(draw(size, size, prompt, source), "jpeg");
  }

  /** The picture of that size, drawn small. */
  static byte[] small(PictureSize size, String prompt, Optional<ByteBuffer> source) {
    return encode(draw(size, size.within(LONGEST_SMALL), prompt, source), "jpeg");
  }

  /** The size of a picture, if it is of a kind that Java reads. Only its header is looked at. */
  static Optional<Dimension> sizeOf(ByteBuffer bytes) {
    return read(bytes, reader -> new Dimension(reader.getWidth(0), reader.getHeight(0)));
  }

  /** A picture in small, as a JPEG file, if it is of a kind that Java reads. */
  static Optional<byte[]> small(ByteBuffer bytes) {
    return read(bytes)
        .map(
            source -> {
              PictureSize size =
                  new PictureSize(source.getWidth(), source.getHeight()).within(LONGEST_SMALL);
              BufferedImage image =
                  new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
              Graphics2D graphics = image.createGraphics();
              try {
                graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                graphics.drawImage(source, 0, 0, size.width(), size.height(), null);
              } finally {
                graphics.dispose();
              }
              return encode(image, "jpeg");
            });
  }

  private static BufferedImage draw(
      PictureSize size, PictureSize shown, String prompt, Optional<ByteBuffer> source) {
    BufferedImage image =
        new BufferedImage(shown.width(), shown.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      if (!shown.equals(size)) {
        graphics.scale(
            (double) shown.width() / size.width(), (double) shown.height() / size.height());
      }
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      Random random = new Random(prompt.hashCode());
      Optional<BufferedImage> ground = source.flatMap(Picture::read);
      if (ground.isPresent()) {
        graphics.drawImage(ground.get(), 0, 0, size.width(), size.height(), null);
      } else {
        paintGround(graphics, size, random);
      }
      paintCircles(graphics, size, random);
      paintText(graphics, size, prompt);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void paintGround(Graphics2D graphics, PictureSize size, Random random) {
    float hue = random.nextFloat();
    Color from = Color.getHSBColor(hue, 0.55f, 0.35f);
    Color to = Color.getHSBColor(hue + 0.2f, 0.5f, 0.8f);
    graphics.setPaint(new GradientPaint(0, 0, from, 0, size.height(), to));
    graphics.fillRect(0, 0, size.width(), size.height());
  }

  private static void paintCircles(Graphics2D graphics, PictureSize size, Random random) {
    int largest = Math.max(2, Math.min(size.width(), size.height()) / 2);
    for (int i = 0; i < 12; i++) {
      int diameter = 1 + random.nextInt(largest);
      Color color = Color.getHSBColor(random.nextFloat(), 0.6f, 0.9f);
      graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 70));
      graphics.fillOval(
          random.nextInt(size.width()) - diameter / 2,
          random.nextInt(size.height()) - diameter / 2,
          diameter,
          diameter);
    }
  }

  private static void paintText(Graphics2D graphics, PictureSize size, String prompt) {
    int height = Math.max(8, size.width() / 28);
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, height));
      List<String> lines = wrap(prompt, 44);
      lines.add(size.width() + " x " + size.height());
      int y = size.height() - lines.size() * (height + height / 3);
      for (String line : lines) {
        y += height + height / 3;
        graphics.setColor(new Color(0, 0, 0, 150));
        graphics.drawString(line, height / 2 + 2, y - height / 2 + 2);
        graphics.setColor(Color.WHITE);
        graphics.drawString(line, height / 2, y - height / 2);
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // A machine without fonts still gets its picture, only without the words.
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, size.height() - height, size.width() / 3, height / 2);
    }
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + word.length() >= width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return new ArrayList<>(lines.subList(0, Math.min(LINES, lines.size())));
  }

  private static Optional<BufferedImage> read(ByteBuffer bytes) {
    return read(
        bytes,
        reader -> {
          ImageReadParam part = reader.getDefaultReadParam();
          long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
          int step = (int) Math.ceil(Math.sqrt((double) pixels / MOST_SOURCE_PIXELS));
          if (step > 1) {
            part.setSourceSubsampling(step, step, 0, 0);
          }
          return reader.read(0, part);
        });
  }

  /** What is asked of a picture's reader. */
  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private static <T> Optional<T> read(ByteBuffer bytes, Reading<T> reading) {
    try (ImageInputStream stream = new MemoryCacheImageInputStream(new BufferStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        return Optional.of(reading.from(reader));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Not a picture, or a broken one: its size is unknown, and it is drawn without.
      return Optional.empty();
    }
  }

  /** Reads from a buffer, which keeps its position. */
  private static final class BufferStream extends InputStream {
    private final ByteBuffer buffer;

    BufferStream(ByteBuffer buffer) {
      this.buffer = buffer.duplicate();
    }

    @Override
    public int read() {
      return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!buffer.hasRemaining()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(target, offset, count);
      return count;
    }
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not through ImageIO's own streams, which use files in the temporary directory.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, format, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
