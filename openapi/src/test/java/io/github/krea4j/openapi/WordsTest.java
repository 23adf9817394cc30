package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "flux-1-dev, Flux1Dev",
    "flux-1.1-pro-ultra, Flux1_1ProUltra",
    "kling-2.1, Kling2_1",
    "ltx-video-2.3-22b, LtxVideo2_3_22b",
    "node-apps, NodeApps",
    "image_url, ImageUrl",
    "Image Enhance, ImageEnhance",
    "imageStyleRefs, ImageStyleRefs",
  })
  void pascalKeepsDigitsApartThatWereApart(String text, String name) {
    assertThat(Words.pascal(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "flux-1.1-pro, flux1_1Pro",
    "image_url, imageUrl",
    "presetStyles, presetStyles",
    "URL, url",
    "2d_mode, 2dMode",
  })
  void camelBeginsInLowerCase(String text, String name) {
    assertThat(Words.camel(text)).isEqualTo(name);
  }

  @Test
  void textWithoutLettersHasNoName() {
    assertThat(Words.camel("--")).isEmpty();
    assertThat(Words.pascal("★")).isEmpty();
  }

  @Test
  void headerLosesItsPrefixAndItsCapitals() {
    assertThat(Words.headerCamel("X-Webhook-URL")).isEqualTo("webhookUrl");
    assertThat(Words.headerCamel("Accept-Language")).isEqualTo("acceptLanguage");
  }

  @ParameterizedTest
  @CsvSource({
    "styles, style",
    "assets, asset",
    "node-apps, node-app",
    "categories, category",
    "boxes, box",
    "addresses, address",
    "glass, glass",
    "image, image",
    "s, s",
  })
  void singularTakesPlainPluralsOnly(String plural, String singular) {
    assertThat(Words.singular(plural)).isEqualTo(singular);
  }

  @ParameterizedTest
  @CsvSource({
    "16:9, aspect_ratio, RATIO_16_9",
    "5, duration, DURATION_5",
    "-1, duration, MINUS_1",
    "0.5, scale, SCALE_0_5",
    "1K, outputResolution, RESOLUTION_1K",
    "1K, resolutions, RESOLUTIONS_1K",
    "1K, 4k, VALUE_1K",
    "1K, '', VALUE_1K",
    "flux_dev, model, FLUX_DEV",
    "Recovery V2, model, RECOVERY_V2",
    "MiniMax-Hailuo-02, model, MINI_MAX_HAILUO_02",
    "intermediate-complete, status, INTERMEDIATE_COMPLETE",
    "'', a, EMPTY",
    "★, a, VALUE",
  })
  void constantNamesEveryValue(String value, String field, String constant) {
    assertThat(Words.constant(value, field)).isEqualTo(constant);
  }

  @ParameterizedTest
  @CsvSource({
    "image_url, true",
    "imageUrls, true",
    "uri, true",
    "curl, false",
    "url_count, false",
    "'', false",
  })
  void namesOfUrlsEndInOne(String field, boolean url) {
    assertThat(Words.endsInUrl(field)).isEqualTo(url);
  }

  @Test
  void keyIgnoresCaseAndSeparators() {
    assertThat(Words.key("imageUrl")).isEqualTo(Words.key("image_url"));
    assertThat(Words.key("presetStyles")).isNotEqualTo(Words.key("styles"));
  }
}
