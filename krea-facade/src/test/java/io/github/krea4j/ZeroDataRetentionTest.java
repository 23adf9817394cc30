package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.model.Flux1DevRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZeroDataRetentionTest extends ApiTest {
  private static final RequestOptions ZERO =
      RequestOptions.builder().zeroDataRetention(true).build();
  private static final String URL = "https://example.com/a.png";
  private static final String DATA = "data:image/png;base64,iVBORw0KGgo=";

  @ParameterizedTest
  @EnumSource
  void mediaThatAreNoDataUrisAreRefusedByField(Twin twin) {
    KreaClient client = client();
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("prompt", "see https://example.com/a.png");
    input.put("imageUrl", URL);
    input.put(
        "style_images",
        List.of(
            Map.of("strength", 1, "url", DATA),
            Map.of("strength", 1, "url", "krea-asset-id"),
            Map.of("strength", 1, "url", "HTTP://example.com/b.png")));
    assertThatThrownBy(
            () ->
                twin.call(
                    () -> client.generate("image/bfl/flux-1-dev", input, ZERO),
                    () -> client.generateAsync("image/bfl/flux-1-dev", input, ZERO)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.fields())
                    .containsExactly("image_url", "style_images.1.url", "style_images.2.url"))
        .hasMessage(
            "Zero data retention takes media as base64 data URIs only, and these are none:"
                + " image_url, style_images.1.url, style_images.2.url. DataUri.of(file) makes one.");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void typedRequestsAreCheckedToo() {
    KreaClient client = client();
    assertThatThrownBy(
            () -> client.generate(new Flux1DevRequest().prompt("fox").imageUrl(URL), ZERO))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("are none: image_url.");
  }

  @Test
  void webAddressesAreFoundInFieldsThatTheDocumentDoesNotKnow() {
    KreaClient client = client();
    Map<String, Object> input = Map.of("frames", Arrays.asList(DATA, null, Map.of("u", URL)));
    assertThatThrownBy(() -> client.generate("video/somebody/new", input, ZERO))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.fields()).containsExactly("frames.2.u"));
  }

  @Test
  void dataUrisTextsAndNullsPass() {
    KreaClient client = client();
    answer(JOB);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("prompt", "http://example.com in a prompt");
    input.put("image_url", null);
    input.put("style_images", List.of(Map.of("strength", 1, "url", "DATA:image/png;BASE64,AA==")));
    client.generate("image/bfl/flux-1-dev", input, ZERO);
    assertThat(request().getHeaders().get("X-Api-Zero-Data-Retention")).isEqualTo("1");
  }

  @Test
  void withoutTheOptionAddressesAreSent() {
    KreaClient client = client();
    answer(JOB);
    client.generate("image/bfl/flux-1-dev", Map.of("prompt", "fox", "image_url", URL));
    assertThat(body(request())).contains(URL);
  }
}
