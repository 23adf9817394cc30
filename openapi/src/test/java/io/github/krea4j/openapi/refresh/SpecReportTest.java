package io.github.krea4j.openapi.refresh;

import static io.github.krea4j.openapi.refresh.Documents.at;
import static io.github.krea4j.openapi.refresh.Documents.body;
import static io.github.krea4j.openapi.refresh.Documents.diff;
import static io.github.krea4j.openapi.refresh.Documents.field;
import static io.github.krea4j.openapi.refresh.Documents.list;
import static io.github.krea4j.openapi.refresh.Documents.model;
import static io.github.krea4j.openapi.refresh.Documents.operation;
import static io.github.krea4j.openapi.refresh.Documents.paths;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SpecReportTest {
  private static final String FLUX = "image/bfl/flux-1-dev";
  private static final List<String> LOST =
      List.of(
          "AssetsApi.deleteAsset(String)",
          "Flux1DevRequest.Mode.PRO = \"pro.x\"",
          "Flux1DevRequest.seed(Number)",
          "Number Flux1DevRequest.seed()");

  private static SpecReport report(Consumer<ObjectNode> patch, String... warnings) {
    return SpecReport.of(
        diff(patch),
        "https://example.com/openapi.json",
        new GeneratorRules.Outcome(LOST, List.of(warnings), List.of()));
  }

  private static void patch(ObjectNode tree) {
    ObjectNode added = model(tree, FLUX).deepCopy();
    added.put("summary", "Hum");
    added.remove("x-krea-deprecated-field-aliases");
    ObjectNode fields = at(body(added), "/properties");
    fields.retain("prompt", "seed");
    paths(tree).putObject("/generate/audio/acme/hum-1").set("post", added);
    paths(tree).putObject("/usage").putObject("get").put("summary", "Read the use");
    paths(tree).remove("/generate/image/bfl/flux-1-kontext-dev");
    ((ObjectNode) paths(tree).get("/assets/{id}")).remove("delete");
    field(tree, FLUX, "width").put("maximum", 2048);
    field(tree, FLUX, "height").put("default", 768);
    at(tree, "/info").put("version", "v2");
    operation(tree, "get", "/jobs").put("summary", "Other words");
  }

  @Test
  void text() {
    assertThat(TextReport.of(report(SpecReportTest::patch, "POST /x request: prefixItems")))
        .isEqualTo(
            """
            Document: https://example.com/openapi.json
            Before: 72 operations, 56 of them models. Now: 72 operations, 56 of them models.
            Breaks source compatibility: AssetsApi, Flux1DevRequest
            Breaks wire compatibility: DELETE /assets/{id}, image/bfl/flux-1-kontext-dev, image/bfl/flux-1-dev

            What programs no longer find (4)
              [breaks source] AssetsApi.deleteAsset(String)
              [breaks source] Flux1DevRequest.Mode.PRO = "pro.x"
              [breaks source] Flux1DevRequest.seed(Number)
              [breaks source] Number Flux1DevRequest.seed()

            Models removed (1)
              [breaks wire] image/bfl/flux-1-kontext-dev: Flux Kontext

            Models added (1)
              [new] audio/acme/hum-1: Hum; fields prompt (required), seed

            Models changed (1)
              image/bfl/flux-1-dev
                [breaks wire] request.width: maximum 2368 -> 2048
                [changed] request.height: default 1024 -> 768

            Operations removed (1)
              [breaks wire] DELETE /assets/{id}: Remove an asset

            Operations added (1)
              [new] GET /usage: Read the use

            The document as a whole (1)
              [changed] info.version: v1 -> v2

            What the generator cannot express (1)
              POST /x request: prefixItems

            Wording alone (descriptions, summaries, examples) differs in 1 operation and is not listed.
            """);
  }

  @Test
  void markdown() {
    assertThat(MarkdownReport.of(report(SpecReportTest::patch, "POST /x request: prefixItems")))
        .isEqualTo(
            """
            # The next OpenAPI document

            - Document: `https://example.com/openapi.json`
            - Before: 72 operations, 56 of them models. Now: 72 operations, 56 of them models.
            - Breaks source compatibility: `AssetsApi`, `Flux1DevRequest`
            - Breaks wire compatibility: `DELETE /assets/{id}`, `image/bfl/flux-1-kontext-dev`, `image/bfl/flux-1-dev`

            ## What programs no longer find (4)

            - **breaks source** `AssetsApi.deleteAsset(String)`
            - **breaks source** `Flux1DevRequest.Mode.PRO = "pro.x"`
            - **breaks source** `Flux1DevRequest.seed(Number)`
            - **breaks source** `Number Flux1DevRequest.seed()`

            ## Models removed (1)

            - **breaks wire** `image/bfl/flux-1-kontext-dev`: `Flux Kontext`

            ## Models added (1)

            - new `audio/acme/hum-1`: `Hum; fields prompt (required), seed`

            ## Models changed (1)

            - `image/bfl/flux-1-dev`
              - **breaks wire** `request.width`: `maximum 2368 -> 2048`
              - changed `request.height`: `default 1024 -> 768`

            ## Operations removed (1)

            - **breaks wire** `DELETE /assets/{id}`: `Remove an asset`

            ## Operations added (1)

            - new `GET /usage`: `Read the use`

            ## The document as a whole (1)

            - changed `info.version`: `v1 -> v2`

            ## What the generator cannot express (1)

            - `POST /x request: prefixItems`

            Wording alone (descriptions, summaries, examples) differs in 1 operation and is not listed.
            """);
  }

  @Test
  void noDifferenceIsSaidSo() {
    DocumentDiff none = DocumentDiff.of(Documents.current(), Documents.current());
    assertThat(
            TextReport.of(
                SpecReport.of(
                    none,
                    "next.json",
                    new GeneratorRules.Outcome(List.of(), List.of(), List.of()))))
        .isEqualTo(
            """
            Document: next.json
            Before: 72 operations, 56 of them models. Now: 72 operations, 56 of them models.
            No difference in facts.
            Breaks source compatibility: none
            Breaks wire compatibility: none
            """);
  }

  @Test
  void changeThatManyOperationsShareIsSaidOnce() {
    SpecReport report =
        report(
            tree -> {
              for (String id : List.of("flux-1-dev", "flux-1-kontext-dev", "flux-1.1-pro")) {
                addStatus(model(tree, "image/bfl/" + id));
              }
              addStatus(operation(tree, "get", "/jobs/{id}"));
              field(tree, FLUX, "width").put("maximum", 2048);
            });
    assertThat(TextReport.of(report))
        .endsWith(
            """

            Models changed (1)
              image/bfl/flux-1-dev
                [breaks wire] request.width: maximum 2368 -> 2048

            Changed alike in several operations (1)
              4 operations: image/bfl/flux-1-dev, image/bfl/flux-1-kontext-dev, image/bfl/flux-1.1-pro, GET /jobs/{id}
                [new] response 200.status: enum value "paused" added
            """);
  }

  private static void addStatus(ObjectNode operation) {
    JsonNode status = Documents.answer(operation).path("properties").path("status");
    ArrayNode values = list(status, "/enum");
    values.add("paused");
  }

  @Test
  void namesFromTheDocumentCannotSteerTerminalOrMarkup() {
    SpecReport report =
        report(tree -> model(tree, FLUX).put("summary", "`` @all\n# \u001b[31m<b>"));
    assertThat(TextReport.of(report)).contains("    [changed] title: Flux -> `` @all?# ?[31m<b>\n");
    assertThat(MarkdownReport.of(report))
        .contains("  - changed `title`: ```Flux -> `` @all?# ?[31m<b>```\n");
  }
}
