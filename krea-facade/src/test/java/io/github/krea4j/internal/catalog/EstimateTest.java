package io.github.krea4j.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.krea4j.ModelCatalog;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.PriceEstimate;
import io.github.krea4j.PriceTable;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.GenerationRequest;
import io.github.krea4j.model.RequestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EstimateTest {
  private static final ModelCatalog CATALOG = DocumentCatalog.SHARED;

  /** One model with every kind of column. */
  private static final ModelCatalog ONE =
      TestCatalog.of(
          """
                  [{"id":"image/a/one",
                  "price":{"unit":"USD","source":"x-krea-pricing","columns":[
                    {"name":"size","kind":"text","field":"size"},
                    {"name":"hasVideo","kind":"present","field":"video"},
                    {"name":"tier","kind":"unknown"}],
                  "rows":[["S","false","a","0.1"],["S","false","b","0.2"],["S","true","","0.5"],
                    ["L","","a",""],["XL","false","","~3"]]},
                  "fields":[{"name":"size","default":"S"},{"name":"video"}]}]""");

  /** What a line of the held list says. */
  record Held(String model, String fields, List<String> price) {
    Map<String, Object> input() {
      Map<String, Object> input = new LinkedHashMap<>();
      JsonParser.parseString(fields)
          .getAsJsonObject()
          .entrySet()
          .forEach(e -> input.put(e.getKey(), e.getValue()));
      return input;
    }
  }

  static List<Held> held() throws IOException {
    try (var lines = EstimateTest.class.getResourceAsStream("/prices/requests.txt")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split(" \\| ", -1)))
          .map(parts -> new Held(parts.get(0), parts.get(1), parts.subList(2, parts.size())))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("held")
  void requestCostsWhatAPersonReadsOffTheTable(Held held) {
    Optional<PriceEstimate> estimate = CATALOG.estimate(held.model(), held.input());
    if (held.price().equals(List.of("none"))) {
      assertThat(estimate).isEmpty();
      return;
    }
    assertThat(estimate).isPresent();
    assertThat(estimate.get().minimum()).isEqualByComparingTo(held.price().get(0));
    assertThat(estimate.get().maximum()).isEqualByComparingTo(held.price().get(1));
    assertThat(estimate.get().exact()).isEqualTo(held.price().get(2).equals("yes"));
    assertThat(estimate.get().unit()).isEqualTo("compute units");
    assertThat(estimate.get().source()).startsWith(held.model());
  }

  @ParameterizedTest
  @MethodSource("held")
  void typedRequestCostsTheSame(Held held) throws Exception {
    Optional<ModelInfo> info = CATALOG.find(held.model());
    if (info.isPresent()) {
      GenerationRequest request = info.get().requestType().getConstructor().newInstance();
      held.input().forEach(((RequestModel<?>) request)::put);
      assertThat(CATALOG.estimate(request)).isEqualTo(CATALOG.estimate(held.model(), held.input()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 0.1 to 0.2 USD",
        "{\"size\":\"s\"} | 0.1 to 0.2 USD",
        "{\"video\":\"https://a.example/v\"} | 0.5 USD",
        "{\"video\":{}} | 0.5 USD",
        "{\"video\":[]} | 0.1 to 0.2 USD",
        "{\"video\":null} | 0.1 to 0.2 USD",
        "{\"size\":\"XL\"} | ~3 USD",
      })
  void whatTheRequestDoesNotTellWidensTheEstimate(String fields, String price) {
    PriceEstimate estimate =
        ONE.estimate("image/a/one", new Held("", fields, List.of()).input()).orElseThrow();
    assertThat(estimate).hasToString(price);
    assertThat(estimate.source()).isEqualTo("x-krea-pricing");
  }

  @ParameterizedTest
  @CsvSource({"L, false", "M, false", "XL, true"})
  void whereTheListSaysNothingNorDoesTheEstimate(String size, boolean video) {
    Map<String, Object> input = video ? Map.of("size", size, "video", "v") : Map.of("size", size);
    assertThat(ONE.estimate("image/a/one", input)).isEmpty();
  }

  @Test
  void tableOfAModelHasEveryRowAndItsSpan() {
    PriceTable table = ONE.find("image/a/one").orElseThrow().price().orElseThrow();
    assertThat(table.minimum()).isEqualByComparingTo("0.1");
    assertThat(table.maximum()).isEqualByComparingTo("3");
    assertThat(table.exact()).isFalse();
    assertThat(table.unit()).isEqualTo("USD");
    assertThat(table.source()).isEqualTo("x-krea-pricing");
    assertThat(table.columns())
        .extracting(PriceTable.Column::name)
        .containsExactly("size", "hasVideo", "tier");
    assertThat(table.columns().get(2).field()).isEmpty();
    assertThat(table.rows()).hasSize(5);
    assertThat(table.rows().get(3).amount()).isEmpty();
    assertThat(table.rows().get(4).average()).isTrue();
    assertThat(table).hasToString("0.1 to 3 USD");
  }

  @Test
  void aListWithoutOneReadableFigureIsNoPrice() {
    ModelCatalog catalog =
        TestCatalog.of("[{\"id\":\"a/b/c\",\"price\":{\"unit\":\"USD\",\"rows\":[[\"\"]]}}]");
    assertThat(catalog.find("a/b/c").orElseThrow().price()).isEmpty();
    assertThat(catalog.estimate("a/b/c", Map.of())).isEmpty();
  }

  @Test
  void modelCanBeNamedByItsPath() {
    assertThat(ONE.estimate("/generate/image/a/one", Map.of()))
        .isEqualTo(ONE.estimate("image/a/one", Map.of()))
        .isPresent();
    assertThat(ONE.estimate("no model", Map.of())).isEmpty();
  }

  @Test
  void aRequestOfTheApplicationsOwnClassIsReadLikeItIsSent() {
    class Own implements GenerationRequest {
      @Override
      public String modelId() {
        return "image/a/one";
      }
    }
    // Gson leaves local classes out: what is no object is refused, as by a submit.
    assertThatThrownBy(() -> ONE.estimate(new Own())).isInstanceOf(InvalidRequestException.class);
    assertThat(ONE.estimate(new OwnRequest())).map(PriceEstimate::toString).contains("~3 USD");
  }

  static final class OwnRequest implements GenerationRequest {
    public final String size = "XL";

    @Override
    public String modelId() {
      return "image/a/one";
    }
  }

  @Test
  void aValueThatCannotBeSentIsRefused() {
    assertThatThrownBy(() -> ONE.estimate("image/a/one", Map.of("size", Double.NaN)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("size");
  }
}
