package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataUrisTest {
  private static final String LONG = "QUJD".repeat(1000);

  private static String cut(String json) {
    return new String(DataUris.cut(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  void longDataUrisKeepTheirHead() {
    assertThat(cut("{\"a\":\"data:image/png;base64," + LONG + "\",\"b\":[\"é\"]}"))
        .isEqualTo("{\"a\":\"data:image/png;base64,AAAA\",\"b\":[\"é\"]}");
  }

  @Test
  void severalAreCutAndWhatIsBetweenStays() {
    String uri = "\"data:image/png;base64," + LONG + "\"";

    assertThat(cut("[" + uri + ",\"x\\\"data:\"," + uri + "]"))
        .isEqualTo(
            "[\"data:image/png;base64,AAAA\",\"x\\\"data:\",\"data:image/png;base64,AAAA\"]");
  }

  @Test
  void escapedSlashesAreBase64Too() {
    assertThat(cut("[\"data:a/b;base64," + LONG + "\\/\\/" + LONG + "\"]"))
        .isEqualTo("[\"data:a/b;base64,AAAA\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/png;base64,%",
        "data:image/png,",
        "date:image/png;base64,",
        "Data:x;base64, ",
        "data:image/png;base64,\\u0041",
        "data:image/png;base64,\\\\"
      })
  void whatIsNoneStaysAsItIs(String start) {
    String json = "{\"prompt\": \"" + start + LONG + "\"}";

    assertThat(cut(json)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"data:image/png;base64,", "\"\\", "{\"a\\", "\""})
  void textThatBreaksOffIsNoError(String end) {
    String json = " ".repeat(2000) + end;

    assertThat(cut(json)).isEqualTo(json);
  }

  @Test
  void shortOnesStay() {
    String json = "[\"data:image/png;base64,QUJD\"," + " ".repeat(2000) + "1]";

    assertThat(cut(json)).isEqualTo(json);
  }
}
