package io.github.krea4j;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginnings of media files. */
public final class Media {
  private Media() {}

  public static byte[] png() {
    return bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R');
  }

  public static byte[] jpeg() {
    return bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0);
  }

  public static byte[] webp() {
    return bytes('R', 'I', 'F', 'F', 4, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' ');
  }

  public static byte[] wav() {
    return bytes('R', 'I', 'F', 'F', 4, 0, 0, 0, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' ');
  }

  public static byte[] heic() {
    return box("heic");
  }

  public static byte[] mp4() {
    return box("isom");
  }

  public static byte[] mov() {
    return box("qt  ");
  }

  public static byte[] webm() {
    return bytes(0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, 'w', 'e', 'b', 'm');
  }

  public static byte[] glb() {
    return bytes('g', 'l', 'T', 'F', 2, 0, 0, 0, 12, 0, 0, 0);
  }

  public static byte[] mp3() {
    return bytes('I', 'D', '3', 4, 0, 0, 0, 0, 0, 0);
  }

  /** A file of the container that MP4 and others share, of the given brand. */
  public static byte[] box(String brand) {
    byte[] box = bytes(0, 0, 0, 20, 'f', 't', 'y', 'p', 0, 0, 0, 0, 0, 0, 0, 0);
    System.arraycopy(brand.getBytes(StandardCharsets.US_ASCII), 0, box, 8, 4);
    return box;
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** The same file with zeros up to a size. */
  public static byte[] padded(byte[] head, int size) {
    return Arrays.copyOf(head, size);
  }
}
