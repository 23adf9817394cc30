package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.openapi.ApiInterface.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResponseTypesTest {
  private static final String THING =
      "{type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}";
  private static final String JOB =
      "{type: object, required: [job_id, status], properties: {job_id: {type: string},"
          + " status: {enum: [queued, running, completed]}, extra: {type: number}}}";

  @Test
  void readingOneThingNamesItAndWhatLooksAlikeIsIt() {
    Map<String, String> answers =
        answers("", "GET /things/{id}", THING, "PATCH /things/{id}", THING, "POST /things", THING);
    assertThat(answers.values()).containsOnly("Thing");
  }

  @Test
  void thingThatGrewAFieldInOnePlaceIsStillTheThing() {
    String grown = THING.replace("properties: {", "properties: {note: {type: string}, ");
    ClientModel model = model("", "GET /things/{id}", THING, "POST /things", grown);
    assertThat(answers(model)).containsEntry("POST /things", "Thing");
    assertThat(type(model, "Thing").fields())
        .extracting(ResponseType.Field::wireName)
        .containsExactlyInAnyOrder("id", "name", "note");
  }

  @Test
  void pageHoldsTheThing() {
    String page = "{type: object, properties: {items: {type: array, items: " + THING + "}}}";
    ClientModel model = model("", "GET /things/{id}", THING, "GET /things", page);
    assertThat(answers(model)).containsEntry("GET /things", "ThingPage");
    assertThat(type(model, "ThingPage").fields())
        .extracting(ResponseType.Field::type)
        .containsExactly("List<Thing>");
  }

  @Test
  void otherAnswersAreNamedAfterTheirOperation() {
    assertThat(answers("", "DELETE /things/{id}", "{properties: {success: {type: boolean}}}"))
        .containsEntry("DELETE /things/{id}", "DeleteThingResponse");
  }

  @Test
  void listedAnswerKeepsItsNameThoughItsModelIsGone() {
    String before = SurfaceText.of(model("", "GET /things/{id}", THING, "POST /things", THING));
    assertThat(answers(before, "POST /things", THING)).containsEntry("POST /things", "Thing");
  }

  @Test
  void whateverHasAJobIdAndAStatusIsTheJob() {
    ClientModel model =
        model(
            "",
            "GET /jobs/{id}",
            JOB,
            "POST /apps/{id}/run",
            "{type: array, items: " + JOB + "}",
            "GET /jobs",
            "{properties: {items: {type: array, items: " + JOB + "}}}");
    assertThat(answers(model))
        .containsEntry("GET /jobs/{id}", "Job")
        .containsEntry("POST /apps/{id}/run", "List<Job>")
        .containsEntry("GET /jobs", "JobPage");
    assertThat(type(model, "JobPage").fields())
        .extracting(ResponseType.Field::type)
        .containsExactly("List<Job>");
    assertThat(model.responses()).hasSize(1);
  }

  @Test
  void jobStatusesAreTheHandWrittenEnumWherever() {
    ClientModel model =
        model(
            "",
            "GET /jobs/{id}",
            JOB,
            "GET /apps/{id}",
            "{properties: {last: {enum: [queued, running, completed, newer]}}}");
    assertThat(type(model, "App").fields())
        .extracting(ResponseType.Field::type)
        .containsExactly("JobStatus");
  }

  @Test
  void otherObjectsAndEnumsAreNestedAndOpen() {
    ClientModel model =
        model(
            "",
            "GET /things/{id}",
            "{properties: {owner: {type: object, properties: {id: {}}}, scope: {enum: [a, b]}}}");
    assertThat(type(model, "Thing").nested())
        .extracting(ResponseType::name)
        .containsExactly("Owner");
    EnumType scope = type(model, "Thing").enums().get(0);
    assertThat(scope.name()).isEqualTo("Scope");
    assertThat(scope.open()).isTrue();
  }

  @Test
  void valueCalledUnknownTakesThePlaceOfOurs() {
    ClientModel model =
        model("", "GET /things/{id}", "{properties: {scope: {enum: [a, unknown]}}}");
    EnumType scope = type(model, "Thing").enums().get(0);
    assertThat(scope.open()).isFalse();
    assertThat(scope.constants()).extracting(EnumType.Constant::name).contains("UNKNOWN");
  }

  @Test
  void constantsOfAnswersAreNoEnums() {
    ClientModel model = model("", "GET /things/{id}", "{properties: {type: {const: object}}}");
    assertThat(type(model, "Thing").fields())
        .extracting(ResponseType.Field::type)
        .containsExactly("String");
  }

  @Test
  void scalarsHaveTheTypesThatTolerateMost() {
    ClientModel model =
        model(
            "",
            "GET /things/{id}",
            "{properties: {at: {type: string, format: date-time}, id: {type: string, format: uuid},"
                + " made_at: {type: string}, day_at: {type: string, format: date},"
                + " url: {type: string, format: uri}, urls: {type: array, items: {format: url, type: string}},"
                + " n: {type: number}, i: {type: integer}, b: {type: boolean}, any: {},"
                + " free: {type: object}, map: {additionalProperties: {type: number}},"
                + " nested: {type: array, items: {type: array, items: {type: string}}}}}");
    assertThat(type(model, "Thing").fields())
        .extracting(ResponseType.Field::type)
        .containsExactly(
            "Instant",
            "String",
            "Instant",
            "String",
            "URI",
            "List<URI>",
            "Number",
            "Long",
            "Boolean",
            "JsonElement",
            "JsonElement",
            "Map<String, Number>",
            "List<List<String>>");
  }

  @Test
  void answersWithoutJsonAreVoidOrBytes() {
    ClientModel model =
        Documents.model(
            Documents.paths(
                """
                /a: {get: {responses: {200: {description: none}}}}
                /b: {get: {responses: {200: {content: {image/png: {}}}}}}
                """));
    assertThat(answers(model))
        .containsEntry("GET /a", "Void")
        .containsEntry("GET /b", "ResponseBody");
  }

  @Test
  void resourceThatSoundsLikeAJavaTypeGetsAnotherName() {
    assertThat(answers("", "GET /objects/{id}", THING))
        .containsEntry("GET /objects/{id}", "ObjectResource");
  }

  @Test
  void errorsAreOneTypeWithTheFieldsOfAll() {
    ClientModel model =
        Documents.model(
            Documents.paths(
                """
                /a:
                  get:
                    responses:
                      400: {content: {application/json: {schema: {properties: {error: {type: string}}}}}}
                      422: {content: {application/json: {schema: {properties: {detail: {}}}}}}
                """));
    assertThat(type(model, "ErrorResponse").fields())
        .extracting(ResponseType.Field::wireName)
        .containsExactly("error", "detail");
  }

  private static ResponseType type(ClientModel model, String name) {
    return model.responses().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> answers(String before, String... operationsAndSchemas) {
    return answers(model(before, operationsAndSchemas));
  }

  private static Map<String, String> answers(ClientModel model) {
    Map<String, String> answers = new TreeMap<>();
    for (ApiInterface api : model.interfaces()) {
      for (Method method : api.methods()) {
        answers.put(method.operation().key(), method.answer());
      }
    }
    return answers;
  }

  private static ClientModel model(String before, String... operationsAndSchemas) {
    var document = Documents.yaml("paths: {}");
    List<String> list = List.of(operationsAndSchemas);
    for (int i = 0; i < list.size(); i += 2) {
      String[] methodAndPath = list.get(i).split(" ", 2);
      document
          .withObject("/paths")
          .withObjectProperty(methodAndPath[1])
          .withObjectProperty(methodAndPath[0].toLowerCase(Locale.ROOT))
          .withObjectProperty("responses")
          .withObjectProperty("200")
          .withObjectProperty("content")
          .withObjectProperty("application/json")
          .set("schema", Documents.schema(list.get(i + 1)));
    }
    return Documents.client(document, Surface.parse(before), new SpecWarnings());
  }
}
