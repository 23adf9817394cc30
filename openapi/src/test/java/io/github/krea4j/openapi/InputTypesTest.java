package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InputTypesTest {
  private static final String ID = "{id: {type: string}}";
  private static final String ID_AND_STRENGTH = "{id: {type: string}, strength: {type: number}}";
  private static final String URL = "{url: {type: string}}";

  @Test
  void objectsOfOneShapeShareATypeNamedLikeTheirField() {
    assertThat(types("", Map.of("a", ID, "b", ID)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("ARequest", "StyleInput", "BRequest", "StyleInput"));
  }

  @Test
  void mostFrequentShapeTakesThePlainName() {
    assertThat(types("", Map.of("a", URL, "b", ID, "c", ID)))
        .containsEntry("ARequest", "AStyleInput")
        .containsEntry("BRequest", "StyleInput");
  }

  @Test
  void equallyFrequentShapesGoByName() {
    assertThat(types("", Map.of("b", URL, "a", ID)))
        .containsEntry("ARequest", "StyleInput")
        .containsEntry("BRequest", "BStyleInput");
  }

  @Test
  void listedFieldKeepsItsTypeThoughItsShapeIsNowRare() {
    String before = surface(Map.of("a", ID));
    assertThat(types(before, Map.of("a", ID, "b", URL, "c", URL, "d", URL)))
        .containsEntry("ARequest", "StyleInput")
        .containsEntry("BRequest", "BStyleInput")
        .containsEntry("DRequest", "DStyleInput");
  }

  @Test
  void newcomerOfTheListedShapeSharesIt() {
    String before = surface(Map.of("b", ID));
    assertThat(types(before, Map.of("a", ID, "b", ID))).containsEntry("ARequest", "StyleInput");
  }

  @Test
  void removedOperationRenamesNoOthersType() {
    String before = surface(Map.of("a", ID, "b", ID, "c", URL));
    assertThat(types(before, Map.of("c", URL))).containsEntry("CRequest", "CStyleInput");
  }

  @Test
  void fieldAddedEverywhereLeavesTheName() {
    String before = surface(Map.of("a", ID, "b", ID));
    assertThat(types(before, Map.of("a", ID_AND_STRENGTH, "b", ID_AND_STRENGTH)))
        .containsEntry("ARequest", "StyleInput")
        .containsEntry("BRequest", "StyleInput");
  }

  @Test
  void fieldAddedInOnePlaceSplitsThatPlaceOff() {
    String before = surface(Map.of("a", ID, "b", ID, "c", ID));
    assertThat(types(before, Map.of("a", ID_AND_STRENGTH, "b", ID_AND_STRENGTH, "c", ID)))
        .containsEntry("ARequest", "AStyleInput")
        .containsEntry("BRequest", "BStyleInput")
        .containsEntry("CRequest", "StyleInput");
  }

  @Test
  void boundsAndRequiredNamesMakeNoOtherType() {
    ClientModel model =
        model(
            "",
            Map.of(
                "a", "{s: {type: number, minimum: 0}}\n  required: [s]",
                "b", "{s: {type: number, minimum: 1}}"));
    RequestType input = Documents.request(model, "StyleInput");
    assertThat(input.fields().get(0).required()).isFalse();
    assertThat(input.fields().get(0).schema().facets().bounds()).isEmpty();
  }

  @Test
  void differentConstantsMakeDifferentTypes() {
    assertThat(types("", Map.of("a", "{type: {const: x}}", "b", "{type: {const: y}}")))
        .containsEntry("ARequest", "StyleInput")
        .containsEntry("BRequest", "BStyleInput");
  }

  @Test
  void objectInsideAnObjectIsNamedAfterBoth() {
    String nested = "{config: {type: object, properties: {zoom: {type: number}}}}";
    ClientModel model = model("", Map.of("a", nested));
    assertThat(Documents.request(model, "StyleInput").fields().get(0).type())
        .isEqualTo(new FieldType.Input("StyleConfigInput"));
    assertThat(Documents.request(model, "StyleConfigInput").fields()).hasSize(1);
  }

  private static String surface(Map<String, String> shapes) {
    return SurfaceText.of(model("", shapes));
  }

  /** The type of the field {@code styles} by request type. */
  private static Map<String, String> types(String before, Map<String, String> shapes) {
    Map<String, String> types = new TreeMap<>();
    for (RequestType request : model(before, shapes).requests()) {
      Optional<String> styles =
          request.fields().stream()
              .filter(field -> field.wireName().equals("styles"))
              .findFirst()
              .flatMap(field -> field.type().input());
      styles.ifPresent(type -> types.put(request.name(), type));
    }
    return types;
  }

  private static ClientModel model(String before, Map<String, String> shapes) {
    ObjectNode document = Documents.yaml("paths: {}");
    shapes.forEach(
        (name, properties) ->
            document
                .withObject("/paths")
                .set(
                    "/generate/image/acme/" + name,
                    Documents.schema(
                        """
                        post:
                          requestBody:
                            content:
                              application/json:
                                schema:
                                  type: object
                                  properties:
                                    styles:
                                      type: array
                                      items:
                                        type: object
                                        properties: %s
                        """
                            .formatted(properties.replace("\n", "\n              ")))));
    return Documents.client(document, Surface.parse(before), new SpecWarnings());
  }
}
