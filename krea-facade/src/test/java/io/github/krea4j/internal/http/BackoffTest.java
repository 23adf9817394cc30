package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({
    "1,500,2000",
    "2,1000,4000",
    "3,2000,8000",
    "4,4000,8000",
    "5,8000,8000",
    "60,8000,8000"
  })
  void thePauseGrowsUpToABound(int failures, long millis, long millisWhenLimited) {
    Backoff longest = new Backoff(() -> 1.0);

    assertThat(longest.pause(failures, false, Optional.empty()))
        .isEqualTo(Duration.ofMillis(millis));
    assertThat(longest.pause(failures, true, Optional.empty()))
        .isEqualTo(Duration.ofMillis(millisWhenLimited));
  }

  @Test
  void thePauseIsAnythingBelowItsBound() {
    assertThat(new Backoff(() -> 0.0).pause(3, false, Optional.empty())).isZero();
    assertThat(new Backoff(() -> 0.25).pause(3, false, Optional.empty()))
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void whatTheServiceAsksIsNotJittered() {
    Backoff backoff = new Backoff(() -> 0.1);

    assertThat(backoff.pause(1, true, Optional.of(Duration.ofSeconds(9))))
        .isEqualTo(Duration.ofSeconds(9));
    assertThat(backoff.pause(1, true, Optional.of(Duration.ofHours(9))))
        .isEqualTo(Duration.ofSeconds(30));
  }
}
