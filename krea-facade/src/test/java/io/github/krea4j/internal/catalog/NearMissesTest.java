package io.github.krea4j.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.ModelInfo;
import io.github.krea4j.errors.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearMissesTest {
  private final NearMisses misses =
      catalog(
              "image/acme/sun-1-dev",
              "image/acme/sun-1.1-pro",
              "image/acme/star-flower-4",
              "video/acme/wind")
          .nearMisses();

  private static DocumentCatalog catalog(String... ids) {
    String models =
        Arrays.stream(ids)
            .map(
                id ->
                    "{\"id\":\""
                        + id
                        + "\",\"fields\":[{\"name\":\"prompt\"},{\"name\":\"image_url\"},"
                        + "{\"name\":\"seed\"}],"
                        + "\"aliases\":[{\"from\":\"imageUrl\",\"to\":\"image_url\"}]}")
            .collect(Collectors.joining(","));
    return TestCatalog.of("[" + models + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "image/acme/sun-dev, image/acme/sun-1-dev",
    "image/acme/sun1dev, image/acme/sun-1-dev",
    "image/acme/Sun_1_Dev, image/acme/sun-1-dev",
    "image/acme/snu-1-dev, image/acme/sun-1-dev",
    "image/acme/sun-1-de, image/acme/sun-1-dev",
    "image/acme/star-flour-4, image/acme/star-flower-4",
    "image/acme/starflower-4, image/acme/star-flower-4",
    "video/acme/wnd, video/acme/wind",
  })
  void aSlipInTheNameOfAKnownVendorsModelIsRefusedWithWhatWasMeant(String id, String meant) {
    assertThatThrownBy(() -> misses.requireNoTypo(id))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("'" + id + "'")
        .hasMessageContaining("Did you mean '" + meant + "'?")
        .hasMessageEndingWith("name it by its path: /generate/" + id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/acme/sun-1-dev",
        "image/acme/sun-2-dev",
        "image/acme/sun-1-max",
        "image/acme/sun-1-dev-fast",
        "image/acme/sun-1-hd",
        "image/acme/star-flower",
        "image/acme/star-flower-5",
        "image/acme/star-flower-4-hd",
        "image/acme/moon",
        "image/acne/sun-dev",
        "video/acme/sun-dev",
        "wind",
      })
  void whatMayBeANewerModelPasses(String id) {
    assertThatCode(() -> misses.requireNoTypo(id)).doesNotThrowAnyException();
  }

  /** As if the catalog were older: each model, unknown to it, stands among all the others. */
  @ParameterizedTest
  @MethodSource("models")
  void noModelOfTheDocumentWouldBeRefusedByACatalogThatLacksIt(String id) {
    NearMisses older =
        catalog(models().stream().filter(known -> !known.equals(id)).toArray(String[]::new))
            .nearMisses();
    assertThatCode(() -> older.requireNoTypo(id)).doesNotThrowAnyException();
  }

  static List<String> models() {
    return DocumentCatalog.SHARED.all().stream().map(ModelInfo::id).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "image/acne/sun-1-dev, image/acme/sun-1-dev",
    "image/acme/sun-2-dev, image/acme/sun-1-dev",
    "sun-1-dev, image/acme/sun-1-dev",
    "video/acme/star-flower-4, image/acme/star-flower-4",
  })
  void refusedModelIsToldWhatWasMeant(String id, String meant) {
    assertThat(misses.hint(id, List.of("prompt")))
        .isEqualTo("Did you mean the model '" + meant + "'?");
  }

  @Test
  void aModelLikeNoneGetsNoHint() {
    assertThat(misses.hint("audio/other/thunder", List.of())).isEmpty();
  }

  @Test
  void refusedFieldsAreToldWhatWasMeant() {
    assertThat(misses.hint("video/acme/wind", List.of("promt", "image_url", "Image_URL", "speed")))
        .isEqualTo(
            "Did you mean 'prompt' in place of 'promt', 'image_url' in place of"
                + " 'Image_URL', 'seed' in place of 'speed'?");
  }

  @Test
  void fieldsThatAreKnownOrLikeNoneGetNoHint() {
    assertThat(misses.hint("video/acme/wind", List.of("prompt", "imageUrl", "loop"))).isEmpty();
  }
}
