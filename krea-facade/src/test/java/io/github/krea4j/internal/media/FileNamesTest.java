package io.github.krea4j.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.Media;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @CsvSource({
    "x.safetensors, x.safetensors",
    "model.v2.safetensors, model.v2.safetensors",
    "灯塔.png, 灯塔.png",
    "bücher (2).png, bücher (2).png",
    "a+b&c=d.png, a+b&c=d.png",
    "a:b.png, a_b.png",
    "'a*?<>|\"b.png', a_b.png",
    "a\tb.png, a_b.png",
    "a\u202egnp.png, a_gnp.png",
    "CON.png, _CON.png",
    "nul, _nul",
    "com1.tar.gz, _com1.tar.gz",
    "'LPT¹.txt', '_LPT¹.txt'",
    "aux .png, _aux.png",
    "console.png, console.png",
    ".hidden.png, hidden.png",
    "-rf.png, rf.png",
    "'name. ', name",
    "..., download",
  })
  void whatEveryFileSystemTakesIsKept(String name, String kept) {
    String given = name.replace("\\t", "\t").replace("\\u202e", "\u202e");

    assertThat(ofUrl(given, null, NOTHING)).isEqualTo(kept);
  }

  @Test
  void twoSpellingsOfAnAccentAreOneName() {
    assertThat(ofUrl("u\u0308.png", null, NOTHING)).isEqualTo("\u00fc.png");
  }

  @Test
  void aLongNameIsCutBetweenCharactersAndKeepsItsExtension() {
    String name = ofUrl("灯".repeat(100) + ".safetensors", null, NOTHING);

    assertThat(name).isEqualTo("灯".repeat(62) + ".safetensors");
    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void aCutNeverLeavesHalfOfACharacter() {
    String name = ofUrl("\ud83e\udd8a".repeat(60) + ".png", null, NOTHING);

    assertThat(name).isEqualTo("\ud83e\udd8a".repeat(49) + ".png");
  }

  @Test
  void aCutNeverTakesAMarkFromItsLetter() {
    String letter = "q\u0323\u0307"; // has no composed form
    String name = ofUrl(letter.repeat(60), null, NOTHING);

    assertThat(name).isEqualTo(letter.repeat(39));
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, .png",
    "image/png; charset=x, .png",
    "application/octet-stream, .webp",
    "binary/octet-stream, .webp",
    ", .webp",
    "application/zip, .webp",
  })
  void theTypeGivesTheExtensionOrElseTheFirstBytes(String type, String extension) {
    assertThat(ofUrl("fox", type, Media.webp())).isEqualTo("fox" + extension);
  }

  @Test
  void bytesThatTellNothingGiveNoExtension() {
    byte[] unknown = "something".getBytes(StandardCharsets.UTF_8);

    assertThat(ofUrl("fox", "application/octet-stream", unknown)).isEqualTo("fox");
    assertThat(ofUrl("fox", "application/zip", unknown)).isEqualTo("fox.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "a/b", "../a", "a\\b", "a\u0000b", "a\nb"})
  void namesThatAreNoneAreFound(String name) {
    assertThat(FileNames.fault(name)).isNotNull();
  }

  @Test
  void namesBelow256BytesAreTaken() {
    assertThat(FileNames.fault("x".repeat(255))).isNull();
    assertThat(FileNames.fault("灯".repeat(86))).isEqualTo("is longer than 255 bytes");
  }

  private static String ofUrl(String name, String type, byte[] head) {
    String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return FileNames.ofUrl(URI.create("https://x.example/a/" + path + "?b=c"), type, head);
  }
}
