package io.github.krea4j.internal.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of media the service takes, under the exact names it wants. */
enum MediaKind {
  JPEG("JPEG", "image/jpeg", List.of("jpg", "jpeg"), List.of("image/jpg", "image/pjpeg")),
  PNG("PNG", "image/png", List.of("png"), List.of("image/x-png")),
  WEBP("WebP", "image/webp", List.of("webp"), List.of()),
  HEIC("HEIC", "image/heic", List.of("heic", "heif"), List.of("image/heif")),
  MP4("MP4", "video/mp4", List.of("mp4", "m4v"), List.of("video/x-m4v")),
  MOV("MOV", "video/quicktime", List.of("mov", "qt"), List.of("video/mov")),
  WEBM("WebM", "video/webm", List.of("webm"), List.of()),
  GLB("GLB", "model/gltf-binary", List.of("glb"), List.of()),
  WAV(
      "WAV",
      "audio/wav",
      List.of("wav", "wave"),
      List.of("audio/x-wav", "audio/wave", "audio/vnd.wave")),
  MP3("MP3", "audio/mpeg", List.of("mp3"), List.of("audio/mp3", "audio/x-mp3"));

  /** How many first bytes {@link #ofContent} wants to see. */
  static final int PROBE = 64;

  /** All kinds, for error texts. */
  static final String ACCEPTED =
      Arrays.stream(values()).map(kind -> kind.label).collect(Collectors.joining(", "));

  private static final List<String> HEIC_BRANDS =
      List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

  // Other formats in the same container: a still picture, sound alone.
  private static final List<String> FOREIGN_BRANDS =
      List.of("avif", "avis", "M4A ", "M4B ", "crx ");

  private final String label;
  private final String contentType;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> extensions;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> otherNames;

  MediaKind(String label, String contentType, List<String> extensions, List<String> otherNames) {
    this.label = label;
    this.contentType = contentType;
    this.extensions = extensions;
    this.otherNames = otherNames;
  }

  String label() {
    return label;
  }

  String contentType() {
    return contentType;
  }

  /** Returns the usual extension, without a dot. */
  String extension() {
    return extensions.get(0);
  }

  static Optional<MediaKind> ofExtension(String filename) {
    String extension = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return filename.indexOf('.') < 0
        ? Optional.empty()
        : Arrays.stream(values()).filter(kind -> kind.extensions.contains(extension)).findFirst();
  }

  /** Understands the common wrong names too, such as {@code image/jpg}, and parameters. */
  static Optional<MediaKind> ofContentType(String contentType) {
    String name = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.contentType.equals(name) || kind.otherNames.contains(name))
        .findFirst();
  }

  /** Tells the kind from the first bytes. */
  static Optional<MediaKind> ofContent(byte[] head) {
    if (starts(head, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of(JPEG);
    }
    if (starts(head, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of(PNG);
    }
    if (text(head, 0, 4).equals("RIFF")) {
      return switch (text(head, 8, 4)) {
        case "WEBP" -> Optional.of(WEBP);
        case "WAVE" -> Optional.of(WAV);
        default -> Optional.empty();
      };
    }
    if (text(head, 0, 4).equals("glTF")) {
      return Optional.of(GLB);
    }
    if (starts(head, 0, 0x1a, 0x45, 0xdf, 0xa3)) {
      // Matroska begins alike; the document type stands within the first few bytes.
      return text(head, 0, head.length).contains("webm") ? Optional.of(WEBM) : Optional.empty();
    }
    if (text(head, 4, 4).equals("ftyp")) {
      return ofBrand(text(head, 8, 4));
    }
    // QuickTime files older than the brand box.
    if (List.of("moov", "mdat", "wide").contains(text(head, 4, 4))) {
      return Optional.of(MOV);
    }
    boolean layer3 =
        starts(head, 0, 0xff) && head.length > 1 && (head[1] & 0xe6) == 0xe2 && head[1] != -1;
    return text(head, 0, 3).equals("ID3") || layer3 ? Optional.of(MP3) : Optional.empty();
  }

  private static Optional<MediaKind> ofBrand(String brand) {
    if (brand.equals("qt  ")) {
      return Optional.of(MOV);
    }
    if (HEIC_BRANDS.contains(brand)) {
      return Optional.of(HEIC);
    }
    return FOREIGN_BRANDS.contains(brand) ? Optional.empty() : Optional.of(MP4);
  }

  private static boolean starts(byte[] head, int offset, int... bytes) {
    if (head.length < offset + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[offset + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] head, int offset, int length) {
    return head.length < offset + length
        ? ""
        : new String(head, offset, length, StandardCharsets.ISO_8859_1);
  }
}
