package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Range and conditional requests on files. */
final class FileReplyTest {
  private static final byte[] FILE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().clock(CLOCK));

  private String url;
  private TestClient.Answer whole;

  @BeforeEach
  void upload(KreaEmulator emulator) throws Exception {
    url =
        new TestClient(emulator)
            .upload("a.wav", "audio/wav", FILE)
            .json()
            .path("image_url")
            .asText();
    whole = TestClient.download(url);
  }

  @Test
  void fileSaysThatItCanBeHadInParts() {
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("accept-ranges")).isEqualTo("bytes");
    assertThat(whole.header("etag")).matches("\"[0-9a-f-]{36}\\.wav\"");
    assertThat(whole.header("last-modified")).isEqualTo("Fri, 9 Oct 2026 12:00:00 GMT");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0, 4",
    "bytes=4-, 4, 10",
    "bytes=-2, 8, 10",
    "bytes=7-100, 7, 10",
    "bytes=-100, 0, 10",
    "bytes=9-9, 9, 10"
  })
  void partIsSentWithItsPlace(String range, int from, int to) throws Exception {
    TestClient.Answer part = TestClient.download(url, "Range", range);

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(FILE, from, to));
    assertThat(part.header("content-range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/10");
    assertThat(part.header("content-type")).isEqualTo("audio/wav");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=5-4", "bytes=-0", "bytes=999999999999999999-"})
  void partThatIsNotThereIsRefusedWithTheSize(String range) throws Exception {
    TestClient.Answer answer = TestClient.download(url, "Range", range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("content-range")).isEqualTo("bytes */10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b"})
  void whatIsNoRangeGetsTheWhole(String range) throws Exception {
    TestClient.Answer answer = TestClient.download(url, "Range", range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(FILE);
  }

  @Test
  void knownFileIsNotSentAgain() throws Exception {
    String tag = whole.header("etag");
    String date = whole.header("last-modified");

    for (String[] condition :
        new String[][] {
          {"If-None-Match", tag},
          {"If-None-Match", "\"other\", W/" + tag},
          {"If-None-Match", "*"},
          {"If-Modified-Since", date}
        }) {
      TestClient.Answer answer = TestClient.download(url, condition);
      assertThat(answer.status()).as(condition[1]).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("etag")).isEqualTo(tag);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "If-None-Match, '\"other\"'",
    "If-Modified-Since, 'Thu, 8 Oct 2026 12:00:00 GMT'",
    "If-Modified-Since, yesterday"
  })
  void unknownFileIsSent(String name, String value) throws Exception {
    assertThat(TestClient.download(url, name, value).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"If-Match, '\"other\"'", "If-Unmodified-Since, 'Thu, 8 Oct 2026 12:00:00 GMT'"})
  void conditionThatIsNotMetIsA412(String name, String value) throws Exception {
    assertThat(TestClient.download(url, name, value).status()).isEqualTo(412);
  }

  @Test
  void partsOfAnotherFileAreNotJoined() throws Exception {
    String tag = whole.header("etag");

    assertThat(TestClient.download(url, "Range", "bytes=4-", "If-Range", tag).status())
        .isEqualTo(206);
    assertThat(TestClient.download(url, "Range", "bytes=4-", "If-Range", "\"other\"").body())
        .isEqualTo(FILE);
  }

  @Test
  void drawnPicturesComeInPartsThatFit(KreaEmulator emulator) throws Exception {
    TestClient client = new TestClient(emulator);
    emulator.script().states("completed");
    String drawn = client.job(client.submit()).at("/result/urls/0").asText();
    byte[] picture = TestClient.download(drawn).body();

    byte[] end = TestClient.download(drawn, "Range", "bytes=100-").body();

    assertThat(end).isEqualTo(Arrays.copyOfRange(picture, 100, picture.length));
  }
}
