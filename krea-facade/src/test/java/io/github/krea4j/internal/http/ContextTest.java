package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ContextTest {
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void clear() {
    MDC.clear();
  }

  private void note(String what) {
    seen.add(what + " for " + MDC.get("tenant"));
  }

  @Test
  void aPartRunsInTheContextOfWhoBeganIt() {
    MDC.put("tenant", "A");
    Context context = Context.capture(null);
    MDC.put("tenant", "B");

    context.run(() -> note("part"));

    note("afterwards");
    assertThat(seen).containsExactly("part for A", "afterwards for B");
  }

  @Test
  void whatAThreadBroughtFromElsewhereIsNotSeen() {
    Context none = Context.capture(null);
    MDC.put("tenant", "B");

    none.run(() -> note("part"));

    note("afterwards");
    assertThat(seen).containsExactly("part for null", "afterwards for B");
  }

  @Test
  void aPartThatFailsLeavesTheThreadAsItWas() {
    MDC.put("tenant", "A");
    Context context = Context.capture(null);
    MDC.remove("tenant");

    assertThatThrownBy(
            () ->
                context.run(
                    () -> {
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");

    note("afterwards");
    assertThat(seen).containsExactly("afterwards for null");
  }

  @Test
  void theDecoratorIsAskedOnceAndRunsAroundEachPart() {
    List<String> asked = new ArrayList<>();
    UnaryOperator<Runnable> decorator =
        task -> {
          asked.add("asked");
          return () -> {
            seen.add("before");
            task.run();
            seen.add("after");
          };
        };
    Context context = Context.capture(decorator);

    context.run(() -> seen.add("one"));
    context.run(() -> seen.add("two"));

    assertThat(asked).hasSize(1);
    assertThat(seen).containsExactly("before", "one", "after", "before", "two", "after");
  }

  @Test
  void aPartInsideAPartTakesNoneOfItsPlace() {
    // A decorator that runs its task twice shows whose part it is the second time.
    Context twice =
        Context.capture(
            task ->
                () -> {
                  task.run();
                  task.run();
                });
    Context inner = Context.capture(null);

    twice.run(
        () -> {
          seen.add("outer");
          inner.run(() -> seen.add("inner"));
        });

    assertThat(seen).containsExactly("outer", "inner", "outer", "inner");
  }
}
