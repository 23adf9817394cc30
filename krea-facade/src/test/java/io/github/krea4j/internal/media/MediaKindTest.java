package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.AssetUpload;
import io.github.krea4j.DataUri;
import io.github.krea4j.Media;
import io.github.krea4j.errors.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaKindTest {
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("a.jpg", Media.jpeg(), "image/jpeg"),
        Arguments.of("a.JPEG", Media.jpeg(), "image/jpeg"),
        Arguments.of("a.png", Media.png(), "image/png"),
        Arguments.of("a.webp", Media.webp(), "image/webp"),
        Arguments.of("a.heic", Media.heic(), "image/heic"),
        Arguments.of("a.heic", Media.box("mif1"), "image/heic"),
        Arguments.of("a.mp4", Media.mp4(), "video/mp4"),
        Arguments.of("a.mp4", Media.box("mp42"), "video/mp4"),
        Arguments.of("a.mov", Media.mov(), "video/quicktime"),
        Arguments.of(
            "a.mov", Media.bytes(0, 0, 0, 8, 'w', 'i', 'd', 'e', 0, 0, 0, 0), "video/quicktime"),
        Arguments.of("a.webm", Media.webm(), "video/webm"),
        Arguments.of("a.glb", Media.glb(), "model/gltf-binary"),
        Arguments.of("a.wav", Media.wav(), "audio/wav"),
        Arguments.of("a.mp3", Media.mp3(), "audio/mpeg"),
        Arguments.of("a.mp3", Media.bytes(0xff, 0xfb, 0x90, 0x44), "audio/mpeg"),
        Arguments.of("a.mp3", Media.bytes(0xff, 0xf3, 0x40, 0xc4), "audio/mpeg"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("files")
  void kindIsToldFromNameAndContentAlike(String name, byte[] content, String type) {
    assertThat(MediaKind.ofContent(content)).map(MediaKind::contentType).contains(type);
    assertThat(MediaKind.ofExtension(name)).map(MediaKind::contentType).contains(type);
    assertThat(MediaKind.ofContentType(type)).map(MediaKind::contentType).contains(type);
    assertThat(CheckedUpload.of(AssetUpload.of(content, name)).contentType()).isEqualTo(type);
    // Without a name the content is enough, and the name is completed.
    CheckedUpload nameless = CheckedUpload.of(AssetUpload.of(content, ""));
    assertThat(nameless.contentType()).isEqualTo(type);
    assertThat(MediaKind.ofExtension(nameless.filename()))
        .map(MediaKind::contentType)
        .contains(type);
  }

  static Stream<byte[]> others() {
    return Stream.of(
        new byte[0],
        Media.bytes(0),
        Media.bytes(0xff),
        Media.bytes(0xff, 0xff, 0xff, 0xff),
        Media.bytes('R', 'I', 'F', 'F', 0, 0, 0, 0, 'A', 'V', 'I', ' '),
        Media.bytes('R', 'I', 'F', 'F'),
        Media.bytes('G', 'I', 'F', '8', '9', 'a'),
        Media.bytes('%', 'P', 'D', 'F'),
        Media.bytes('<', 's', 'v', 'g'),
        Media.bytes(0x1a, 0x45, 0xdf, 0xa3, 'm', 'a', 't', 'r', 'o', 's', 'k', 'a'),
        Media.box("avif"),
        Media.box("M4A "),
        // AAC sound begins much like MP3.
        Media.bytes(0xff, 0xf1, 0x50, 0x80));
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherKindsAreToldApart(byte[] content) {
    assertThat(MediaKind.ofContent(content)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpg, image/jpeg",
    "audio/mp3, audio/mpeg",
    "audio/x-wav, audio/wav",
    "video/x-m4v, video/mp4"
  })
  void commonWrongNamesAreUnderstood(String given, String sent) {
    assertThat(MediaKind.ofContentType(given)).map(MediaKind::contentType).contains(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "png", "a", "a.", "a.png.txt", ".hidden"})
  void namesWithoutAKnownExtensionTellNothing(String name) {
    assertThat(MediaKind.ofExtension(name)).isEmpty();
  }

  @Test
  void dataUriHoldsTypeAndContent(@TempDir Path directory) throws IOException {
    assertThat(DataUri.of(Media.bytes(0xff, 0xd8, 0xff, 0xe0), "a.jpg"))
        .isEqualTo("data:image/jpeg;base64,/9j/4A==");
    Path file = Files.write(directory.resolve("a.png"), Media.png());
    assertThat(DataUri.of(file)).startsWith("data:image/png;base64,iVBORw0KGgo");
  }

  @Test
  void dataUriIsCheckedLikeAnUpload(@TempDir Path directory) {
    assertThatThrownBy(() -> DataUri.of(directory.resolve("none.png")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("Upload file not found: ");
    assertThatThrownBy(() -> DataUri.of(Media.png(), "a.jpg"))
        .hasMessage("Upload 'a.jpg' holds PNG, but its name says JPEG. Rename it to .png.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fox.png|fox.png",
        "''|file.png",
        "..|file.png",
        "...|file.png",
        "日本.png|file.png",
        "ﬁle 1.png|le_1.png",
        "Ärger über Öl.PNG|Arger_uber_Ol.PNG",
        "a\"b;c.png|a_b_c.png",
        "../../etc/passwd.png|etc_passwd.png",
        "-rf.png|rf.png",
        "fox|fox.png",
        "a.b.c.png|a.b.c.png",
        "photo.averyveryverylongextension|photo.png",
      })
  void namesAreMadeSafeForAHeader(String name, String safe) {
    assertThat(FileNames.forHeader(name, MediaKind.PNG)).isEqualTo(safe);
  }

  @Test
  void longNamesAreCutBeforeTheExtension() {
    assertThat(FileNames.forHeader("x".repeat(500) + ".png", MediaKind.PNG))
        .isEqualTo("x".repeat(100) + ".png");
  }
}
