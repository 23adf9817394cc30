package io.github.krea4j.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an MP4 file that shows one JPEG picture for some seconds. Motion JPEG is the one video
 * coding that Java can write by itself.
 */
final class Mp4 {
  private static final int TIMESCALE = 1000;
  private static final int JPEG_OBJECT_TYPE = 0x6C;

  private Mp4() {}

  static byte[] still(byte[] jpeg, PictureSize size, double seconds) {
    int duration = (int) Math.max(1, Math.round(seconds * TIMESCALE));
    byte[] type =
        box("ftyp", ascii("isom"), int32(0x200), ascii("isom"), ascii("iso2"), ascii("mp41"));
    // The place of the picture follows from the length of what stands before it.
    int before = type.length + movie(jpeg, size, duration, 0).length;
    byte[] movie = movie(jpeg, size, duration, before + 8);
    return join(type, movie, box("mdat", jpeg));
  }

  private static byte[] movie(byte[] jpeg, PictureSize size, int duration, int offset) {
    byte[] header =
        box(
            "mvhd",
            int32(0),
            int32(0),
            int32(0),
            int32(TIMESCALE),
            int32(duration),
            int32(0x00010000),
            int16(0x0100),
            new byte[10],
            matrix(),
            new byte[24],
            int32(2));
    byte[] track =
        box(
            "tkhd",
            int32(3),
            int32(0),
            int32(0),
            int32(1),
            int32(0),
            int32(duration),
            new byte[16],
            matrix(),
            int32(size.width() << 16),
            int32(size.height() << 16));
    byte[] mediaHeader =
        box(
            "mdhd",
            int32(0),
            int32(0),
            int32(0),
            int32(TIMESCALE),
            int32(duration),
            int16(0x55C4),
            int16(0));
    byte[] handler = box("hdlr", int32(0), int32(0), ascii("vide"), new byte[12], ascii("video\0"));
    byte[] references = box("dinf", box("dref", int32(0), int32(1), box("url ", int32(1))));
    byte[] samples =
        box(
            "stbl",
            box("stsd", int32(0), int32(1), sampleEntry(size)),
            box("stts", int32(0), int32(1), int32(1), int32(duration)),
            box("stsc", int32(0), int32(1), int32(1), int32(1), int32(1)),
            box("stsz", int32(0), int32(0), int32(1), int32(jpeg.length)),
            box("stco", int32(0), int32(1), int32(offset)));
    byte[] information = box("minf", box("vmhd", int32(1), new byte[8]), references, samples);
    return box("moov", header, box("trak", track, box("mdia", mediaHeader, handler, information)));
  }

  private static byte[] sampleEntry(PictureSize size) {
    byte[] decoder =
        descriptor(4, new byte[] {JPEG_OBJECT_TYPE, 0x11}, new byte[3], int32(0), int32(0));
    byte[] stream = descriptor(3, int16(1), new byte[] {0}, decoder, descriptor(6, new byte[] {2}));
    return box(
        "mp4v",
        new byte[6],
        int16(1),
        new byte[16],
        int16(size.width()),
        int16(size.height()),
        int32(0x00480000),
        int32(0x00480000),
        int32(0),
        int16(1),
        new byte[32],
        int16(24),
        int16(0xFFFF),
        box("esds", int32(0), stream));
  }

  private static byte[] descriptor(int tag, byte[]... parts) {
    byte[] content = join(parts);
    return join(new byte[] {(byte) tag, (byte) content.length}, content);
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] content = join(parts);
    return join(int32(8 + content.length), ascii(type), content);
  }

  /** The transformation that changes nothing. */
  private static byte[] matrix() {
    ByteBuffer matrix = ByteBuffer.allocate(36);
    for (int number : List.of(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000)) {
      matrix.putInt(number);
    }
    return matrix.array();
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] int16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
