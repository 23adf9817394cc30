package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ListenerRelayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final VirtualTimer timer = new VirtualTimer();
  private final ListenerRelay relay = new ListenerRelay("onUpdate", tasks::add);

  @Test
  void callsComeInOrderOnTheExecutor() {
    tell("a", "b");
    assertThat(heard).isEmpty();

    tasks.remove().run();

    assertThat(heard).containsExactly("a", "b");
    assertThat(tasks).isEmpty();
  }

  @Test
  void theExecutorIsAskedAgainForWhatComesLater() {
    tell("a");
    tasks.remove().run();
    tell("b");
    tasks.remove().run();

    assertThat(heard).containsExactly("a", "b");
  }

  @Test
  void theLatestReplacesWhatWasNotHeardYet() {
    relay.tellLatest(() -> heard.add("a"));
    relay.tellLatest(() -> heard.add("b"));
    tasks.remove().run();

    assertThat(heard).containsExactly("b");
  }

  @Test
  void whatIsLeftCanBeHeardAtOnceAndOnlyOnce() {
    tell("a");
    relay.drain();
    assertThat(heard).containsExactly("a");

    tasks.remove().run();
    assertThat(heard).containsExactly("a");
  }

  @Test
  void aCallThatFailsKeepsNoneBack() {
    relay.tell(
        () -> {
          throw new AssertionError("of the listener");
        });
    tell("b");
    tasks.remove().run();

    assertThat(heard).containsExactly("b");
  }

  @Test
  void aListenerThatTellsTheRelayIsCalledAfterwards() {
    relay.tell(
        () -> {
          tell("inner");
          heard.add("outer");
        });
    tasks.remove().run();

    assertThat(heard).containsExactly("outer", "inner");
  }

  @Test
  void theOutcomeComesAfterTheCallsThatAreDue() {
    tell("a");
    relay.deliverThen(() -> heard.add("outcome"), timer, PATIENCE);
    assertThat(heard).isEmpty();

    tasks.remove().run();

    assertThat(heard).containsExactly("a", "outcome");
  }

  @Test
  void theOutcomeComesAtOnceWhereNothingIsDue() {
    relay.deliverThen(() -> heard.add("outcome"), timer, PATIENCE);

    assertThat(heard).containsExactly("outcome");
  }

  @Test
  void theOutcomeDoesNotWaitForAnExecutorWithoutAThread() {
    tell("a");
    relay.deliverThen(() -> heard.add("outcome"), timer, PATIENCE);
    timer.advance(Duration.ofMillis(249));
    assertThat(heard).isEmpty();

    timer.advance(Duration.ofMillis(1));

    assertThat(heard).containsExactly("outcome");
  }

  @Test
  void theOutcomeWaitsForAListenerThatIsBusyAsLongAsThereIsPatience() {
    relay.tell(
        () -> {
          relay.deliverThen(() -> heard.add("outcome"), timer, PATIENCE);
          timer.advance(PATIENCE.minusMillis(1));
          assertThat(heard).isEmpty();
          timer.advance(Duration.ofMillis(1));
          assertThat(heard).containsExactly("outcome");
        });
    tasks.remove().run();

    assertThat(heard).hasSize(2);
  }

  @Test
  void anExecutorThatRefusesIsAskedAgain() {
    List<Runnable> accepted = new ArrayList<>();
    boolean[] refuses = {true};
    ListenerRelay refused =
        new ListenerRelay(
            "onUpdate",
            task -> {
              if (refuses[0]) {
                throw new RejectedExecutionException();
              }
              accepted.add(task);
            });
    refused.tell(() -> heard.add("a"));
    refuses[0] = false;
    refused.tell(() -> heard.add("b"));
    accepted.forEach(Runnable::run);

    assertThat(heard).containsExactly("b");
  }

  private void tell(String... words) {
    for (String word : words) {
      relay.tell(() -> heard.add(word));
    }
  }
}
