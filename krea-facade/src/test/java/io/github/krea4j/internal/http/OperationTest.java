package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class OperationTest {
  private final Request request =
      new Request.Builder()
          .url("http://localhost/jobs/one?secret=1")
          .header("x-mine", "first")
          .build();
  private final Operation<Integer> length = new Operation<>("getJob", request, String::length);

  @Test
  void headersAreAddedToThoseItHas() {
    Operation<Integer> more = length.headers(Map.of("X-Mine", "second", "x-other", "2"));
    assertThat(more.request().headers("x-mine")).containsExactly("first");
    assertThat(more.request().header("x-other")).isEqualTo("2");
    assertThat(more.name()).isEqualTo("getJob");
    assertThat(more.reader().apply("four")).isEqualTo(4);
  }

  @Test
  void withoutMoreHeadersItIsTheSame() {
    assertThat(length.headers(Map.of())).isSameAs(length);
  }

  @Test
  void anAnswerBecomesSomethingElse() {
    assertThat(length.map(n -> n + 1).reader().apply("four")).isEqualTo(5);
    assertThat(length.mapText((n, text) -> text + n).reader().apply("four")).isEqualTo("four4");
    assertThat(length.answering("fine").reader().apply("")).isEqualTo("fine");
    assertThat(length.map(n -> n + 1).request()).isSameAs(request);
  }

  @Test
  void noQueryAndNoHeaderIsInItsText() {
    assertThat(length).hasToString("getJob GET /jobs/one");
  }

  @Test
  void anAnswerThatNobodyWaitsForIsHandedOn() {
    List<Integer> late = new ArrayList<>();

    Exchange<Integer> exchange = length.as(CallKind.SUBMIT, CallOptions.DEFAULTS, late::add);

    exchange.receiver().late(7);
    assertThat(late).containsExactly(7);
    assertThat(exchange.operation()).isEqualTo("getJob");
    assertThat(exchange.kind()).isEqualTo(CallKind.SUBMIT);
  }
}
