package io.github.krea4j.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a short tone as a WAV file: 16 bits, one channel. */
final class Wav {
  private static final int RATE = 8000;

  private Wav() {}

  static byte[] tone(double seconds) {
    int samples = (int) (RATE * seconds);
    int dataLength = samples * 2;
    ByteBuffer file = ByteBuffer.allocate(44 + dataLength).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(36 + dataLength).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
    file.put(ascii("data")).putInt(dataLength);
    for (int i = 0; i < samples; i++) {
      file.putShort((short) (8000 * Math.sin(2 * Math.PI * 440 * i / RATE)));
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
