package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortableFutureTest {
  private final List<Abortable.Reason> aborted = new ArrayList<>();
  private boolean mayEnd = true;
  private final AbortableFuture<String> future =
      new AbortableFuture<>(
          reason -> {
            aborted.add(reason);
            return mayEnd;
          });

  @Test
  void cancellingStopsTheWorkOnce() {
    assertThat(future.cancel(true)).isTrue();
    assertThat(future.cancel(true)).as("again").isTrue();
    assertThat(future).isCancelled();
    assertThat(aborted).containsExactly(Abortable.Reason.CANCELLED);
  }

  @Test
  void workThatEndsItsOwnFutureIsLeftToIt() {
    mayEnd = false;
    assertThat(future.cancel(true)).isFalse();
    assertThat(future).isNotDone();
  }

  @Test
  void whatIsDoneIsNotCancelled() {
    future.complete("done");
    assertThat(future.cancel(true)).isFalse();
    assertThat(aborted).isEmpty();
  }

  @Test
  void cancellingWhatFollowsStopsTheWork() {
    assertThat(future.thenApply(String::length).cancel(true)).isTrue();
    assertThat(aborted).containsExactly(Abortable.Reason.CANCELLED);
  }
}
