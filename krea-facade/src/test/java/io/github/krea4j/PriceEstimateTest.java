package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceEstimateTest {
  private static PriceEstimate of(String minimum, String maximum) {
    return PriceEstimate.of(new BigDecimal(minimum), new BigDecimal(maximum), "USD", "ours");
  }

  @Test
  void oneFigureIsExactAndASpanIsNot() {
    assertThat(of("0.15", "0.150").exact()).isTrue();
    assertThat(of("0.15", "0.3").exact()).isFalse();
  }

  @Test
  void anAverageIsNeverExact() {
    PriceEstimate average =
        PriceEstimate.ofAverages(BigDecimal.ONE, BigDecimal.ONE, "compute units", "ours");
    assertThat(average.exact()).isFalse();
    assertThat(average).hasToString("~1 compute units");
    assertThat(average).isNotEqualTo(of("1", "1"));
  }

  @Test
  void figuresUnitAndSourceAreKept() {
    PriceEstimate estimate = of("0.15", "0.3");
    assertThat(estimate.minimum()).isEqualTo("0.15");
    assertThat(estimate.maximum()).isEqualTo("0.3");
    assertThat(estimate.unit()).isEqualTo("USD");
    assertThat(estimate.source()).isEqualTo("ours");
    assertThat(estimate).hasToString("0.15 to 0.3 USD");
    assertThat(of("1E+2", "1E+2")).hasToString("100 USD");
  }

  @Test
  void estimatesAreEqualWhoseFiguresAreTheSameNumbers() {
    assertThat(of("0.1", "0.30")).isEqualTo(of("0.10", "0.3")).hasSameHashCodeAs(of("0.10", "0.3"));
    assertThat(of("0.1", "0.3")).isNotEqualTo(of("0.1", "0.4")).isNotEqualTo(of("0.2", "0.3"));
    assertThat(of("1", "1"))
        .isNotEqualTo(PriceEstimate.of(BigDecimal.ONE, BigDecimal.ONE, "EUR", "ours"))
        .isNotEqualTo(PriceEstimate.of(BigDecimal.ONE, BigDecimal.ONE, "USD", "theirs"));
  }

  @Test
  void whatIsNoPriceIsRefused() {
    assertThatThrownBy(() -> of("2", "1")).hasMessageContaining("got 2 to 1");
    assertThatThrownBy(() -> of("-1", "1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PriceEstimate.of(BigDecimal.ONE, BigDecimal.ONE, " ", "ours"))
        .hasMessageContaining("unit");
  }
}
