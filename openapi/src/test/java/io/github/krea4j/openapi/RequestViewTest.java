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
        "{type: string} ~ @Nullable String ~ String ~ string(\"f\")",
        "{type: number} ~ @Nullable Number ~ Number ~ number(\"f\")",
        "{type: integer} ~ long ~ Long ~ integer(\"f\")",
        "{type: boolean} ~ boolean ~ Boolean ~ bool(\"f\")",
        "{enum: [a]} ~ @Nullable F ~ F ~ enumeration(\"f\", F.class)",
        "{type: object, properties: {a: {}}} ~ @Nullable FInput ~ FInput ~ object(\"f\", FInput.class)",
        "{type: array, items: {type: string}} ~ @Nullable List<String> ~ List<String>"
            + " ~ list(\"f\", String.class)",
        "{type: array, items: {type: array, items: {enum: [a]}}} ~ @Nullable List<List<F>>"
            + " ~ List<JsonElement> ~ list(\"f\", JsonElement.class)",
        "{type: object, additionalProperties: {type: number}} ~ @Nullable Map<String, Number>"
            + " ~ JsonElement ~ json(\"f\")",
        "{} ~ @Nullable Object ~ JsonElement ~ json(\"f\")",
      })
  void setterAndGetterHaveTheTypesOfTheField(
      String schema, String parameter, String type, String reader) {
    RequestView.Setter setter = only(schema);
    assertThat(setter.parameterType()).isEqualTo(parameter);
    assertThat(setter.body()).isEqualTo("set(\"f\", f)");
    assertThat(setter.getter()).extracting(RequestView.Getter::type).containsExactly(type);
    assertThat(setter.getter()).extracting(RequestView.Getter::body).containsExactly(reader);
  }

  @Test
  void enumOfNumbersTakesPlainNumbersToo() {
    assertThat(view("f: {type: number, enum: [5, 10]}", "").setters())
        .extracting(RequestView.Setter::parameterType)
        .containsExactly("@Nullable F", "@Nullable Number");
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
            "{from: presetStyles, to: styles, sunset_date: '2026-06-19'}",
            "{from: imageUrl, to: image_url}",
            "{from: gone, to: unknown}");
    assertThat(view.setters())
        .filteredOn(RequestView.Setter::deprecated)
        .singleElement()
        .satisfies(
            alias -> {
              assertThat(alias.name()).isEqualTo("presetStyles");
              assertThat(alias.parameterType()).isEqualTo("@Nullable List<String>");
              assertThat(alias.body()).isEqualTo("styles(presetStyles)");
              assertThat(alias.getter()).isEmpty();
              assertThat(alias.doc().replaceAll("\\s*\\n\\s*\\* ", " "))
                  .contains("@deprecated the service took the old name <code>presetStyles</code>")
                  .contains("until 2026-06-19; use {@link #styles(List)}.");
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

  private static RequestView.Setter only(String schema) {
    List<RequestView.Setter> setters = view("f: " + schema, "").setters();
    assertThat(setters).hasSize(1);
    return setters.get(0);
  }

  private static RequestView view(String properties, String required, String... aliases) {
    ClientModel model =
        Documents.model(
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
    return RequestView.of(Documents.request(model, "OneRequest"), "json");
  }
}
