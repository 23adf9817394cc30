package io.github.krea4j.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a triangle as a binary glTF 2.0 file. */
final class Glb {
  private static final int MAGIC = 0x46546C67;
  private static final int JSON_CHUNK = 0x4E4F534A;
  private static final int BINARY_CHUNK = 0x004E4942;

  private static final String SCENE =
      """
      {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],\
      "meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],\
      "buffers":[{"byteLength":36}],"bufferViews":[{"buffer":0,"byteLength":36}],\
      "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3",\
      "min":[0,0,0],"max":[1,1,0]}]}""";

  private Glb() {}

  static byte[] triangle() {
    byte[] json = padded(SCENE.getBytes(StandardCharsets.UTF_8));
    float[] corners = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    int length = 12 + 8 + json.length + 8 + corners.length * Float.BYTES;
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(MAGIC).putInt(2).putInt(length);
    file.putInt(json.length).putInt(JSON_CHUNK).put(json);
    file.putInt(corners.length * Float.BYTES).putInt(BINARY_CHUNK);
    for (float coordinate : corners) {
      file.putFloat(coordinate);
    }
    return file.array();
  }

  /** Chunks start at multiples of four; JSON is filled up with spaces. */
  private static byte[] padded(byte[] json) {
    byte[] padded = Arrays.copyOf(json, (json.length + 3) / 4 * 4);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
