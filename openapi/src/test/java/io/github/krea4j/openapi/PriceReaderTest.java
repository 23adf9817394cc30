package io.github.krea4j.openapi;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceReaderTest {
  private static final String FIELDS =
      """
      prompt: {type: string}
      mode: {type: string, enum: [std, pro]}
      resolution: {type: string, enum: [1K, 4K]}
      duration: {type: number, enum: [5, 10]}
      generate_audio: {type: boolean}
      has_lora: {type: boolean}
      styles: {type: array, items: {type: object, properties: {id: {type: string}}}}
      multi_prompt: {type: array, items: {type: object, properties: {duration: {type: number}}}}
      character_reference_images: {type: array, items: {type: string, format: uri}}
      video_reference: {type: object, properties: {url: {type: string, format: uri}}}
      """;

  private final SpecWarnings warnings = new SpecWarnings();

  @ParameterizedTest
  @CsvSource({
    "Mode, std, pro, TEXT mode []",
    "Resolution, 1K, 4K, TEXT resolution []",
    "Duration, 5s, 10s, NUMBER duration [multi_prompt]",
    "Audio, Yes, No, FLAG generate_audio []",
    "LoRA, Yes, No, 'FLAG has_lora [styles, multi_prompt]'",
    "Character Reference, Yes, No, PRESENT character_reference_images []",
    "Video Reference, Yes, No, PRESENT video_reference []",
    "hasVideoReference, true, false, PRESENT video_reference []",
    "characterReferenceImageCount, 0, 1, COUNT character_reference_images []",
    "Character Reference Images, 0, 1, COUNT character_reference_images []",
    "Model, Standard, Standard, FIXED  []",
    "Tier, gold, silver, UNKNOWN  []",
    "Audio, low, high, UNKNOWN  []",
    "Count, 1, 2, UNKNOWN  []",
    "#, 1, 2, UNKNOWN  []",
    "Pixels, 1, 99999999999, UNKNOWN  []",
  })
  void columnIsSetByTheFieldThatItSpeaksOf(String heading, String one, String two, String column) {
    String table =
        "| %s | Compute Units |\n|---|---|\n| %s | 1 |\n| %s | 2 |".formatted(heading, one, two);
    assertThat(columns(table)).isEqualTo(column);
  }

  @Test
  void aCountWithoutAFieldOfItsNameIsThatOfTheOnlyListThatHoldsSoMany() {
    String table = "| Reference Images | Compute Units |\n|-|-|\n| 0 | 1 |\n| 3 | 4 |";
    String list = "pictures: {type: array, maxItems: %d, items: {type: string, format: uri}}\n";
    assertThat(columns(table, list.formatted(3))).isEqualTo("COUNT pictures []");
    assertThat(columns(table, list.formatted(4))).isEqualTo("UNKNOWN  []");
    assertThat(columns(table, list.formatted(3) + list.formatted(3).replace("pictures", "films")))
        .isEqualTo("UNKNOWN  []");
  }

  @ParameterizedTest
  @CsvSource({
    "Compute Units, compute units",
    "Credits, credits",
    "Price (USD), USD",
    "Cost in US dollars, USD",
  })
  void unitIsWhatTheHeadingNames(String heading, String unit) {
    assertThat(read("| %s |\n|---|\n| 5 |".formatted(heading), FIELDS).unit()).isEqualTo(unit);
  }

  @Test
  void cellsAreGivenWithoutUnitsAndAveragesAreToldApart() {
    assertThat(
            rows(
                """
                | Mode | Audio | Duration | Average Completion Time | Compute Units |
                |------|-------|----------|-------------------------|---------------|
                | std | No | 5s | 3 s | 60.1 |
                | - | Yes | 10s | 9 s | ~1,204 |
                """))
        .isEqualTo("[std, false, 5] 60.1; [, true, 10] ~1204");
    assertThat(warnings.remarks()).isEmpty();
  }

  @Test
  void aFigureThatCannotBeReadIsRemarkedAndLeavesAGap() {
    assertThat(
            rows(
                """
                | Duration | Compute Units |
                |----------|---------------|
                | 5s | 60 |
                | 10s | on request |
                | 15s |
                | long | 80 |
                """))
        .isEqualTo("[5] 60; [10] ?; [15] ?; [] ?");
    assertThat(warnings.remarks())
        .containsExactly(
            "POST /generate/image/acme/one: its price [10s] \"on request\" is not understood",
            "POST /generate/image/acme/one: its price [15s] \"\" is not understood",
            "POST /generate/image/acme/one: its price [long] \"80\" is not understood");
    assertThat(warnings.messages()).isEmpty();
    warnings.failIfAny();
  }

  @Test
  void extensionCountsBeforeTheTable() {
    PriceList list =
        read(
            "| Compute Units |\n|---|\n| 5 |",
            FIELDS,
            """
            type: fixed
            currency: USD
            unit: request
            price_points:
            - {amount: '0.15', dimensions: {resolution: 1K, k2BillingTier: a}}
            - {amount: 0.3, dimensions: {resolution: 4K, hasVideoReference: true, k2BillingTier: b}}
            """);
    assertThat(list.unit()).isEqualTo("USD");
    assertThat(list.source()).hasValue("x-krea-pricing");
    assertThat(describe(list))
        .isEqualTo("TEXT resolution []; UNKNOWN  []; PRESENT video_reference []");
    assertThat(describeRows(list)).isEqualTo("[1K, a, ] 0.15; [4K, b, true] 0.3");
    assertThat(warnings.remarks())
        .containsExactly(
            "POST /generate/image/acme/one: its price depends on \"k2BillingTier\", which no field"
                + " of the request is known to set");
  }

  @ParameterizedTest
  @CsvSource({"metered, USD, request", "fixed, USD, second", "fixed, '', request"})
  void pricesOfAnotherKindAreRemarkedAndLeftOut(String type, String currency, String unit) {
    String pricing = "type: %s\ncurrency: '%s'\nunit: %s\nprice_points: [{amount: 1}]\n";
    assertThat(find("", FIELDS, pricing.formatted(type, currency, unit))).isEmpty();
    assertThat(warnings.remarks()).hasSize(1);
  }

  @Test
  void aSmallAmountIsReadWhetherNumberOrText() {
    PriceList list =
        read("", FIELDS, "currency: USD\nprice_points: [{amount: 0.00007}, {amount: '0.00008'}]\n");
    assertThat(describeRows(list)).isEqualTo("[] 0.00007; [] 0.00008");
  }

  @Test
  void descriptionWithoutPricesGivesNoList() {
    assertThat(find("| Size | Speed |\n|---|---|\n| 1 | 2 |", FIELDS, "")).isEmpty();
  }

  private String columns(String table) {
    return columns(table, FIELDS);
  }

  private String columns(String table, String fields) {
    return describe(read(table, fields, ""));
  }

  private String rows(String table) {
    return describeRows(read(table, FIELDS, ""));
  }

  private PriceList read(String description, String fields) {
    return read(description, fields, "");
  }

  private PriceList read(String description, String fields, String pricing) {
    return find(description, fields, pricing).orElseThrow();
  }

  private Optional<PriceList> find(String description, String fields, String pricing) {
    String path = "/generate/image/acme/one";
    String document =
        path
            + ":\n  post:\n    description: |\n"
            + ("Text.\n\n" + description).indent(6)
            + (pricing.isEmpty() ? "" : "    x-krea-pricing:\n" + pricing.indent(6))
            + "    requestBody:\n      content:\n        application/json:\n          schema:\n"
            + "            type: object\n            properties:\n"
            + fields.indent(14);
    ClientModel model = Documents.client(Documents.paths(document), Surface.none(), warnings);
    return Optional.ofNullable(model.prices().get(path));
  }

  private static String describe(PriceList list) {
    return list.columns().stream()
        .map(column -> column.kind() + " " + column.field() + " " + column.unclearWith())
        .collect(joining("; "));
  }

  private static String describeRows(PriceList list) {
    return list.rows().stream()
        .map(
            row ->
                row.values()
                    + (row.average() ? " ~" : " ")
                    + row.amount().map(BigDecimal::toPlainString).orElse("?"))
        .collect(joining("; "));
  }
}
