package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitsTest {
  private final List<String> granted = new ArrayList<>();
  private final Permits permits = new Permits(1);

  @Test
  void aFreePermitIsGrantedAtOnce() {
    assertThat(permits.acquire(() -> granted.add("first"))).isTrue();
    assertThat(granted).containsExactly("first");
  }

  @Test
  void permitsThatAreGivenBackGoToThoseWhoWaitInTheirOrder() {
    permits.acquire(() -> granted.add("first"));
    assertThat(permits.acquire(() -> granted.add("second"))).isFalse();
    assertThat(permits.acquire(() -> granted.add("third"))).isFalse();
    assertThat(granted).containsExactly("first");

    permits.release();
    permits.release();

    assertThat(granted).containsExactly("first", "second", "third");
    assertThat(permits.acquire(() -> granted.add("fourth"))).isFalse();
    permits.release();
    permits.release();
    assertThat(permits.acquire(() -> granted.add("fifth"))).isTrue();
  }

  @Test
  void whoGivesUpWaitingIsPassedOver() {
    permits.acquire(() -> granted.add("first"));
    Runnable second = () -> granted.add("second");
    permits.acquire(second);
    permits.acquire(() -> granted.add("third"));

    assertThat(permits.withdraw(second)).isTrue();
    permits.release();

    assertThat(granted).containsExactly("first", "third");
    assertThat(permits.withdraw(second)).isFalse();
  }
}
