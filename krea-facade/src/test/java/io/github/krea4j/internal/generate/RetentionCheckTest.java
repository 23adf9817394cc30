package io.github.krea4j.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.krea4j.ApiTest;
import io.github.krea4j.KreaClient;
import io.github.krea4j.MediaAlias;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.Twin;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.catalog.TestCatalog;
import io.github.krea4j.model.PictureRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionCheckTest extends ApiTest {
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
    input.put("image_url", URL);
    input.put(
        "style_images",
        List.of(
            Map.of("strength", 1, "url", DATA),
            Map.of("strength", 1, "url", "https://example.com/b.png"),
            Map.of("strength", 1, "url", "HTTP://example.com/c.png")));
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
  void fieldsThatTheDocumentMarksAsMediaTakeNothingElse() {
    DocumentCatalog catalog =
        TestCatalog.of(
"""
                    [{"id": "image/a/b", "fields": [
                      {"name": "prompt", "type": "string"},
                      {"name": "image_url", "type": "string", "format": "uri"},
                      {"name": "style_images", "type": "array", "items": {
                        "type": "object",
                        "fields": [{"name": "url", "type": "string", "format": "uri"}]}}]}]
""");
    JsonObject input =
        JsonParser.parseString(
                """
                {"prompt": "krea-asset-id", "image_url": "krea-asset-id", "style_images":
                  [{"url": "%s"}, {"url": "krea-asset-id"}, {"url": ""}, {"id": "krea-asset-id"}]}
                """
                    .formatted(DATA))
            .getAsJsonObject();
    assertThatThrownBy(() -> RetentionCheck.requireDataUris(input, catalog.find("image/a/b")))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.fields())
                    .containsExactly("image_url", "style_images.1.url", "style_images.2.url"));
  }

  @Test
  void mediaUnderAnOldNameAreRefusedByTheNewOne() {
    KreaClient client = client();
    MediaAlias alias = MediaAlias.any();
    Map<String, Object> input = Map.of(alias.from(), "krea-asset-id");
    assertThatThrownBy(() -> client.generate(alias.model(), input, ZERO))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.fields()).containsExactly(alias.to()));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void typedRequestsAreCheckedToo() {
    KreaClient client = client();
    assertThatThrownBy(
            () ->
                client.generate(
                    new PictureRequest("image/a/b").prompt("fox").put("image_url", URL), ZERO))
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
