package io.github.krea4j.openapi.refresh;

import static io.github.krea4j.openapi.refresh.Documents.answer;
import static io.github.krea4j.openapi.refresh.Documents.at;
import static io.github.krea4j.openapi.refresh.Documents.body;
import static io.github.krea4j.openapi.refresh.Documents.diff;
import static io.github.krea4j.openapi.refresh.Documents.drop;
import static io.github.krea4j.openapi.refresh.Documents.field;
import static io.github.krea4j.openapi.refresh.Documents.lines;
import static io.github.krea4j.openapi.refresh.Documents.list;
import static io.github.krea4j.openapi.refresh.Documents.model;
import static io.github.krea4j.openapi.refresh.Documents.operation;
import static io.github.krea4j.openapi.refresh.Documents.paths;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A whole document against itself with one small change: the report is that change and no other.
 */
class DocumentDiffTest {
  private static final String FLUX = "image/bfl/flux-1-dev";
  private static final String KLING = "video/kling/kling-1";

  private static void assertChanges(Consumer<ObjectNode> patch, String... expected) {
    assertThat(lines(diff(patch))).containsExactly(expected);
  }

  @Test
  void sameDocumentHasNoDifference() {
    DocumentDiff diff = DocumentDiff.of(Documents.current(), Documents.current());
    assertThat(diff.isEmpty()).isTrue();
    assertThat(lines(diff)).isEmpty();
  }

  @Test
  void modelRemoved() {
    assertChanges(tree -> paths(tree).remove("/generate/" + FLUX), "removed " + FLUX);
  }

  @Test
  void modelAdded() {
    assertChanges(
        tree ->
            paths(tree)
                .putObject("/generate/audio/acme/hum-1")
                .set("post", model(tree, FLUX).deepCopy()),
        "added audio/acme/hum-1");
  }

  @Test
  void operationRemoved() {
    assertChanges(
        tree -> ((ObjectNode) paths(tree).get("/jobs/{id}")).remove("delete"),
        "removed DELETE /jobs/{id}");
  }

  @Test
  void operationAdded() {
    assertChanges(
        tree -> paths(tree).putObject("/usage").putObject("get").putObject("responses"),
        "added GET /usage");
  }

  @Test
  void orderOfOperationsIsNoFact() {
    assertChanges(
        tree -> {
          List<Map.Entry<String, JsonNode>> all = new ArrayList<>(paths(tree).properties());
          all.forEach(path -> paths(tree).remove(path.getKey()));
          Collections.reverse(all);
          all.forEach(path -> paths(tree).set(path.getKey(), path.getValue()));
          // JSON trees are equal in any order: something else must tell them apart
          tree.put("x-order", "reversed");
        },
        "[changed] x-order: added");
  }

  @Test
  void optionalFieldAdded() {
    assertChanges(
        tree ->
            at(body(model(tree, FLUX)), "/properties")
                .putObject("grain")
                .put("type", "integer")
                .put("minimum", 1)
                .put("default", 3)
                .put("description", "How rough the picture is."),
        FLUX + " [new] request.grain: added, optional integer, minimum 1, default 3");
  }

  @Test
  void requiredFieldAdded() {
    assertChanges(
        tree -> {
          at(body(model(tree, FLUX)), "/properties").putObject("grain").put("type", "string");
          body(model(tree, FLUX)).withArray("required").add("grain");
        },
        FLUX + " [breaks wire] request.grain: added, required string");
  }

  @Test
  void fieldOfClosedBodyRemoved() {
    assertChanges(
        tree -> at(body(model(tree, FLUX)), "/properties").remove("steps"),
        FLUX + " [breaks wire] request.steps: removed");
  }

  @Test
  void fieldOfOpenBodyRemoved() {
    assertChanges(
        tree ->
            at(body(operation(tree, "patch", "/styles/{id}")), "/properties").remove("cover_url"),
        "PATCH /styles/{id} [changed] request.cover_url: removed");
  }

  @Test
  void fieldOfNestedObjectAdded() {
    assertChanges(
        tree -> {
          ObjectNode item = at(field(tree, FLUX, "styles"), "/items");
          at(item, "/properties").putObject("layer").put("type", "string");
          item.withArray("required").add("layer");
        },
        FLUX + " [breaks wire] request.styles[].layer: added, required string");
  }

  @Test
  void fieldBecomesRequired() {
    assertChanges(
        tree -> body(model(tree, FLUX)).withArray("required").add("width"),
        FLUX + " [breaks wire] request.width: now required");
  }

  @Test
  void fieldBecomesOptional() {
    assertChanges(
        tree -> drop(body(model(tree, FLUX)).withArray("required"), "prompt"),
        FLUX + " [new] request.prompt: no longer required");
  }

  @Test
  void typeChanged() {
    assertChanges(
        tree -> field(tree, FLUX, "prompt").put("type", "integer"),
        FLUX + " [breaks wire] request.prompt: type string -> integer");
  }

  @Test
  void typeWidenedToAnother() {
    assertChanges(
        tree -> field(tree, FLUX, "steps").put("type", "number"),
        FLUX + " [new] request.steps: type integer -> number");
  }

  @Test
  void nullNoLongerAllowed() {
    assertChanges(
        tree -> field(tree, FLUX, "image_url").put("type", "string"),
        FLUX + " [breaks wire] request.image_url: type string or null -> string");
  }

  @Test
  void nullAllowed() {
    assertChanges(
        tree -> field(tree, FLUX, "prompt").putArray("type").add("null").add("string"),
        FLUX + " [new] request.prompt: type string -> string or null");
  }

  @Test
  void boundsNarrowed() {
    assertChanges(
        tree -> field(tree, FLUX, "width").put("minimum", 640).put("maximum", 2048),
        FLUX + " [breaks wire] request.width: maximum 2368 -> 2048",
        FLUX + " [breaks wire] request.width: minimum 512 -> 640");
  }

  @Test
  void boundsWidened() {
    assertChanges(
        tree -> field(tree, FLUX, "width").put("minimum", 256).remove("maximum"),
        FLUX + " [new] request.width: maximum 2368 removed",
        FLUX + " [new] request.width: minimum 512 -> 256");
  }

  @Test
  void boundAdded() {
    assertChanges(
        tree -> field(tree, FLUX, "seed").put("maximum", 9007199254740991L),
        FLUX + " [breaks wire] request.seed: maximum 9007199254740991 added");
  }

  @Test
  void formatOfInputAdded() {
    assertChanges(
        tree -> field(tree, FLUX, "prompt").put("format", "uri"),
        FLUX + " [breaks wire] request.prompt: format \"uri\" added");
  }

  @Test
  void numbersCompareByValue() {
    assertChanges(
        tree -> {
          field(tree, FLUX, "width").put("maximum", 2368.0);
          field(tree, FLUX, "steps").put("default", 26);
        },
        FLUX + " [changed] request.steps: default 25 -> 26");
  }

  @Test
  void defaultChanged() {
    assertChanges(
        tree -> field(tree, FLUX, "seed").put("default", 1513805061L),
        FLUX + " [changed] request.seed: default 3317551338 -> 1513805061");
  }

  @Test
  void defaultRemoved() {
    assertChanges(
        tree -> field(tree, FLUX, "strength").remove("default"),
        FLUX + " [changed] request.strength: default 1 removed");
  }

  @Test
  void fieldDeprecated() {
    assertChanges(
        tree -> field(tree, FLUX, "seed").put("deprecated", true),
        FLUX + " [changed] request.seed: now deprecated");
  }

  @Test
  void enumGrown() {
    assertChanges(
        tree ->
            list(field(tree, "video/google/veo-3.1", "aspect_ratio"), "/enum")
                .add("1:1")
                .add("4:3"),
        "video/google/veo-3.1 [new] request.aspect_ratio: enum values \"1:1\", \"4:3\" added");
  }

  @Test
  void enumShrunk() {
    assertChanges(
        tree -> list(field(tree, "video/google/veo-3.1", "aspect_ratio"), "/enum").remove(0),
        "video/google/veo-3.1 [breaks wire] request.aspect_ratio:"
            + " enum value \"16:9\" removed");
  }

  @Test
  void orderOfEnumIsNoFact() {
    assertChanges(
        tree -> {
          ArrayNode values = list(field(tree, "video/google/veo-3.1", "aspect_ratio"), "/enum");
          values.add(values.remove(0));
          values.add("1:1");
        },
        "video/google/veo-3.1 [new] request.aspect_ratio: enum value \"1:1\" added");
  }

  @Test
  void unionOfConstantsGrown() {
    assertChanges(
        tree ->
            list(field(tree, KLING, "duration"), "/anyOf")
                .addObject()
                .put("type", "number")
                .put("const", 15),
        KLING + " [new] request.duration: enum value 15 added");
  }

  @Test
  void freeTextBecomesEnum() {
    assertChanges(
        tree -> field(tree, FLUX, "prompt").putArray("enum").add("a").add("b"),
        FLUX + " [breaks wire] request.prompt: enum of \"a\", \"b\" added");
  }

  @Test
  void constChanged() {
    String hailuo = "video/minimax/hailuo-2.3";
    String old = field(Documents.current().tree(), hailuo, "model").get("const").toString();
    assertChanges(
        tree -> field(tree, hailuo, "model").put("const", "other"),
        hailuo + " [breaks wire] request.model: const " + old + " -> \"other\"");
  }

  @Test
  void variantAdded() {
    assertChanges(
        tree -> {
          ObjectNode variant = list(field(tree, KLING, "camera_control"), "/oneOf").addObject();
          variant
              .put("type", "object")
              .putObject("properties")
              .putObject("type")
              .put("type", "string")
              .put("const", "orbit");
        },
        KLING + " [new] request.camera_control<orbit>: variant added, object, with type");
  }

  @Test
  void variantRemoved() {
    assertChanges(
        tree -> list(field(tree, KLING, "camera_control"), "/oneOf").remove(0),
        KLING + " [breaks wire] request.camera_control<simple>: variant removed");
  }

  @Test
  void fieldInsideVariantChanged() {
    assertChanges(
        tree ->
            at(
                    list(field(tree, KLING, "camera_control"), "/oneOf").get(0),
                    "/properties/config/properties/zoom")
                .put("maximum", 5),
        KLING + " [breaks wire] request.camera_control<simple>.config.zoom: maximum 10 -> 5");
  }

  @Test
  void enumThatTellsVariantsApartGrown() {
    assertChanges(
        tree ->
            list(body(operation(tree, "post", "/styles/train")), "/oneOf/0/properties/model/enum")
                .add("krea_2"),
        "POST /styles/train [new] request<flux_dev>.model: enum value \"krea_2\" added");
  }

  @Test
  void closedBodyOpened() {
    assertChanges(
        tree -> body(model(tree, FLUX)).remove("additionalProperties"),
        FLUX + " [new] request: now accepts unknown fields");
  }

  @Test
  void unknownKeywordAdded() {
    assertChanges(
        tree -> field(tree, FLUX, "styles").putArray("prefixItems").addObject().put("type", "null"),
        FLUX + " [changed] request.styles: keyword prefixItems added");
  }

  @Test
  void aliasRowAdded() {
    assertChanges(
        tree ->
            list(model(tree, FLUX), "/x-krea-deprecated-field-aliases")
                .addObject()
                .put("from", "stepCount")
                .put("to", "steps")
                .put("sunset_date", "2026-12-01")
                .put("reason", "Shorter."),
        FLUX + " [new] alias stepCount -> steps: added, sunset 2026-12-01");
  }

  @Test
  void aliasRowsRemoved() {
    assertChanges(
        tree -> {
          ArrayNode rows = list(model(tree, FLUX), "/x-krea-deprecated-field-aliases");
          drop(rows, "imageUrl");
          drop(rows, "presetStyles");
        },
        FLUX + " [breaks wire] alias imageUrl -> image_url: removed",
        FLUX + " [breaks wire] alias presetStyles -> styles: removed");
  }

  @Test
  void aliasRowChanged() {
    assertChanges(
        tree ->
            at(model(tree, FLUX), "/x-krea-deprecated-field-aliases/0")
                .put("sunset_date", "2027-01-31"),
        FLUX + " [changed] alias imageUrl -> image_url: sunset_date 2026-06-19 -> 2027-01-31");
  }

  @Test
  void extensionsTakeOneLineForEachOperation() {
    assertChanges(
        tree -> {
          model(tree, FLUX).putObject("x-krea-pricing").put("type", "fixed");
          field(tree, FLUX, "width").put("x-krea-visible-when", "advanced");
        },
        FLUX + " [changed] extensions: x-krea-pricing added, x-krea-visible-when added");
  }

  @Test
  void responseFieldAdded() {
    assertChanges(
        tree ->
            at(answer(operation(tree, "get", "/jobs/{id}")), "/properties")
                .putObject("cost_usd")
                .put("type", "number"),
        "GET /jobs/{id} [new] response 200.cost_usd: added, optional number");
  }

  @Test
  void responseFieldRemoved() {
    assertChanges(
        tree -> at(answer(operation(tree, "get", "/assets/{id}")), "/properties").remove("width"),
        "GET /assets/{id} [breaks wire] response 200.width: removed");
  }

  @Test
  void responseFieldNoLongerPromised() {
    assertChanges(
        tree ->
            drop(answer(operation(tree, "get", "/assets/{id}")).withArray("required"), "image_url"),
        "GET /assets/{id} [changed] response 200.image_url: no longer required");
  }

  @Test
  void responseTimeBecomesPlainText() {
    assertChanges(
        tree ->
            at(answer(operation(tree, "get", "/assets/{id}")), "/properties/uploaded_at")
                .remove("format"),
        "GET /assets/{id} [changed] response 200.uploaded_at: format \"date-time\" removed");
  }

  @Test
  void responseTypeChanged() {
    assertChanges(
        tree ->
            at(answer(operation(tree, "get", "/jobs/{id}")), "/properties/result/properties/urls")
                .put("type", "object")
                .remove("items"),
        "GET /jobs/{id} [breaks wire] response 200.result.urls:"
            + " type array of string -> object");
  }

  @Test
  void responseStatusAddedAndRemoved() {
    assertChanges(
        tree -> {
          at(model(tree, FLUX), "/responses").remove("402");
          at(model(tree, FLUX), "/responses").putObject("410").put("description", "Gone.");
        },
        FLUX + " [new] response 410: added",
        FLUX + " [changed] response 402: removed");
  }

  @Test
  void optionalParameterAddedTakesAnArgument() {
    assertChanges(
        tree -> {
          ObjectNode parameter =
              operation(tree, "get", "/assets").withArray("parameters").addObject();
          parameter
              .put("in", "query")
              .put("name", "kind")
              .putObject("schema")
              .put("type", "string");
        },
        "GET /assets [new] query kind: added, optional string");
  }

  @Test
  void parameterRemoved() {
    assertChanges(
        tree -> drop(list(operation(tree, "get", "/jobs"), "/parameters"), "types"),
        "GET /jobs [changed] query types: removed");
  }

  @Test
  void parameterNarrowed() {
    assertChanges(
        tree ->
            at(list(operation(tree, "get", "/jobs"), "/parameters").get(1), "/schema")
                .put("maximum", 100),
        "GET /jobs [breaks wire] query limit: maximum 1000 -> 100");
  }

  @Test
  void bodyOfAnotherMediaType() {
    assertChanges(
        tree -> {
          ObjectNode content = at(model(tree, FLUX), "/requestBody/content");
          content.set("multipart/form-data", content.get("application/json").deepCopy());
        },
        FLUX + " [new] request: body of multipart/form-data added");
  }

  @Test
  void operationDeprecated() {
    assertChanges(
        tree -> model(tree, FLUX).put("deprecated", true),
        FLUX + " [changed] operation: now deprecated");
  }

  @Test
  void titleOfModelIsAFact() {
    assertChanges(
        tree -> model(tree, FLUX).put("summary", "Flux Classic"),
        FLUX + " [changed] title: Flux -> Flux Classic");
  }

  @Test
  void firstTagChanged() {
    assertChanges(
        tree -> model(tree, FLUX).putArray("tags").add("Krea"),
        FLUX + " [changed] tag: Image -> Krea");
  }

  @Test
  void rowOfPriceTableChanged() {
    assertChanges(
        tree ->
            model(tree, FLUX)
                .put(
                    "description",
                    model(tree, FLUX).get("description").asText().replace("~7 s", "~9 s")),
        FLUX + " [changed] table: row removed: | ~3 | ~7 seconds |",
        FLUX + " [changed] table: row added: | ~3 | ~9 seconds |");
  }

  @Test
  void factsOfTheDocumentAsAWhole() {
    assertChanges(
        tree -> {
          drop(list(tree, "/tags"), "Krea");
          list(tree, "/tags").addObject().put("name", "Audio");
          at(tree, "/info").put("version", "v2");
          at(tree, "/servers/0").put("url", "https://api.example.com");
          at(tree, "/components/securitySchemes/bearerAuth").put("scheme", "basic");
        },
        "[changed] info.version: v1 -> v2",
        "[changed] tag Krea: removed",
        "[new] tag Audio: added",
        "[changed] securitySchemes: changed",
        "[changed] servers: changed");
  }

  @Test
  void wordingAloneIsNoFact() {
    assertChanges(
        tree -> {
          model(tree, FLUX).put("description", "Other words.\n\n" + tableOf(model(tree, FLUX)));
          field(tree, FLUX, "width").put("description", "Other words.").put("title", "Width");
          at(model(tree, FLUX), "/responses/400").put("description", "Other words.");
          at(model(tree, KLING), "/requestBody/content/application~1json")
              .putObject("example")
              .put("prompt", "Other words.");
          at(model(tree, "image/bfl/flux-1-kontext-dev"), "/x-krea-deprecated-field-aliases/0")
              .put("reason", "Other words.");
          operation(tree, "get", "/jobs").put("summary", "Other words");
          at(tree, "/info").put("description", "Other words.");
        },
        "reworded 4");
  }

  private static String tableOf(ObjectNode operation) {
    String description = operation.get("description").asText();
    return description.substring(description.indexOf('|'));
  }

  @Test
  void fieldCalledDescriptionIsAFact() {
    assertChanges(
        tree ->
            at(
                    operation(tree, "post", "/assets"),
                    "/requestBody/content/multipart~1form-data/schema/properties")
                .remove("description"),
        "POST /assets [changed] request.description: removed");
  }

  @Test
  void referencesInsteadOfInlineSchemasAreNoFact() {
    assertChanges(
        tree -> {
          ObjectNode components = at(tree, "/components");
          components.putObject("schemas").set("Flux", body(model(tree, FLUX)).deepCopy());
          components
              .putObject("responses")
              .set("Bad", at(model(tree, FLUX), "/responses/400").deepCopy());
          at(model(tree, FLUX), "/requestBody/content/application~1json")
              .putObject("schema")
              .put("$ref", "#/components/schemas/Flux");
          at(model(tree, FLUX), "/responses")
              .putObject("400")
              .put("$ref", "#/components/responses/Bad");
          at(components, "/schemas/Flux/properties/width").put("maximum", 2048);
        },
        FLUX + " [breaks wire] request.width: maximum 2368 -> 2048");
  }

  @Test
  void recursiveSchemasAreCompared() throws UnusableDocumentException {
    SpecDocument before = recursive("Children.");
    SpecDocument after = recursive("The ones below.");
    assertThat(lines(DocumentDiff.of(before, before))).isEmpty();
    assertThat(lines(DocumentDiff.of(before, after))).containsExactly("reworded 1");
  }

  private static SpecDocument recursive(String description) throws UnusableDocumentException {
    return SpecDocument.parse(
        """
        openapi: 3.1.0
        paths:
          /tree:
            get:
              responses:
                "200":
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Tree"}
        components:
          schemas:
            Tree:
              type: object
              properties:
                children:
                  type: array
                  items: {$ref: "#/components/schemas/Tree"}
                  description: %s
        """
            .formatted(description));
  }
}
