package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a picture in pixels. */
record PictureSize(int width, int height) {
  /** Greater sizes are legal for some models, but nobody wants to wait for them in a test. */
  static final int LARGEST = 4096;

  private static final int USUAL = 1024;
  private static final Pattern RATIO = Pattern.compile("(\\d{1,5}):(\\d{1,5})");
  private static final Map<String, Integer> SHORT_SIDES =
      Map.of("480p", 480, "720p", 720, "1080p", 1080, "1k", 1024, "2k", 2048, "4k", 2160);

  PictureSize {
    width = Math.max(1, Math.min(LARGEST, width));
    height = Math.max(1, Math.min(LARGEST, height));
  }

  /** A size for pictures that nobody asked for. */
  static PictureSize sample() {
    return new PictureSize(USUAL, USUAL);
  }

  /**
   * The size a request asks for, by width and height or else by aspect ratio and resolution. What
   * it leaves out is taken from the defaults in the schema.
   */
  static PictureSize askedFor(JsonNode body, JsonNode schema) {
    JsonNode width = field(body, schema, "width");
    JsonNode height = field(body, schema, "height");
    if (width.isNumber() || height.isNumber()) {
      return new PictureSize(
          width.asInt(height.asInt()), height.isNumber() ? height.asInt() : width.asInt());
    }
    int side =
        SHORT_SIDES.getOrDefault(
            field(body, schema, "resolution").asText().toLowerCase(Locale.ROOT), USUAL);
    Matcher ratio = RATIO.matcher(field(body, schema, "aspect_ratio").asText());
    if (!ratio.matches()) {
      return new PictureSize(side, side);
    }
    int across = Integer.parseInt(ratio.group(1));
    int down = Integer.parseInt(ratio.group(2));
    if (across >= 100 && down >= 100) {
      // Some models write their ratios as sizes: 1280:720.
      return new PictureSize(across, down);
    }
    int shorter = Math.max(1, Math.min(across, down));
    return new PictureSize(side * across / shorter, side * down / shorter);
  }

  /** The same shape, no side longer than that. */
  PictureSize within(int longest) {
    int side = Math.max(width, height);
    return side <= longest
        ? this
        : new PictureSize(width * longest / side, height * longest / side);
  }

  private static JsonNode field(JsonNode body, JsonNode schema, String name) {
    JsonNode value = body.path(name);
    return value.isMissingNode() || value.isNull()
        ? schema.path("properties").path(name).path("default")
        : value;
  }
}
