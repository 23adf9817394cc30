package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.krea4j.openapi.RequestType.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small changes to a whole document, as a refresh may bring them: each test says what changes in
 * the generated sources, and that nothing else does.
 */
class PatchedDocumentTest {
  private static final String BODY =
      """
      post:
        tags: [%s]
        summary: New
        requestBody:
          content: {application/json: {schema: {type: object, properties: {prompt: {}}}}}
        responses:
          200:
            content:
              application/json:
                schema:
                  type: object
                  required: [job_id, status]
                  properties: {job_id: {type: string}, status: {type: string}}
      """;

  private final ObjectNode document = Documents.frozen();
  private final Surface surface = Documents.surfaceOf(Documents.model(document));
  private final SpecWarnings warnings = new SpecWarnings();
  private final ClientModel before = model(document);
  private final Map<String, Object> sourcesBefore = sources(before);

  @Test
  void operationRemoved() {
    RequestType gone = anyGeneration(type -> type.fields().stream().allMatch(this::isScalar));
    document.withObject("/paths").remove(gone.operation().orElseThrow().path());
    ClientModel after = assertDifference(Set.of(apiOf(gone), gone.name()), Set.of(), Set.of());
    RequestType kept = Documents.request(after, gone.name());
    assertThat(kept.retired()).contains(Retirement.in(Documents.RELEASE));
    assertThat(methods(after, kept)).isEqualTo(methods(before, gone));
    assertThat(after.view(kept, "json").doc())
        .contains(" * @deprecated the service has withdrawn this model: ");
  }

  @Test
  void everyModelRemovedKeepsItsMethods() {
    List<RequestType> models = before.requests().stream().filter(RequestType::generation).toList();
    String last = models.get(models.size() - 1).operation().orElseThrow().path();
    models.stream()
        .map(model -> model.operation().orElseThrow().path())
        .filter(path -> !path.equals(last))
        .forEach(path -> document.withObject("/paths").remove(path));
    ClientModel after = model(document);
    assertThat(after.requests()).hasSameSizeAs(before.requests());
    assertThat(before.requests())
        .allSatisfy(
            type ->
                assertThat(methods(after, Documents.request(after, type.name())))
                    .isEqualTo(methods(before, type)));
    Surface next = Documents.surfaceOf(after);
    assertThat(
            SurfaceText.of(
                ClientModel.of(document, next, Release.of("9.0.0", "2030-01-01"), warnings)))
        .isEqualTo(SurfaceText.of(after));
  }

  /** Name, parameter and result of each method, in order. */
  private static List<String> methods(ClientModel model, RequestType type) {
    List<String> methods = new ArrayList<>();
    for (RequestView.Setter setter : model.view(type, "json").setters()) {
      methods.add(setter.name() + "(" + setter.parameterType() + ")");
      setter.getter().forEach(getter -> methods.add(getter.type() + " " + getter.name() + "()"));
    }
    type.enums().forEach(each -> methods.add(each.toString()));
    return methods;
  }

  @Test
  void operationAddedFirst() {
    addFirst("/generate/image/acme/brand-new", BODY.formatted("Any"));
    assertDifference(Set.of("ImageApi"), Set.of("BrandNewRequest"), Set.of());
  }

  @Test
  void newcomerWithATakenNameGetsItsVendorEvenIfItComesFirst() {
    RequestType taken = anyGeneration(type -> !type.name().matches(".*[0-9].*"));
    String segment = lastSegment(taken);
    addFirst("/generate/other/acme/" + segment, BODY.formatted("Other"));
    assertDifference(
        Set.of(), Set.of("Acme" + Words.pascal(segment) + "Request", "OtherApi"), Set.of());
  }

  @Test
  void lastSegmentThatStartsWithADigit() {
    addFirst("/generate/image/acme/9000", BODY.formatted("Other"));
    assertDifference(Set.of("ImageApi"), Set.of("Acme9000Request"), Set.of());
  }

  @ParameterizedTest
  @CsvSource({"3d, Api3d", "audio, AudioApi"})
  void newCategory(String category, String api) {
    addFirst("/generate/" + category + "/acme/brand-new", BODY.formatted("Any"));
    assertDifference(Set.of(), Set.of("BrandNewRequest", api), Set.of());
  }

  @Test
  void fieldAddedToTheJobInOnePlaceOnly() {
    ((ObjectNode) anyJob().path("properties")).set("position", Documents.schema("type: integer"));
    assertDifference(Set.of(), Set.of(), Set.of());
  }

  @Test
  void newJobStatus() {
    ((ArrayNode) anyJob().path("properties").path("status").path("enum")).add("rewinding");
    assertDifference(Set.of(), Set.of(), Set.of());
  }

  @Test
  void enumGrown() {
    RequestType type = anyGeneration(each -> each.fields().stream().anyMatch(this::isPlainEnum));
    Field field = type.fields().stream().filter(this::isPlainEnum).findFirst().orElseThrow();
    ((ArrayNode) properties(type).path(field.wireName()).path("enum")).add("brand-new");
    ClientModel after = assertDifference(Set.of(type.name()), Set.of(), Set.of());
    EnumType grown = Documents.request(after, type.name()).enumOf(field).orElseThrow();
    assertThat(grown.constants()).extracting(EnumType.Constant::name).endsWith("BRAND_NEW");
  }

  @Test
  void requiredFieldAdded() {
    RequestType type = anyGeneration(each -> true);
    addField(type, "brand_new", "{type: string}");
    ((ArrayNode) schema(type).path("required")).add("brand_new");
    ClientModel after = assertDifference(Set.of(type.name()), Set.of(), Set.of());
    assertThat(after.view(Documents.request(after, type.name()), "json").required())
        .contains(", \"brand_new\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{type: string} ~ String ~ read(\"odd\", String.class)",
        "{type: integer, maximum: 9007199254740991} ~ Number ~ read(\"odd\", Number.class)",
        "{anyOf: [{type: string}, {type: object}]} ~ Map<String, ?> ~ read(\"odd\", String.class)",
        "{type: array, items: {anyOf: [{type: string}, {type: object}]}}"
            + " ~ Collection<Map<String, ?>> ~ list(\"odd\", String.class)",
        "{type: array, prefixItems: [{}]} ~ JsonElement ~ raw(\"odd\")",
        "{$ref: '#/components/schemas/Tree'} ~ JsonElement... ~ list(\"odd\", JsonElement.class)",
        "{$ref: '#/components/schemas/Name'} ~ String ~ read(\"odd\", String.class)",
        "{type: object, patternProperties: {a: {}}} ~ JsonElement ~ raw(\"odd\")",
      })
  void fieldAdded(String schema, String setter, String getter) {
    ObjectNode schemas = document.withObject("/components/schemas");
    schemas.set("Name", Documents.schema("type: string"));
    schemas.set(
        "Tree", Documents.schema("{type: array, items: {$ref: '#/components/schemas/Tree'}}"));
    RequestType type = anyGeneration(each -> true);
    addField(type, "odd", schema);
    ClientModel after = assertDifference(Set.of(type.name()), Set.of(), Set.of());
    RequestView.Setter last = lastSetter(after, type, "odd");
    assertThat(last.parameterType()).isEqualTo(setter);
    assertThat(last.getter().get(0).body()).isEqualTo(getter);
  }

  @Test
  void fieldThatIsAnObjectInParts() {
    RequestType type = anyGeneration(each -> true);
    addField(
        type,
        "odd",
        "{allOf: [{properties: {a: {type: string}}}, {properties: {b: {type: boolean}}}]}");
    ClientModel after = assertDifference(Set.of(type.name()), Set.of("OddInput"), Set.of());
    assertThat(Documents.request(after, "OddInput").fields())
        .extracting(Field::wireName)
        .containsExactly("a", "b");
  }

  @Test
  void fieldNamedClass() {
    RequestType type = anyGeneration(each -> true);
    addField(type, "class", "{type: string}");
    ClientModel after = assertDifference(Set.of(type.name()), Set.of(), Set.of());
    assertThat(lastSetter(after, type, "class_").body()).isEqualTo("set(\"class\", class_)");
  }

  @Test
  void unknownKeywordsAndExtensionsChangeNothing() {
    RequestType type = anyGeneration(each -> true);
    operation(type).putObject("x-krea-pricing").put("type", "fixed");
    schema(type).put("x-krea-visible-when", true).put("maxProperties", 40);
    assertDifference(Set.of(), Set.of(), Set.of());
    assertThat(warnings.messages())
        .anyMatch(
            message -> message.endsWith("keyword \"maxProperties\" is not understood; ignored"));
  }

  @Test
  void tagsTakenAwayChangeNothing() {
    for (JsonNode path : document.path("paths")) {
      path.forEach(operation -> ((ObjectNode) operation).remove("tags"));
    }
    assertDifference(Set.of(), Set.of(), Set.of());
  }

  @Test
  void bodiesMovedToComponentsChangeNothing() {
    ObjectNode schemas = document.withObject("/components/schemas");
    for (RequestType type : before.requests()) {
      if (type.operation().isPresent()) {
        schemas.set(type.name(), schema(type));
        ((ObjectNode) mediaType(type))
            .putObject("schema")
            .put("$ref", "#/components/schemas/" + type.name());
      }
    }
    assertDifference(Set.of(), Set.of(), Set.of());
  }

  @Test
  void operationDeprecated() {
    RequestType type = anyGeneration(each -> true);
    operation(type).put("deprecated", true);
    ClientModel after = assertDifference(Set.of(type.name(), apiOf(type)), Set.of(), Set.of());
    RequestView view = after.view(Documents.request(after, type.name()), "json");
    assertThat(view.deprecated()).isTrue();
    assertThat(view.doc()).contains(" * @deprecated ");
  }

  @Test
  void documentInYaml() throws IOException {
    JsonNode yaml = DocumentLoader.parse(new YAMLMapper().writeValueAsString(document));
    assertThat(sources(model(yaml))).isEqualTo(sourcesBefore);
  }

  private boolean isScalar(Field field) {
    return field.type().input().isEmpty();
  }

  private boolean isPlainEnum(Field field) {
    return field.schema().shape() instanceof Schema.Choice choice
        && choice.kind() == Schema.ChoiceKind.TEXT
        && field.schema().facets().constant().isEmpty();
  }

  private RequestType anyGeneration(Predicate<RequestType> condition) {
    return before.requests().stream()
        .filter(RequestType::generation)
        .filter(type -> type.fields().stream().anyMatch(Field::required))
        .filter(condition)
        .findFirst()
        .orElseThrow();
  }

  private String apiOf(RequestType type) {
    return before.interfaces().stream()
        .filter(api -> type.operation().orElseThrow().path().startsWith(api.path() + "/"))
        .map(ApiInterface::name)
        .findFirst()
        .orElseThrow();
  }

  private static String lastSegment(RequestType type) {
    String path = type.operation().orElseThrow().path();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private ObjectNode operation(RequestType type) {
    Operation operation = type.operation().orElseThrow();
    return (ObjectNode)
        document
            .path("paths")
            .path(operation.path())
            .path(operation.method().toLowerCase(Locale.ROOT));
  }

  private JsonNode mediaType(RequestType type) {
    return operation(type).path("requestBody").path("content").iterator().next();
  }

  private ObjectNode schema(RequestType type) {
    return (ObjectNode) mediaType(type).path("schema");
  }

  private ObjectNode properties(RequestType type) {
    return (ObjectNode) schema(type).path("properties");
  }

  private void addField(RequestType type, String name, String schema) {
    properties(type).set(name, Documents.schema(schema));
  }

  private ObjectNode anyJob() {
    Operation operation = anyGeneration(each -> true).operation().orElseThrow();
    return (ObjectNode)
        document
            .path("paths")
            .path(operation.path())
            .path("post")
            .path("responses")
            .path("200")
            .path("content")
            .path("application/json")
            .path("schema");
  }

  private void addFirst(String path, String item) {
    Map<String, JsonNode> paths = new LinkedHashMap<>();
    paths.put(path, Documents.schema(item));
    document.path("paths").properties().forEach(old -> paths.put(old.getKey(), old.getValue()));
    document.putObject("paths").setAll(paths);
  }

  private static RequestView.Setter lastSetter(ClientModel model, RequestType type, String name) {
    return model.view(Documents.request(model, type.name()), "json").setters().stream()
        .filter(setter -> setter.name().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private ClientModel model(JsonNode patched) {
    return Documents.client(patched, surface, warnings);
  }

  /** What would be printed, by the name of the source file. */
  private static Map<String, Object> sources(ClientModel model) {
    Map<String, Object> sources = new TreeMap<>();
    model.interfaces().forEach(api -> sources.put(api.name(), ApiView.of(api, "model")));
    model.requests().forEach(type -> sources.put(type.name(), model.view(type, "json")));
    model.responses().forEach(type -> sources.put(type.name(), ResponseView.of(type, "json")));
    return sources;
  }

  /** Which sources the patched document changes, adds and takes away. */
  private record Difference(Set<String> changed, Set<String> added, Set<String> removed) {}

  private Difference difference(ClientModel after) {
    Map<String, Object> now = sources(after);
    Set<String> changed = new TreeSet<>(now.keySet());
    changed.retainAll(sourcesBefore.keySet());
    changed.removeIf(name -> now.get(name).equals(sourcesBefore.get(name)));
    Set<String> added = new TreeSet<>(now.keySet());
    added.removeAll(sourcesBefore.keySet());
    Set<String> removed = new TreeSet<>(sourcesBefore.keySet());
    removed.removeAll(now.keySet());
    return new Difference(changed, added, removed);
  }

  private ClientModel assertDifference(
      Set<String> changed, Set<String> added, Set<String> removed) {
    ClientModel after = model(document);
    assertThat(difference(after)).isEqualTo(new Difference(changed, added, removed));
    return after;
  }
}
