package io.github.krea4j.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.PriceEstimate;
import io.github.krea4j.PriceTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Of how many legal combinations of a model's price-deciding fields, each of its values or left
 * out, the exact price is told. Numbers count in whole steps. Other fields are left out: a list of
 * shots or styles beside an absent field that may speak of it widens the estimate, see the held
 * requests.
 */
class PriceCoverageTest {
  /** How many of a model's combinations get which answer. */
  record Coverage(String model, int exact, int span, int none) {
    boolean throughout() {
      return span == 0 && none == 0;
    }

    @Override
    public String toString() {
      return "%-40s %5d %5d %5d".formatted(model, exact, span, none);
    }
  }

  @Test
  void mostModelsHaveAnExactPriceForEveryRequest() {
    List<Coverage> all = new ArrayList<>();
    for (ModelInfo model : DocumentCatalog.SHARED.all()) {
      model.price().ifPresent(price -> all.add(coverage(model, price)));
    }
    System.out.printf("%-40s %5s %5s %5s%n", "priced model", "exact", "span", "none");
    all.forEach(System.out::println);
    long exact = all.stream().filter(Coverage::throughout).count();
    System.out.println(exact + " of " + all.size() + " priced models are exact throughout");
    assertThat(all).hasSize(51);
    assertThat(exact).isGreaterThanOrEqualTo(37);
  }

  private static Coverage coverage(ModelInfo model, PriceTable price) {
    int exact = 0;
    int span = 0;
    int none = 0;
    for (Map<String, Object> request : combinations(model, price)) {
      Optional<PriceEstimate> estimate = DocumentCatalog.SHARED.estimate(model.id(), request);
      if (estimate.isEmpty()) {
        none++;
      } else if (estimate.get().exact()) {
        exact++;
      } else {
        span++;
      }
    }
    return new Coverage(model.id(), exact, span, none);
  }

  private static List<Map<String, Object>> combinations(ModelInfo model, PriceTable price) {
    Map<String, List<@Nullable Object>> choices = new LinkedHashMap<>();
    for (int i = 0; i < price.columns().size(); i++) {
      int column = i;
      price
          .columns()
          .get(i)
          .field()
          .ifPresent(
              name -> {
                Field field =
                    model.fields().stream()
                        .filter(f -> f.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                choices.put(name, choices(field, price, column));
              });
    }
    List<Map<String, Object>> combinations = new ArrayList<>(List.of(Map.of()));
    choices.forEach(
        (name, values) -> {
          List<Map<String, Object>> longer = new ArrayList<>(combinations);
          for (Map<String, Object> each : combinations) {
            for (Object value : values) {
              Map<String, Object> more = new HashMap<>(each);
              more.put(name, value);
              longer.add(more);
            }
          }
          combinations.clear();
          combinations.addAll(longer);
        });
    return combinations;
  }

  /** The values to try, besides leaving the field out. */
  private static List<Object> choices(Field field, PriceTable price, int column) {
    if (!field.enumValues().isEmpty()) {
      return field.enumValues();
    }
    return switch (field.type()) {
      case BOOLEAN -> List.of(true, false);
      case OBJECT -> List.of(new JsonObject());
      case ARRAY -> {
        List<Object> lists = new ArrayList<>();
        for (int i = 0; i <= field.bounds().maxItems().orElse(3); i++) {
          lists.add(Collections.nCopies(i, new JsonObject()));
        }
        yield lists;
      }
      case NUMBER, INTEGER -> {
        if (field.bounds().minimum().isEmpty() || field.bounds().maximum().isEmpty()) {
          yield new ArrayList<>(
              new TreeSet<>(
                  price.rows().stream()
                      .map(row -> Integer.valueOf(row.values().get(column)))
                      .toList()));
        }
        List<Object> steps = new ArrayList<>();
        for (int i = field.bounds().minimum().get().intValue();
            i <= field.bounds().maximum().get().intValue();
            i++) {
          steps.add(i);
        }
        yield steps;
      }
      default -> List.of("free text");
    };
  }
}
