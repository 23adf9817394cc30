package io.github.krea4j.emulator;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of files that go in and out, as the service's upload page lists them. */
enum MediaKind {
  PNG("images", "png", "image/png"),
  JPEG("images", "jpg", "image/jpeg"),
  WEBP("images", "webp", "image/webp"),
  HEIC("images", "heic", "image/heic"),
  MP4("videos", "mp4", "video/mp4"),
  MOV("videos", "mov", "video/quicktime"),
  WEBM("videos", "webm", "video/webm"),
  WAV("audio", "wav", "audio/wav"),
  MP3("audio", "mp3", "audio/mpeg"),
  GLB("models", "glb", "model/gltf-binary");

  private final String folder;
  private final String extension;
  private final String contentType;

  MediaKind(String folder, String extension, String contentType) {
    this.folder = folder;
    this.extension = extension;
    this.contentType = contentType;
  }

  String folder() {
    return folder;
  }

  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }

  /** The kind of an upload, by the exact content type: {@code image/jpg} is none. */
  static Optional<MediaKind> ofContentType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(kind -> kind.contentType.equals(type)).findFirst();
  }

  /**
   * What an operation makes, judged by its category and tags, so that a category which does not
   * exist yet gets a file too.
   */
  static MediaKind madeBy(Operation operation) {
    String category = operation.model().map(model -> model.split("/", 2)[0]).orElse("");
    String words = (category + " " + String.join(" ", operation.tags())).toLowerCase(Locale.ROOT);
    if (words.contains("video")) {
      return MP4;
    }
    if (words.contains("audio") || words.contains("music") || words.contains("speech")) {
      return WAV;
    }
    return words.contains("3d") ? GLB : PNG;
  }
}
