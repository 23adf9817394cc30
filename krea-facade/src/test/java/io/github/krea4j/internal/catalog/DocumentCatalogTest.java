package io.github.krea4j.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.ModelCatalog;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.ModelInfo.Bounds;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.internal.document.CatalogResource;
import io.github.krea4j.model.GenerationRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentCatalogTest {
  private static final ModelCatalog CATALOG = DocumentCatalog.SHARED;

  /** A model as the generator writes it. */
  private static final String FLUX =
      """
      [
      {"id":"image/bfl/flux-1-dev","path":"/generate/image/bfl/flux-1-dev","category":"image",
       "vendor":"bfl","title":"Flux","requestType":"Flux1DevRequest","averageSeconds":7,
       "fields":[
        {"name":"prompt","type":"string","required":true,"maxLength":1800},
        {"name":"width","type":"number","minimum":512,"maximum":2368,"default":1024},
        {"name":"image_url","type":"string","nullable":true,"format":"uri"},
        {"name":"styles","type":"array","items":{"type":"object","fields":[
         {"name":"id","type":"string","required":true},
         {"name":"strength","type":"number","required":true,"minimum":-2,"maximum":2}]}}],
       "aliases":[
        {"from":"imageUrl","to":"image_url","sunset":"2026-06-19",
         "migrationUrl":"https://docs.krea.ai/developers/deprecations"},
        {"from":"presetStyles","to":"styles"}]}
      ]
      """;

  private static ModelInfo flux() {
    return catalog(FLUX).find("image/bfl/flux-1-dev").orElseThrow();
  }

  private static Field field(ModelInfo info, String name) {
    return info.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void modelIsDescribedAsTheCatalogHasIt() {
    ModelInfo flux = flux();
    assertThat(flux.id()).isEqualTo("image/bfl/flux-1-dev");
    assertThat(flux.category()).isEqualTo("image");
    assertThat(flux.vendor()).isEqualTo("bfl");
    assertThat(flux.title()).isEqualTo("Flux");
    assertThat(flux.averageDuration()).contains(Duration.ofSeconds(7));
    assertThat(flux.deprecated()).isFalse();
    assertThat(flux).hasToString("image/bfl/flux-1-dev");
    assertThat(flux.aliases())
        .containsExactly(
            new Alias(
                "imageUrl",
                "image_url",
                Optional.of(LocalDate.of(2026, 6, 19)),
                Optional.of(URI.create("https://docs.krea.ai/developers/deprecations"))),
            new Alias("presetStyles", "styles", Optional.empty(), Optional.empty()));
  }

  @Test
  void nothingThatTheGeneratorWroteIsLost() throws IOException {
    List<JsonObject> written = new ArrayList<>();
    try (BufferedReader reader = new BufferedReader(CatalogResource.open())) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        written.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    written.removeIf(line -> line.has("method"));
    List<ModelInfo> read = CATALOG.all();
    assertThat(read).hasSameSizeAs(written).isNotEmpty();
    for (int i = 0; i < read.size(); i++) {
      ModelInfo info = read.get(i);
      JsonObject model = written.get(i);
      assertThat(info.id()).isEqualTo(model.get("id").getAsString());
      assertThat(info.title()).as(info.id()).isEqualTo(model.get("title").getAsString());
      assertThat(info.averageDuration().isPresent())
          .as(info.id())
          .isEqualTo(model.has("averageSeconds"));
      assertThat(info.deprecated()).as(info.id()).isEqualTo(model.has("deprecated"));
      assertSameFields(info.id(), info.fields(), model);
      assertThat(info.aliases())
          .as(info.id())
          .extracting(Alias::from, Alias::to)
          .containsExactlyElementsOf(
              objects(model, "aliases").stream()
                  .map(row -> tuple(row.get("from").getAsString(), row.get("to").getAsString()))
                  .toList());
    }
  }

  private static void assertSameFields(String place, List<Field> fields, JsonObject parent) {
    List<JsonObject> written = objects(parent, "fields");
    assertThat(fields).as(place).hasSameSizeAs(written);
    for (int i = 0; i < fields.size(); i++) {
      String name = written.get(i).get("name").getAsString();
      assertThat(fields.get(i).name()).as(place).isEqualTo(name);
      assertSame(place + " " + name, fields.get(i), written.get(i));
    }
  }

  private static void assertSame(String place, Field field, JsonObject written) {
    assertThat(field.type()).as(place).hasToString(written.get("type").getAsString());
    assertThat(field.required()).as(place).isEqualTo(written.has("required"));
    assertThat(field.nullable()).as(place).isEqualTo(written.has("nullable"));
    assertThat(field.format().isPresent()).as(place).isEqualTo(written.has("format"));
    assertThat(field.serverDefault().isPresent()).as(place).isEqualTo(written.has("default"));
    assertThat(field.enumValues().isEmpty()).as(place).isNotEqualTo(written.has("enum"));
    Bounds bounds = field.bounds();
    assertThat(
            List.of(
                bounds.minimum().isPresent(),
                bounds.maximum().isPresent(),
                bounds.minLength().isPresent(),
                bounds.maxLength().isPresent(),
                bounds.minItems().isPresent(),
                bounds.maxItems().isPresent(),
                bounds.pattern().isPresent()))
        .as(place)
        .isEqualTo(
            Stream.of(
                    "minimum",
                    "maximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "pattern")
                .map(written::has)
                .toList());
    assertThat(field.items().isPresent()).as(place).isEqualTo(written.has("items"));
    field
        .items()
        .ifPresent(items -> assertSame(place + "[]", items, written.getAsJsonObject("items")));
    assertSameFields(place, field.fields(), written);
  }

  private static List<JsonObject> objects(JsonObject parent, String name) {
    List<JsonObject> objects = new ArrayList<>();
    if (parent.has(name)) {
      parent.getAsJsonArray(name).forEach(element -> objects.add(element.getAsJsonObject()));
    }
    return objects;
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

    assertThat(CATALOG.find("image/bfl/flux-1-dev").orElseThrow().inputs())
        .containsExactlyInAnyOrder(
            ModelInfo.Input.TEXT, ModelInfo.Input.IMAGE, ModelInfo.Input.STYLES);

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
            "[{\"id\":\"a/b/c\",\"requestType\":\"C\",\"fields\":["
                + "{\"name\":\"d\",\"type\":\"number\",\"description\":\"How long.\",\"enum\":[5,10,2.5]},"
                + "{\"name\":\"r\",\"type\":\"string\",\"enum\":[\"5\",\"4k\"]},"
                + "{\"name\":\"n\",\"type\":\"from-the-future\",\"pattern\":\"a+\"}]}]");
    ModelInfo info = catalog.find("a/b/c").orElseThrow();
    assertThat(field(info, "d").enumValues()).containsExactly(5L, 10L, new BigDecimal("2.5"));
    assertThat(field(info, "d").description()).isEqualTo("How long.");
    assertThat(field(info, "r").description()).isEmpty();
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
              return new StringReader("");
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
                "[{\"id\":\"a/b/c\",\"deprecated\":true,\"averageSeconds\":1.5,"
                    + "\"aliases\":[{\"from\":\"x\",\"to\":\"y\",\"sunset\":\"soon\","
                    + "\"migrationUrl\":\"no url\"},"
                    + "{\"from\":\"v\",\"to\":\"w\",\"sunset\":\"2026-06-19T00:00:00Z\"}]}]")
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
        catalog("[{\"id\":\"a/b/c\",\"requestType\":\"None\"}]").find("a/b/c").orElseThrow();
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

  private static DocumentCatalog catalog(String models) {
    return TestCatalog.of(models);
  }
}
