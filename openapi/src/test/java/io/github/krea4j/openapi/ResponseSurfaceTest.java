package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.openapi.ResponseSurface.Listed;
import io.github.krea4j.openapi.ResponseType.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseSurfaceTest {
  private static final String DOCUMENT =
      """
      /things/{id}:
        get:
          responses:
            200:
              content:
                application/json:
                  schema:
                    type: object
                    required: [id, image_url, title]
                    properties:
                      id: {type: string}
                      image_url: {type: string, format: uri}
                      title: {type: [string, 'null']}
                      made_at: {type: string}
                      scope: {enum: ['a {b}', c]}
                      public: {type: boolean}
                      owners: {additionalProperties: {type: object, required: [id], properties: {id: {type: integer}}}}
      """;

  private static final String LINES =
      """
      response Thing
        id: id() String required
        image_url: imageUrl() URI required
        title: title() String
        made_at: madeAt() Instant
        scope: scope() Scope {A_B="a {b}", C="c"}
        public: public_() Boolean
        owners: owners() Map<Owners>
      response Thing.Owners
        id: id() Long required
      """;

  @Test
  void accessorsAreListedWithTheirTypesAndWhetherTheyArePlain() {
    assertThat(SurfaceText.of(Documents.model(Documents.paths(DOCUMENT)))).endsWith("\n" + LINES);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ResponseSurface surface = ResponseSurface.parse(LINES);
    assertThat(surface.fields("Thing").get("image_url"))
        .isEqualTo(new Listed("imageUrl", "URI", true, List.of()));
    assertThat(surface.fields("Thing").get("title").promised()).isFalse();
    assertThat(surface.fields("Thing").get("scope").constants())
        .extracting(constant -> constant.value().asText())
        .containsExactly("a {b}", "c");
    assertThat(surface.fields("Thing").get("owners").type()).isEqualTo("Map<String, Owners>");
    assertThat(surface.fields("Thing.Owners")).containsOnlyKeys("id");
    assertThat(surface.fields("Other")).isEmpty();
  }

  @Test
  void linesWithoutAccessorsGiveNothingAway() {
    String older = "response Thing\n  id: String\n";
    assertThat(ResponseSurface.parse(older).fields("Thing")).isEmpty();
    assertThat(fields(older)).extractingByKey("id").extracting(Field::accessor).isEqualTo("id");
  }

  @Test
  void linesOfOtherPartsAreNoAccessors() {
    String text = LINES + "\n# retired: names\n  x: x() String\ninput A\n  y: y() String\n";
    assertThat(ResponseSurface.parse(text)).isEqualTo(ResponseSurface.parse(LINES));
  }

  @Test
  void listedAccessorKeepsItsNameAndWhetherItIsPlain() {
    Map<String, Field> fields =
        fields(
            """
            response Thing
              image_url: picture() URI
              title: imageUrl() String required
            """);
    assertThat(fields.get("image_url").accessor()).isEqualTo("picture");
    assertThat(fields.get("image_url").promised()).isFalse();
    assertThat(fields.get("title").accessor()).isEqualTo("imageUrl");
    assertThat(fields.get("title").promised()).isTrue();
  }

  @Test
  void newcomerTakesNoListedAccessor() {
    assertThat(fields("response Thing\n  title: id() String\n").get("id").accessor())
        .isEqualTo("id2");
  }

  @Test
  void typeThatCannotHoldWhatTheDocumentNowDescribesGives() {
    Map<String, Field> fields =
        fields("response Thing\n  public: public_() Instant\n  id: id() List<String> required\n");
    assertThat(fields.get("public").type()).isEqualTo("Boolean");
    assertThat(fields.get("id").type()).isEqualTo("String");
  }

  @Test
  void nestedClassKeepsItsName() {
    assertThat(fields("response Thing\n  owners: owners() Map<Person>\n").get("owners").type())
        .isEqualTo("Map<String, Person>");
  }

  private static Map<String, Field> fields(String surface) {
    ClientModel model =
        Documents.client(Documents.paths(DOCUMENT), Surface.parse(surface), new SpecWarnings());
    return model.responses().get(0).fields().stream()
        .collect(java.util.stream.Collectors.toMap(Field::wireName, field -> field));
  }
}
