package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.model.Job;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitOptionsTest {
  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    WaitOptions options = WaitOptions.defaults();

    assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(options.minPollInterval()).isEmpty();
    assertThat(options.maxPollInterval()).isEmpty();
    assertThat(options.onUpdate()).isEmpty();
    assertThat(options.cancelOnTimeout()).isFalse();
    assertThat(options.allowEmptyResult()).isFalse();
  }

  @Test
  void aBuilderOfOptionsBeginsWithThem() {
    Consumer<Job> listener = job -> {};
    WaitOptions options =
        WaitOptions.builder()
            .timeout(Duration.ofHours(2))
            .pollInterval(Duration.ofSeconds(1), Duration.ofSeconds(9))
            .onUpdate(listener)
            .cancelOnTimeout(true)
            .allowEmptyResult(true)
            .build();

    WaitOptions copy = options.toBuilder().build();

    assertThat(copy).usingRecursiveComparison().isEqualTo(options);
    assertThat(options.toBuilder().timeout(Duration.ofHours(1)).build().timeout())
        .isEqualTo(Duration.ofHours(1));
    assertThat(options.timeout()).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void theTimeoutMustBePositive(String timeout) {
    assertThatThrownBy(() -> WaitOptions.builder().timeout(Duration.parse(timeout)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout must be positive, but is " + timeout);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,PT1S", "PT-1S,PT1S", "PT2S,PT1S"})
  void thePollIntervalMustBeInOrder(String min, String max) {
    assertThatThrownBy(
            () -> WaitOptions.builder().pollInterval(Duration.parse(min), Duration.parse(max)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pollInterval needs 0 < min <= max, but min is " + min + " and max is " + max);
  }
}
