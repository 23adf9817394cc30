package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.ModelInfo.Input;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.catalog.TestCatalog;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFilterTest {
  private static final ModelCatalog CATALOG =
      TestCatalog.of(
          """
                  [
                  {"id":"image/a/free","category":"image","takes":["text"],"fields":[{"name":"prompt"}]},
                  {"id":"image/a/high","category":"image","takes":["text","image"],
                   "price":{"unit":"compute units","rows":[["9"]]},
                   "fields":[{"name":"prompt"},{"name":"image_url"}],
                   "aliases":[{"from":"imageUrl","to":"image_url"}]},
                  {"id":"image/a/low","category":"image","takes":["text","styles"],
                   "price":{"unit":"compute units","columns":[{"name":"Tier","kind":"unknown"}],"rows":[["a","2"],["b","9"]]},
                   "fields":[{"name":"prompt"},{"name":"styles"}]},
                  {"id":"video/a/dollars","category":"video","takes":["text","image"],
                   "price":{"unit":"USD","rows":[["0.5"]]},
                   "fields":[{"name":"image_url"}]},
                  {"id":"video/a/low","category":"video","takes":["image","video"],
                   "price":{"unit":"compute units","rows":[["2"]]},"fields":[{"name":"start_image"}]}
                  ]""");

  private static List<String> ids(ModelFilter filter) {
    return CATALOG.all(filter).stream().map(ModelInfo::id).toList();
  }

  @Test
  void withoutAConditionAllAreThere() {
    assertThat(CATALOG.all(ModelFilter.all())).isEqualTo(CATALOG.all()).hasSize(5);
  }

  @Test
  void categoryIsKept() {
    assertThat(ids(ModelFilter.all().category("video")))
        .containsExactly("video/a/dollars", "video/a/low");
    assertThat(ids(ModelFilter.all().category("song"))).isEmpty();
  }

  @Test
  void modelsThatTakeAFieldAreKeptByItsOldNameToo() {
    assertThat(ids(ModelFilter.all().takes("image_url")))
        .containsExactly("image/a/high", "video/a/dollars");
    assertThat(ids(ModelFilter.all().takes("imageUrl"))).containsExactly("image/a/high");
    assertThat(ids(ModelFilter.all().takes("image_url").takes("prompt")))
        .containsExactly("image/a/high");
  }

  @Test
  void modelsThatTakeEveryKindOfInputAreKept() {
    assertThat(ids(ModelFilter.all().takes(Input.IMAGE)))
        .containsExactly("image/a/high", "video/a/dollars", "video/a/low");
    assertThat(ids(ModelFilter.all().takes(Input.IMAGE).takes(Input.VIDEO)))
        .containsExactly("video/a/low");
  }

  @Test
  void cheapestComeFirstWithinTheirUnitAndUnpricedLast() {
    assertThat(ids(ModelFilter.all().cheapestFirst()))
        .containsExactly(
            "video/a/dollars", "video/a/low", "image/a/low", "image/a/high", "image/a/free");
  }

  @Test
  void everyConditionIsAnsweredAndLeavesTheFilterBeforeAsItWas() {
    ModelFilter filter =
        ModelFilter.all().category("image").takes(Input.TEXT).takes("seed").cheapestFirst();
    assertThat(filter.category()).contains("image");
    assertThat(filter.inputs()).containsExactly(Input.TEXT);
    assertThat(filter.fields()).containsExactly("seed");
    assertThat(filter.isCheapestFirst()).isTrue();
    assertThat(ModelFilter.all().category()).isEmpty();
    assertThat(ModelFilter.all().isCheapestFirst()).isFalse();
  }

  @Test
  void theDocumentsModelsAreFoundByWhatTheyTakeAndCost() {
    List<ModelInfo> found =
        DocumentCatalog.SHARED.all(
            ModelFilter.all().category("video").takes("start_image").cheapestFirst());
    assertThat(found)
        .hasSizeGreaterThan(10)
        .allMatch(model -> model.inputs().contains(Input.IMAGE));
    assertThat(found.stream().flatMap(model -> model.price().stream()).map(PriceTable::minimum))
        .isSortedAccordingTo(Comparator.naturalOrder());
  }
}
