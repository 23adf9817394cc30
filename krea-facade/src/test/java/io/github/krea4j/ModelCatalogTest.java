package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.GenerationRequest;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {
  private static final ModelCatalog CATALOG = DocumentCatalog.SHARED;

  private static ModelInfo flux() {
    return CATALOG.find("image/bfl/flux-1-dev").orElseThrow();
  }

  private static Field field(ModelInfo info, String name) {
    return info.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void modelIsDescribedAsTheDocumentHasIt() {
    ModelInfo flux = flux();
    assertThat(flux.id()).isEqualTo("image/bfl/flux-1-dev");
    assertThat(flux.category()).isEqualTo("image");
    assertThat(flux.vendor()).isEqualTo("bfl");
    assertThat(flux.title()).isEqualTo("Flux");
    assertThat(flux.requestType()).isEqualTo(Flux1DevRequest.class);
    assertThat(flux.averageDuration()).contains(Duration.ofSeconds(7));
    assertThat(flux.deprecated()).isFalse();
    assertThat(flux).hasToString("image/bfl/flux-1-dev");
    assertThat(flux.aliases())
        .extracting(alias -> alias.from() + "->" + alias.to())
        .containsExactlyInAnyOrder(
            "imageUrl->image_url",
            "presetStyles->styles",
            "styleImages->style_images",
            "imageStyleRefs->image_style_references");
  }

  @Test
  void fieldsHaveWhatAFormNeeds() {
    Field prompt = field(flux(), "prompt");
    assertThat(prompt.type()).isEqualTo(ModelInfo.Type.STRING);
    assertThat(prompt.required()).isTrue();
    assertThat(prompt.bounds().maxLength()).hasValue(1800);

    Field width = field(flux(), "width");
    assertThat(width.type()).hasToString("number");
    assertThat(width.required()).isFalse();
    assertThat(width.bounds().minimum()).contains(BigDecimal.valueOf(512));
    assertThat(width.bounds().maximum()).contains(BigDecimal.valueOf(2368));
    assertThat(width.serverDefault()).contains(new JsonPrimitive(1024));

    Field imageUrl = field(flux(), "image_url");
    assertThat(imageUrl.nullable()).isTrue();
    assertThat(imageUrl.format()).contains("uri");

    Field styles = field(flux(), "styles");
    assertThat(styles.type()).isEqualTo(ModelInfo.Type.ARRAY);
    Field item = styles.items().orElseThrow();
    assertThat(item.type()).isEqualTo(ModelInfo.Type.OBJECT);
    assertThat(item.fields()).extracting(Field::name).containsExactly("id", "strength");
    assertThat(item.fields().get(1).bounds().minimum()).contains(BigDecimal.valueOf(-2));
  }

  @Test
  void enumValuesAreTextsAndNumbers() {
    DocumentCatalog catalog =
        catalog(
            "{\"models\":[{\"id\":\"a/b/c\",\"requestType\":\"C\",\"fields\":["
                + "{\"name\":\"d\",\"type\":\"number\",\"enum\":[5,10,2.5]},"
                + "{\"name\":\"r\",\"type\":\"string\",\"enum\":[\"5\",\"4k\"]},"
                + "{\"name\":\"n\",\"type\":\"from-the-future\",\"pattern\":\"a+\"}]}]}");
    ModelInfo info = catalog.find("a/b/c").orElseThrow();
    assertThat(field(info, "d").enumValues()).containsExactly(5L, 10L, new BigDecimal("2.5"));
    assertThat(field(info, "r").enumValues()).containsExactly("5", "4k");
    assertThat(field(info, "n").type()).isEqualTo(ModelInfo.Type.JSON);
    assertThat(field(info, "n").bounds().pattern()).contains("a+");
    assertThat(info.title()).isEqualTo("a/b/c");
    assertThat(info.averageDuration()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelHasARequestTypeForItself(ModelInfo info) throws Exception {
    GenerationRequest request = info.requestType().getConstructor().newInstance();
    assertThat(request.modelId()).isEqualTo(info.id());
    assertThat(CATALOG.find("/generate/" + info.id())).containsSame(info);
    assertThat(info.fields()).isNotEmpty();
    assertThat(info.id()).startsWith(info.category() + "/" + info.vendor() + "/");
  }

  static Iterable<ModelInfo> models() {
    return CATALOG.all();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/bfl/flux-99", "", "no model", "../jobs"})
  void whatIsNoKnownModelIsNotFound(String model) {
    assertThat(CATALOG.find(model)).isEmpty();
  }

  @Test
  void catalogIsReadOnceAndOnlyWhenAsked() {
    AtomicInteger reads = new AtomicInteger();
    DocumentCatalog catalog =
        new DocumentCatalog(
            () -> {
              reads.incrementAndGet();
              return new StringReader("{\"models\":[]}");
            });
    assertThat(reads).hasValue(0);
    assertThat(catalog.all()).isEmpty();
    assertThat(catalog.find("a/b/c")).isEmpty();
    assertThat(reads).hasValue(1);
  }

  @Test
  void linksAndDatesOfAnotherFormHideNothing() {
    ModelInfo info =
        catalog(
                "{\"models\":[{\"id\":\"a/b/c\",\"deprecated\":true,\"averageSeconds\":1.5,"
                    + "\"aliases\":[{\"from\":\"x\",\"to\":\"y\",\"sunset\":\"soon\","
                    + "\"migrationUrl\":\"no url\"},"
                    + "{\"from\":\"v\",\"to\":\"w\",\"sunset\":\"2026-06-19T00:00:00Z\"}]}]}")
            .find("a/b/c")
            .orElseThrow();
    assertThat(info.deprecated()).isTrue();
    assertThat(info.averageDuration()).contains(Duration.ofMillis(1500));
    assertThat(info.aliases().get(0).sunset()).isEmpty();
    assertThat(info.aliases().get(0).migrationUrl()).isEmpty();
    assertThat(info.aliases().get(1).sunset()).hasToString("Optional[2026-06-19]");
  }

  @Test
  void missingRequestTypeSaysWhatToKeep() {
    ModelInfo info =
        catalog("{\"models\":[{\"id\":\"a/b/c\",\"requestType\":\"None\"}]}")
            .find("a/b/c")
            .orElseThrow();
    assertThatThrownBy(info::requestType)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The class io.github.krea4j.model.None is missing; keep it when repackaging"
                + " krea-generated-client");
  }

  @Test
  void unreadableCatalogIsNotTakenForAnEmptyOne() {
    DocumentCatalog catalog =
        new DocumentCatalog(
            () -> {
              throw new UncheckedIOException(new IOException("missing"));
            });
    assertThatThrownBy(catalog::all).isInstanceOf(UncheckedIOException.class);
  }

  private static DocumentCatalog catalog(String json) {
    return new DocumentCatalog(() -> new StringReader(json));
  }
}
