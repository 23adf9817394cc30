package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {
  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "5.0, 5",
    "100.0, 100",
    "0.5, 0.5",
    "3317551338, 3317551338L",
    "-9007199254740991, -9007199254740991L",
    "99999999999999999999, 'new java.math.BigInteger(\"99999999999999999999\")'",
    "true, true",
  })
  void numbersAndBooleansAreWrittenAsJavaHasThem(String value, String literal) {
    assertThat(Literals.java(node(value))).isEqualTo(literal);
  }

  @Test
  void plainNumbersHaveNoExponentAndNoTrailingZeros() {
    assertThat(Literals.plain(node("1000.0"))).isEqualTo("1000");
    assertThat(Literals.plain(node("9007199254740991"))).isEqualTo("9007199254740991");
    assertThat(Literals.plain(node("0.10"))).isEqualTo("0.1");
  }

  @Test
  void textsAreEscaped() {
    assertThat(Literals.string("a\"b\\c\nd\u0001")).isEqualTo("\"a\\\"b\\\\c\\nd\\001\"");
  }

  private static JsonNode node(String value) {
    return Documents.schema("v: " + value).path("v");
  }
}
