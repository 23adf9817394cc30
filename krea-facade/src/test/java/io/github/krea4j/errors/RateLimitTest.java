package io.github.krea4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "30,2026-01-01T00:00:30Z",
    "1767225660,2026-01-01T00:01:00Z",
    "1767225660000,2026-01-01T00:01:00Z",
    "'Thu, 01 Jan 2026 00:01:00 GMT',2026-01-01T00:01:00Z"
  })
  void theResetIsADistanceOrAPointInTime(String header, Instant reset) {
    assertThat(RateLimit.read(Map.of("X-RateLimit-Reset", header)::get, NOW))
        .hasValueSatisfying(
            limit -> {
              assertThat(limit.reset()).contains(reset);
              assertThat(limit.limit()).isEmpty();
              assertThat(limit.remaining()).isEmpty();
            });
  }

  @Test
  void aWindowAfterTheNumberIsIgnored() {
    assertThat(
            RateLimit.read(
                Map.of("X-RateLimit-Limit", " 100;w=60", "X-RateLimit-Remaining", "7, 8")::get,
                NOW))
        .hasValueSatisfying(
            limit -> {
              assertThat(limit.limit()).isEqualTo(OptionalLong.of(100));
              assertThat(limit.remaining()).isEqualTo(OptionalLong.of(7));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-5", "99999999999999999999"})
  void whatCannotBeReadIsAbsent(String header) {
    assertThat(
            RateLimit.read(
                Map.of("X-RateLimit-Limit", header, "X-RateLimit-Reset", header)::get, NOW))
        .isEmpty();
  }
}
