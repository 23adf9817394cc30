package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AverageDurationTest {
  @ParameterizedTest
  @CsvSource({
    "~7 seconds, 7",
    "38 s, 38",
    "~2 minutes, 120",
    "1 min 30 s, 90",
    "1.5 min, 90",
    "2 hours, 7200",
  })
  void cellIsReadWithItsUnit(String cell, long seconds) {
    assertThat(AverageDuration.seconds(table(cell))).hasValue(seconds);
  }

  @Test
  void shortestRowCounts() {
    assertThat(AverageDuration.seconds(table("~78 seconds") + "| 1 | ~57 seconds |\n| 2 | - |"))
        .hasValue(57);
  }

  @Test
  void otherColumnsAreNoDurations() {
    assertThat(
            AverageDuration.seconds("Fast.\n| Duration | Compute Units |\n|---|---|\n| 5s | 3 |"))
        .isEmpty();
    assertThat(AverageDuration.seconds("Takes 7 seconds on average.")).isEmpty();
  }

  private static String table(String cell) {
    return "Text.\n| Compute Units | Average Completion Time |\n|---|---|\n| ~3 | " + cell + " |\n";
  }
}
