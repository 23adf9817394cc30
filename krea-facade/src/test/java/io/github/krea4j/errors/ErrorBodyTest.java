package io.github.krea4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"error\":\"text\"}|text|",
        "{\"error\":{\"message\":\"text\"}}|text|",
        "{\"error\":{\"message\":\"text\",\"code\":\"nsfw\"}}|text|nsfw",
        "{\"error\":{\"detail\":\"text\",\"type\":\"some_type\"}}|text|some_type",
        "{\"error\":{\"code\":\"nsfw\"}}|nsfw|nsfw",
        "{\"error\":{\"code\":\"nsfw\"},\"message\":\"text\"}|text|nsfw",
        "{\"message\":\"text\"}|text|",
        "{\"detail\":\"text\"}|text|",
        "{\"message\":\"text\",\"code\":17}|text|17",
        "{\"error\":\"model_unavailable\",\"message\":\"text\"}|text|model_unavailable",
        "{\"error\":\"CONCURRENCY_LIMIT_REACHED\"}|CONCURRENCY_LIMIT_REACHED"
            + "|CONCURRENCY_LIMIT_REACHED",
        "{\"error\":\"CONCURRENCY_LIMIT_REACHED: maximum 4 jobs\"}"
            + "|CONCURRENCY_LIMIT_REACHED: maximum 4 jobs|CONCURRENCY_LIMIT_REACHED",
        "{\"message\":\"QUOTA_2:over\"}|QUOTA_2:over|QUOTA_2",
        "{\"error\":{\"message\":\"NSFW: refused\"}}|NSFW: refused|NSFW",
        "{\"message\":\"NSFW: refused\",\"code\":\"other\"}|NSFW: refused|other",
        "CONCURRENCY_LIMIT_REACHED: maximum|CONCURRENCY_LIMIT_REACHED: maximum"
            + "|CONCURRENCY_LIMIT_REACHED",
        "\"NSFW\"|NSFW|NSFW",
        "{\"error\":\"Too many requests: wait\"}|Too many requests: wait|",
        "{\"error\":\"ERROR: it broke\"}|ERROR: it broke|",
        "{\"error\":\"MAXIMUM reached\"}|MAXIMUM reached|",
        "{\"error\":\"The limit CONCURRENCY_LIMIT: 4\"}|The limit CONCURRENCY_LIMIT: 4|",
        "{\"error\":\"A: b\"}|A: b|",
        "{\"error\":\"Unauthorized\",\"message\":\"more\"}|Unauthorized|",
        "{\"error\":\"Bad\",\"detail\":[]}|Bad|",
        "{\"error\":true,\"message\":\"text\"}|text|",
        "{\"error\":null,\"message\":\"\",\"detail\":\"text\"}|text|",
        "\"text\"|text|",
        "text|text|",
        "error code: 1010|error code: 1010|",
        "{\"error\":\"cut of|{\"error\":\"cut of|",
      })
  void messageAndCodeAreReadFromEveryShape(String body, String message, String code) {
    ErrorBody read = ErrorBody.parse(body);

    assertThat(read.message()).isEqualTo(message);
    assertThat(read.code()).isEqualTo(code);
    assertThat(read.violations()).isEmpty();
    assertThat(read.html()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "{}", "[]", "{\"error\":{}}", "{\"error\":[]}"})
  void aBodyMaySayNothing(String body) {
    assertThat(ErrorBody.parse(body).message()).isNull();
    assertThat(ErrorBody.parse(body).code()).isNull();
    assertThat(ErrorBody.parse(body).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE html><p>x", "\n <html>", "<h1>"})
  void aPageIsNoMessage(String body) {
    assertThat(ErrorBody.parse(body).html()).isTrue();
    assertThat(ErrorBody.parse(body).message()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"detail\":[{\"loc\":[\"a\",0,\"b\"],\"msg\":\"wrong\"}]}",
        "{\"detail\":[{\"path\":\"a.0.b\",\"message\":\"wrong\"}]}",
        "{\"detail\":[{\"path\":\"a.0.b\",\"type\":\"wrong\"}]}",
        "{\"details\":[{\"field\":\"a.0.b\",\"error\":\"wrong\"}]}",
        "{\"errors\":[{\"loc\":\"a.0.b\",\"msg\":\"wrong\"}]}",
        "{\"issues\":[{\"path\":[\"a\",0,\"b\"],\"message\":\"wrong\"}]}",
        "{\"validationErrors\":[{\"field\":\"a.0.b\",\"type\":\"wrong\"}]}",
        "{\"validation_errors\":[{\"field\":\"a.0.b\",\"msg\":\"wrong\"}]}",
        "{\"error\":{\"details\":[{\"path\":\"a.0.b\",\"message\":\"wrong\"}]}}",
        "{\"error\":{\"issues\":[{\"path\":\"a.0.b\",\"message\":\"wrong\"}]},"
            + "\"issues\":[{\"path\":\"a.0.b\",\"message\":\"wrong\"}]}",
        "{\"errors\":{\"a.0.b\":[\"wrong\"]}}",
        "{\"errors\":{\"a.0.b\":\"wrong\"}}",
        "{\"errors\":{\"a.0.b\":[{\"message\":\"wrong\"}]}}",
        "{\"details\":{\"path\":\"a.0.b\",\"message\":\"wrong\"}}",
        "[{\"path\":\"a.0.b\",\"message\":\"wrong\"}]"
      })
  void violationsAreReadFromEveryShape(String body) {
    assertThat(ErrorBody.parse(body).violations()).containsExactly(new Violation("a.0.b", "wrong"));
  }

  @Test
  void aViolationMayLackEitherHalf() {
    assertThat(
            ErrorBody.parse(
                    "{\"errors\":[\"wrong\",{\"path\":\"a\"},{},null,[1],{\"path\":null,"
                        + "\"msg\":\"w\"},{\"loc\":{\"x\":1}},{\"path\":[[1],\"b\"]}]}")
                .violations())
        .isEqualTo(
            List.of(
                new Violation("", "wrong"),
                new Violation("a", ""),
                new Violation("", "w"),
                new Violation("{\"x\":1}", ""),
                new Violation("[1].b", "")));
  }

  @Test
  void aViolationReadsAsOneText() {
    assertThat(new Violation("a", "wrong")).hasToString("a: wrong");
    assertThat(new Violation("a", "")).hasToString("a");
    assertThat(new Violation("", "wrong")).hasToString("wrong");
  }

  @Test
  void deepNestingIsNoTrap() {
    assertThat(ErrorBody.parse("[".repeat(60_000)).violations()).isEmpty();
    assertThat(ErrorBody.parse("{\"error\":".repeat(5_000)).message()).hasSize(501);
  }
}
