package io.github.krea4j.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.krea4j.AliasPolicy;
import io.github.krea4j.Deprecation;
import io.github.krea4j.Deprecation.Source;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.catalog.DocumentCatalog;
import io.github.krea4j.internal.http.RecordedLogs;
import io.github.krea4j.internal.json.JsonValues;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class FieldAliasesTest {
  private static final LocalDate SUNSET = LocalDate.of(2026, 6, 19);
  private static final URI LINK = URI.create("https://docs.example.com/moves");

  private final List<Deprecation> reported = new ArrayList<>();
  private final FieldAliases rewriting = aliases(AliasPolicy.REWRITE);

  /** Two old names lead to one new name, as in one model of the document. */
  private final ModelInfo model =
      model(
          alias("imageUrl", "image_url"),
          alias("startImage", "start_image"),
          alias("image_old", "start_image"),
          alias("presetStyles", "styles"));

  private FieldAliases aliases(AliasPolicy policy) {
    return new FieldAliases(policy, new DeprecationNotices(reported::add, Runnable::run));
  }

  private static Alias alias(String from, String to) {
    return new Alias(from, to, Optional.of(SUNSET), Optional.of(LINK));
  }

  private static ModelInfo model(Alias... aliases) {
    return new ModelInfo(
        "image/a/b",
        "image",
        "a",
        "B",
        "B",
        false,
        List.of(),
        List.of(aliases),
        Set.of(),
        null,
        null);
  }

  private static JsonObject json(Object... pairs) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < pairs.length; i += 2) {
      json.add((String) pairs[i], JsonValues.tree("", pairs[i + 1]));
    }
    return json;
  }

  @Test
  void oldNamesAreRewrittenInPlace() {
    JsonObject input = json("prompt", "fox", "presetStyles", List.of(), "seed", 1, "imageUrl", "u");
    assertThat(rewriting.apply(model, input))
        .hasToString("{\"prompt\":\"fox\",\"styles\":[],\"seed\":1,\"image_url\":\"u\"}");
    assertThat(input.keySet()).containsExactly("prompt", "presetStyles", "seed", "imageUrl");
  }

  @Test
  void explicitNullIsRewrittenToo() {
    assertThat(rewriting.apply(model, json("imageUrl", null))).isEqualTo(json("image_url", null));
  }

  @Test
  void inputWithoutOldNamesIsLeftAlone() {
    JsonObject input = json("b", 1, "a", 2, "image_url", "u");
    assertThat(rewriting.apply(model, input)).isSameAs(input);
    assertThat(reported).isEmpty();
  }

  static Stream<Arguments> equalValues() {
    return Stream.of(
        Arguments.of("u", "u"),
        Arguments.of(null, null),
        Arguments.of(1, 1L),
        Arguments.of(new int[] {1, 2}, List.of(1, 2)),
        Arguments.of(Map.of("id", "a"), new LinkedHashMap<>(Map.of("id", "a"))));
  }

  @ParameterizedTest
  @MethodSource("equalValues")
  void oldAndNewNameWithEqualValuesAreSentOnce(Object one, Object other) {
    assertThat(rewriting.apply(model, json("imageUrl", one, "x", 1, "image_url", other)).keySet())
        .containsExactly("image_url", "x");
    assertThat(rewriting.apply(model, json("image_url", one, "x", 1, "imageUrl", other)).keySet())
        .containsExactly("image_url", "x");
    assertThat(reported).hasSize(1);
  }

  static Stream<Arguments> differentValues() {
    return Stream.of(
        Arguments.of("u", "v"),
        Arguments.of("u", null),
        Arguments.of(null, "u"),
        Arguments.of("1", 1),
        Arguments.of(List.of(1), Arrays.asList(1, null)));
  }

  @ParameterizedTest
  @MethodSource("differentValues")
  void oldAndNewNameWithDifferentValuesAreRefused(Object one, Object other) {
    assertThatThrownBy(() -> rewriting.apply(model, json("imageUrl", one, "image_url", other)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.fields()).containsExactly("imageUrl", "image_url"))
        .hasMessage(
            "'imageUrl' is the old name of 'image_url' of image/a/b, and the two have different"
                + " values. Give 'image_url' alone.");
    assertThat(reported).isEmpty();
  }

  @Test
  void twoOldNamesForOneFieldAreRefusedEvenWithEqualValues() {
    assertThatThrownBy(() -> rewriting.apply(model, json("image_old", "u", "startImage", "u")))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.fields()).containsExactly("startImage", "image_old"))
        .hasMessage(
            "'startImage' and 'image_old' are both old names of 'start_image' of image/a/b. Give"
                + " 'start_image' alone.");
  }

  @Test
  void rejectListsTheReplacements() {
    assertThatThrownBy(
            () ->
                aliases(AliasPolicy.REJECT)
                    .apply(model, json("presetStyles", 1, "prompt", "fox", "imageUrl", "u")))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.fields()).containsExactly("imageUrl", "presetStyles"))
        .hasMessage(
            "image/a/b has new names for these fields: imageUrl -> image_url, presetStyles ->"
                + " styles. Use the new ones, or choose AliasPolicy.REWRITE.");
  }

  @Test
  void rejectTakesNewNames() {
    JsonObject input = json("prompt", "fox", "image_url", "u");
    assertThat(aliases(AliasPolicy.REJECT).apply(model, input)).isSameAs(input);
  }

  @Test
  void passThroughLeavesEverythingAlone() {
    JsonObject input = json("imageUrl", "u", "image_url", "v");
    assertThat(aliases(AliasPolicy.PASS_THROUGH).apply(model, input)).isSameAs(input);
    assertThat(reported).isEmpty();
  }

  @Test
  void eachFieldIsReportedOnceToListenerAndLog() {
    try (RecordedLogs.Recording log = RecordedLogs.record(Level.WARN)) {
      rewriting.apply(model, json("imageUrl", "u"));
      rewriting.apply(model, json("imageUrl", "v", "presetStyles", List.of()));
      assertThat(log.lines())
          .containsExactly(
              "WARN io.github.krea4j.Deprecation image/a/b field 'imageUrl': Use 'image_url' in"
                  + " place of 'imageUrl' (sunset 2026-06-19, see https://docs.example.com/moves)",
              "WARN io.github.krea4j.Deprecation image/a/b field 'presetStyles': Use 'styles' in"
                  + " place of 'presetStyles' (sunset 2026-06-19, see"
                  + " https://docs.example.com/moves)");
    }
    assertThat(reported)
        .containsExactly(
            new Deprecation(
                "image/a/b",
                Optional.of("imageUrl"),
                "Use 'image_url' in place of 'imageUrl'",
                Optional.of(SUNSET),
                Optional.of("image_url"),
                Optional.of(LINK),
                Source.REQUEST_FIELD),
            new Deprecation(
                "image/a/b",
                Optional.of("presetStyles"),
                "Use 'styles' in place of 'presetStyles'",
                Optional.of(SUNSET),
                Optional.of("styles"),
                Optional.of(LINK),
                Source.REQUEST_FIELD));
  }

  @Test
  void listenerThatThrowsBreaksNothing() {
    FieldAliases aliases =
        new FieldAliases(
            AliasPolicy.REWRITE,
            new DeprecationNotices(
                notice -> {
                  throw new IllegalStateException("of the application");
                },
                Runnable::run));
    assertThat(aliases.apply(model, json("imageUrl", "u")).keySet()).containsExactly("image_url");
  }

  static Stream<Arguments> rowsOfTheDocument() {
    return DocumentCatalog.SHARED.all().stream()
        .flatMap(info -> info.aliases().stream().map(alias -> Arguments.of(info, alias)));
  }

  // A document without any row is fine; that the catalog lost none is DocumentCatalogTest's.
  @ParameterizedTest(name = "{0} {1}", allowZeroInvocations = true)
  @MethodSource("rowsOfTheDocument")
  void everyRowOfTheDocumentIsFollowed(ModelInfo info, Alias alias) {
    JsonObject sent = rewriting.apply(info, json("prompt", "fox", alias.from(), "value"));
    assertThat(sent).hasToString("{\"prompt\":\"fox\",\"" + alias.to() + "\":\"value\"}");
    assertThat(info.fields()).extracting(ModelInfo.Field::name).contains(alias.to());
    assertThat(reported)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.model()).isEqualTo(info.id());
              assertThat(notice.field()).contains(alias.from());
              assertThat(notice.replacement()).contains(alias.to());
              assertThat(notice.sunset()).isEqualTo(alias.sunset());
              assertThat(notice.migrationUrl()).isEqualTo(alias.migrationUrl());
            });
    assertThatThrownBy(() -> aliases(AliasPolicy.REJECT).apply(info, json(alias.from(), "value")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(alias.from() + " -> " + alias.to());
    assertThat(aliases(AliasPolicy.PASS_THROUGH).apply(info, json(alias.from(), "value")))
        .isEqualTo(json(alias.from(), "value"));
    assertThatThrownBy(
            () -> rewriting.apply(info, json(alias.from(), "value", alias.to(), "other")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("'" + alias.from() + "' is the old name of '" + alias.to() + "'");
  }

  @Test
  void rowsOfOtherModelsDoNotApply() {
    List<ModelInfo> all = DocumentCatalog.SHARED.all();
    for (ModelInfo info : all) {
      for (Alias alias : info.aliases()) {
        for (ModelInfo other : all) {
          if (other.aliases().stream().noneMatch(row -> row.from().equals(alias.from()))) {
            assertThat(rewriting.apply(other, json(alias.from(), "value")))
                .isEqualTo(json(alias.from(), "value"));
          }
        }
      }
    }
  }
}
