package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MultipartTest {
  private static final String HEAD = "Content-Disposition: form-data; name=\"file\"";

  @Test
  void partsAreReadInOrder() throws Exception {
    List<Multipart.Part> parts =
        parse("--b\r\n" + HEAD + "\r\n\r\none\r\n--b\r\n" + HEAD + "\r\n\r\ntwo\r\n--b--\r\n");

    assertThat(parts).extracting(Multipart.Part::text).containsExactly("one", "two");
  }

  @Test
  void contentMayHoldLineBreaksAndDashes() throws Exception {
    String content = "\r\n--a\r\n\r\n--\r\n--";

    assertThat(parse("--b\r\n" + HEAD + "\r\n\r\n" + content + "\r\n--b--").get(0).text())
        .isEqualTo(content);
  }

  @Test
  void contentMayBeEmpty() throws Exception {
    assertThat(parse("--b\r\n" + HEAD + "\r\n\r\n\r\n--b--").get(0).size()).isZero();
  }

  @Test
  void quotedFileNameMayHoldEscapesAndOtherScripts() throws Exception {
    String head = HEAD + "; filename=\"größe \\\"1\\\"; x.png\"\r\ncontent-type: image/png";

    Multipart.Part part = parse("--b\r\n" + head + "\r\n\r\nx\r\n--b--").get(0);

    assertThat(part.fileName()).contains("größe \\\"1\\\"; x.png");
    assertThat(part.contentType()).contains("image/png");
  }

  @Test
  void boundaryMayBeQuoted() throws Exception {
    byte[] body = ("--a b\r\n" + HEAD + "\r\n\r\nx\r\n--a b--").getBytes(StandardCharsets.UTF_8);

    assertThat(Multipart.parse("multipart/form-data; boundary=\"a b\"", body)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data | --b--                     | Content-Type has no boundary",
        "multipart/mixed; boundary=b | --b--             | Content-Type must be multipart/form-data",
        "multipart/form-data; boundary=b | nothing       | The body does not hold its boundary",
        "multipart/form-data; boundary=b | --b           | The body ends within a part",
      })
  void malformedBodyIsRefused(String contentType, String body, String message) {
    assertThatThrownBy(() -> Multipart.parse(contentType, body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Multipart.MalformedException.class)
        .hasMessage(message);
  }

  @Test
  void bodyCutOffIsRefused() {
    assertThatThrownBy(() -> parse("--b\r\n" + HEAD + "\r\n\r\nhalf of it"))
        .hasMessage("The body ends within a part");
  }

  @Test
  void partWithoutANameIsRefused() {
    assertThatThrownBy(() -> parse("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--"))
        .hasMessage("A part has no name");
  }

  private static List<Multipart.Part> parse(String body) throws Exception {
    return Multipart.parse(
        "multipart/form-data; boundary=b", body.getBytes(StandardCharsets.UTF_8));
  }
}
