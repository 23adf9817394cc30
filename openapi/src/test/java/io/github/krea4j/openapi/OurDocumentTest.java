package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.krea4j.openapi.ApiInterface.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What must hold for the whole document, whichever one lies in the module. */
class OurDocumentTest {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "delete", "patch", "head", "options");

  private final JsonNode document = Documents.ours();
  private final ClientModel model =
      Documents.client(document, Documents.ourSurface(), new SpecWarnings());

  @Test
  void everyOperationHasExactlyOneMethod() {
    List<String> operations = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    assertThat(methods().stream().map(method -> method.operation().key()))
        .containsExactlyInAnyOrderElementsOf(operations);
    assertThat(methods()).extracting(Method::name).doesNotHaveDuplicates();
  }

  @Test
  void everyFieldOfEveryBodyHasASetterAndNoneIsInvented() {
    for (RequestType request : model.requests()) {
      request
          .operation()
          .ifPresent(
              operation ->
                  assertThat(request.fields())
                      .as(request.name())
                      .extracting(RequestType.Field::wireName)
                      .containsExactlyInAnyOrderElementsOf(fieldNames(operation)));
    }
  }

  private List<JsonNode> catalog() throws IOException {
    try (MappingIterator<JsonNode> lines =
        new ObjectMapper().readerFor(JsonNode.class).readValues(Catalog.of(model))) {
      return lines.readAll();
    }
  }

  @Test
  void everyAliasRowIsInTheCatalog() throws IOException {
    int rows = 0;
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        rows += operation.path("x-krea-deprecated-field-aliases").size();
      }
    }
    int listed = 0;
    for (JsonNode entry : catalog()) {
      listed += entry.path("aliases").size();
    }
    assertThat(listed).isEqualTo(rows);
  }

  @Test
  void everyGenerationIsInTheCatalogUnderItsId() throws IOException {
    Set<String> generations = new TreeSet<>();
    model.requests().stream()
        .filter(RequestType::generation)
        .forEach(request -> generations.add(request.name()));
    Set<String> listed = new TreeSet<>();
    for (JsonNode entry : catalog()) {
      if (!entry.has("id")) {
        continue;
      }
      listed.add(entry.path("requestType").asText());
      assertThat(entry.path("path").asText()).endsWith("/" + entry.path("id").asText());
      assertThat(entry.path("title").asText()).isNotEmpty();
    }
    assertThat(listed).isEqualTo(generations).isNotEmpty();
  }

  @Test
  void everySubmitAnswersWithTheJob() {
    for (Method method : methods()) {
      if (method.request().filter(RequestType::generation).isPresent()) {
        assertThat(method.answer()).as(method.name()).isEqualTo("Job");
      }
    }
  }

  @Test
  void typeNamesAreUniqueHoweverTheFileSystemSeesThem() {
    List<String> names = new ArrayList<>();
    model.requests().forEach(type -> names.add(type.name().toLowerCase(Locale.ROOT)));
    model.responses().forEach(type -> names.add(type.name().toLowerCase(Locale.ROOT)));
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void orderOfTheDocumentChangesNothing() {
    ObjectNode reversed = document.deepCopy();
    List<Map.Entry<String, JsonNode>> paths = new ArrayList<>(document.path("paths").properties());
    Collections.reverse(paths);
    ObjectNode turned = reversed.putObject("paths");
    paths.forEach(path -> turned.set(path.getKey(), path.getValue()));
    for (Surface surface : List.of(Surface.none(), Documents.ourSurface())) {
      ClientModel straight = Documents.client(document, surface, new SpecWarnings());
      ClientModel other = Documents.client(reversed, surface, new SpecWarnings());
      assertThat(SurfaceText.of(other)).isEqualTo(SurfaceText.of(straight));
      assertThat(Catalog.of(other)).isEqualTo(Catalog.of(straight));
    }
  }

  @Test
  void anyOneOperationCanGoWithoutRenamingAnother() {
    Map<String, String> before = blocks(SurfaceText.of(model));
    Surface committed = Documents.surfaceOf(model);
    for (Method gone : methods()) {
      ObjectNode without = document.deepCopy();
      Operation operation = gone.operation();
      without
          .withObject("/paths")
          .withObjectProperty(operation.path())
          .remove(operation.method().toLowerCase(Locale.ROOT));
      String after = SurfaceText.of(Documents.client(without, committed, new SpecWarnings()));
      Map<String, String> remaining = new TreeMap<>(before);
      remaining.remove(operation.key());
      assertThat(blocks(after)).as("without " + operation.key()).isEqualTo(remaining);
    }
  }

  private List<Method> methods() {
    return model.interfaces().stream().flatMap(api -> api.methods().stream()).toList();
  }

  private static Set<String> fieldNames(Operation operation) {
    return ((Schema.Struct) operation.body().orElseThrow().schema().shape()).properties().keySet();
  }

  /** The blocks of the operations in a surface file, by operation. */
  private static Map<String, String> blocks(String surface) {
    Map<String, String> blocks = new TreeMap<>();
    for (String block : surface.split(Surface.RETIRED, 2)[0].split("\n\n", -1)) {
      if (block.contains(" -> ")) {
        blocks.put(block.substring(0, block.indexOf(" -> ")), block.strip());
      }
    }
    return blocks;
  }
}
