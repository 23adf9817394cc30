package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestViewTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{type: string} ~ String ~ String ~ read(\"f\", String.class)",
        "{type: string, format: uri} ~ String & URI ~ String ~ read(\"f\", String.class)",
        "{type: number} ~ Number ~ Number ~ read(\"f\", Number.class)",
        "{type: integer} ~ Number ~ Number ~ read(\"f\", Number.class)",
        "{type: boolean} ~ Boolean ~ Boolean ~ read(\"f\", Boolean.class)",
        "{enum: [a]} ~ F & String ~ F ~ read(\"f\", F.class)",
        "{type: number, enum: [5]} ~ F & Number ~ F ~ read(\"f\", F.class)",
        "{type: object, properties: {a: {}}} ~ FInput ~ FInput ~ read(\"f\", FInput.class)",
        "{type: array, items: {type: string}} ~ List<String> & String... ~ List<String>"
            + " ~ list(\"f\", String.class)",
        "{type: array, items: {type: string, format: uri}} ~ List<String> & String... &"
            + " Collection<URI> & URI... ~ List<String> ~ list(\"f\", String.class)",
        "{type: array, items: {enum: [a]}} ~ List<F> & F... & Collection<String> & String..."
            + " ~ List<F> ~ list(\"f\", F.class)",
        "{type: array, items: {type: array, items: {enum: [a]}}} ~ List<List<F>>"
            + " ~ List<JsonElement> ~ list(\"f\", JsonElement.class)",
        "{type: object, additionalProperties: {type: number}} ~ Map<String, Number>"
            + " ~ JsonElement ~ raw(\"f\")",
        "{type: object} ~ Map<String, ?> ~ JsonElement ~ raw(\"f\")",
        "{} ~ JsonElement ~ JsonElement ~ raw(\"f\")",
        "{anyOf: [{type: string}, {type: object, properties: {a: {}}}]} ~ String & FInput"
            + " ~ String ~ read(\"f\", String.class)",
        "{type: [number, string, 'null']} ~ Number & String ~ Number ~ read(\"f\", Number.class)",
        "{oneOf: [{type: string}, {type: array, items: {type: string}}]}"
            + " ~ String & List<String> & String... ~ String ~ read(\"f\", String.class)",
        "{type: array, items: {anyOf: [{type: string}, {type: object, properties: {a: {}}}]}}"
            + " ~ List<String> & String... & Collection<FInput> & FInput... ~ List<String>"
            + " ~ list(\"f\", String.class)",
      })
  void settersAndGetterHaveTheTypesOfTheField(
      String schema, String parameters, String type, String reader) {
    List<RequestView.Setter> setters = view("f: " + schema, "").setters();
    assertThat(setters)
        .extracting(RequestView.Setter::parameterType)
        .containsExactlyElementsOf(List.of(parameters.split(" & ")));
    assertThat(setters).extracting(RequestView.Setter::body).containsOnly("set(\"f\", f)");
    RequestView.Setter last = setters.get(setters.size() - 1);
    assertThat(last.getter()).extracting(RequestView.Getter::type).containsExactly(type);
    assertThat(last.getter()).extracting(RequestView.Getter::body).containsExactly(reader);
    assertThat(setters.subList(0, setters.size() - 1))
        .allSatisfy(setter -> assertThat(setter.getter()).isEmpty());
  }

  @Test
  void fieldNamedAsAUrlTakesOneWhateverItsFormat() {
    assertThat(view("cover_url: {type: string}", "").setters())
        .extracting(RequestView.Setter::parameterType)
        .containsExactly("String", "URI");
  }

  @Test
  void requiredFieldsOfObjectsInsideAreListedByTheirPath() {
    assertThat(
            view(
                    """
                    styles:
                      type: array
                      items: {type: object, required: [id], properties: {id: {type: string}}}
                    camera:
                      type: object
                      properties:
                        config:
                          {type: object, required: [zoom], properties: {zoom: {type: number}}}
                    """,
                    "styles")
                .required())
        .isEqualTo("{\"styles\", \"styles[].id\", \"camera.config.zoom\"}");
  }

  @Test
  void closedVariantsAreListedAndOpenOnesAreNot() {
    String variants =
        "{anyOf: [{%1$sproperties: {type: {const: a}, uri: {type: string}}},"
            + " {%1$sproperties: {type: {const: b}, image: {type: string}}}]}";
    assertThat(input(variants.formatted("additionalProperties: false, ")).variants())
        .isEqualTo("{{\"type\", \"uri\"}, {\"type\", \"image\"}}");
    assertThat(input(variants.formatted("")).variants()).isEmpty();
  }

  @Test
  void requiredConstantsAreSetByTheConstructorAndOthersAreNot() {
    RequestView view =
        view("model: {const: Reimagine}\nflag: {const: true}\nmode: {const: pro}", "model, flag");
    assertThat(view.constants())
        .containsExactly(
            new RequestView.Constant("\"model\"", "Model.REIMAGINE"),
            new RequestView.Constant("\"flag\"", "true"));
    assertThat(view.constructorDoc()).contains("but the constants that the service requires");
  }

  @Test
  void requiredFieldsAreListed() {
    assertThat(view("a: {}\nb: {}\nc: {}", "a, c").required()).isEqualTo("{\"a\", \"c\"}");
    assertThat(view("a: {}", "").required()).isEmpty();
  }

  @Test
  void oldNameThatIsMoreThanASpellingHasASetter() {
    RequestView view =
        view(
            "styles: {type: array, items: {type: string}}\nimage_url: {type: string}",
            "",
            "{from: presetStyles, to: styles, sunset_date: '2026-11-25'}",
            "{from: imageUrl, to: image_url}",
            "{from: gone, to: unknown}");
    assertThat(view.setters())
        .filteredOn(RequestView.Setter::deprecated)
        .hasSize(2)
        .first()
        .satisfies(
            alias -> {
              assertThat(alias.name()).isEqualTo("presetStyles");
              assertThat(alias.parameterType()).isEqualTo("List<String>");
              assertThat(alias.body()).isEqualTo("styles(presetStyles)");
              assertThat(alias.getter()).isEmpty();
              assertThat(alias.doc().replaceAll("\\s*\\n\\s*\\* ", " "))
                  .contains("@deprecated the service took the old name <code>presetStyles</code>")
                  .contains("until 2026-11-25; use {@link #styles(List)}.");
            });
  }

  @Test
  void commentTellsTitleModelPricesAndDuration() {
    String doc = view("a: {}", "").doc();
    assertThat(doc)
        .contains(" * A generation with One: the model <code>image/acme/one</code>.")
        .contains(" * <caption>Prices</caption>")
        .contains(" * <p>Average duration: about 7 seconds.");
  }

  @Test
  void oldNameWhoseDayIsOverHasNoSetter() {
    RequestView view =
        view(
            "styles: {type: array, items: {type: string}}",
            "",
            "{from: presetStyles, to: styles, sunset_date: '2026-11-24'}");
    assertThat(view.setters()).extracting(RequestView.Setter::name).containsOnly("styles");
  }

  @Test
  void oldNameWithoutADayKeepsItsSetter() {
    RequestView view =
        view(
            "styles: {type: array, items: {type: string}}", "", "{from: presetStyles, to: styles}");
    assertThat(view.setters()).extracting(RequestView.Setter::name).contains("presetStyles");
  }

  @Test
  void commentOfAnObjectInsideTellsWhereItGoes() {
    assertThat(input("{type: object, properties: {a: {}}}").doc())
        .isEqualTo("/** Goes into the field <code>f</code> of {@link OneRequest}. */");
  }

  private static RequestView input(String schema) {
    ClientModel model = model("f: " + schema, "");
    return model.view(Documents.request(model, "FInput"), "json");
  }

  private static RequestView view(String properties, String required, String... aliases) {
    ClientModel model = model(properties, required, aliases);
    return model.view(Documents.request(model, "OneRequest"), "json");
  }

  private static ClientModel model(String properties, String required, String... aliases) {
    return Documents.model(
        Documents.paths(
            """
                /generate/image/acme/one:
                  post:
                    summary: One
                    description: "Fast.\\n| Compute Units | Average Completion Time |\\n| 3 | 7 s |"
                    x-krea-deprecated-field-aliases: [%s]
                    requestBody:
                      content:
                        application/json:
                          schema:
                            type: object
                            required: [%s]
                            properties:
                %s
                """
                .formatted(String.join(", ", aliases), required, properties.indent(14))));
  }
}
