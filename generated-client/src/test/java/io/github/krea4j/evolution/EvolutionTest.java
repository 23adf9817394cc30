package io.github.krea4j.evolution;

import static japicmp.model.JApiCompatibilityChangeType.METHOD_ABSTRACT_NOW_DEFAULT;
import static japicmp.model.JApiCompatibilityChangeType.METHOD_ADDED_TO_INTERFACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChangeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service changes its document, and programs go on: one compiled against the client of a
 * document is run, as it is, with the client of a later one, and the two clients are compared as
 * japicmp sees them.
 */
class EvolutionTest {
  /** What breaks those who implement an interface: Retrofit alone does. */
  private static final Set<JApiCompatibilityChangeType> OF_IMPLEMENTERS =
      Set.of(METHOD_ADDED_TO_INTERFACE, METHOD_ABSTRACT_NOW_DEFAULT);

  private static final String JOB =
      "{200: {content: {application/json: {schema: {type: object, required: [job_id, status],"
          + " properties: {job_id: {type: string}, status: {type: string}}}}}}}";

  private static final String MODEL =
      """
      /generate/image/acme/%s:
        post:
          tags: [Image]
          parameters: [{in: header, name: X-Webhook-URL, schema: {type: string}}]
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  additionalProperties: false
                  required: [prompt]
                  properties:
                    prompt: {type: string}
                    size: {type: string, enum: [1K, 2K]}
                    ratio: {type: string, enum: ['1:1', '16:9']}
                    start: {type: string, format: uri}
                    seconds: {type: number, enum: [5, 10]}
                    steps: {type: integer}
                    look: {type: string}
                    styles:
                      type: array
                      items:
                        type: object
                        required: [id]
                        properties: {id: {type: string}, strength: {type: number}}
          responses: %s
      """;

  private static final String TWO = MODEL.formatted("two", JOB).indent(2);
  private static final String CURSOR = "{in: query, name: cursor, schema: {type: string}}, ";

  private static final String BEFORE =
      "openapi: 3.1.0\npaths:\n"
          + MODEL.formatted("one", JOB).indent(2)
          + TWO
          + """
            /jobs:
              get:
                tags: [General]
                parameters: [%s{in: query, name: limit, schema: {type: integer}}]
                responses: %s
          """
              .formatted(CURSOR, JOB);

  private static final String PROGRAM =
      """
      import io.github.krea4j.api.ImageApi;
      import io.github.krea4j.api.JobsApi;
      import io.github.krea4j.model.Job;
      import io.github.krea4j.model.OneRequest;
      import io.github.krea4j.model.OneRequest.Ratio;
      import io.github.krea4j.model.OneRequest.Seconds;
      import io.github.krea4j.model.OneRequest.Size;
      import io.github.krea4j.model.StyleInput;
      import io.github.krea4j.model.TwoRequest;
      import java.net.URI;
      import java.util.List;
      import retrofit2.Retrofit;
      import retrofit2.converter.gson.GsonConverterFactory;

      public final class Program {
        public static String run(String url) throws Exception {
          OneRequest one =
              new OneRequest()
                  .prompt("a fox")
                  .size(Size.SIZE_1K)
                  .ratio(Ratio.RATIO_16_9)
                  .start("https://example.org/1.png")
                  .seconds(Seconds.SECONDS_5)
                  .steps(25)
                  .look("raw")
                  .styles(new StyleInput().id("s").strength(0.8));
          String start = one.start();
          Size size = one.size();
          Ratio ratio = one.ratio();
          Seconds seconds = one.seconds();
          Number steps = one.steps();
          String look = one.look();
          List<StyleInput> styles = one.styles();
          one.start(URI.create("https://example.org/2.png")).ratio("21:9").seconds(7).size("4K");
          String two = new TwoRequest().prompt("gone").size(TwoRequest.Size.SIZE_2K).toJson() + "";
          Retrofit retrofit =
              new Retrofit.Builder()
                  .baseUrl(url)
                  .addConverterFactory(GsonConverterFactory.create())
                  .build();
          Job first = retrofit.create(ImageApi.class).one(one, "https://hook").execute().body();
          Job second =
              retrofit.create(ImageApi.class).two(new TwoRequest(), null).execute().body();
          Job third = retrofit.create(JobsApi.class).listJobs("c", 5L).execute().body();
          return String.join(" ", start, size + "", ratio + "", seconds + "", steps + "", look,
              styles + "", one.toJson() + "", two, first.id(), second.id(), third.id());
        }
      }
      """;

  private static final String LINES =
      "https://example.org/1.png 1K 16:9 5 25 raw [StyleInput{\"id\":\"s\",\"strength\":0.8}]"
          + " {\"prompt\":\"a fox\",\"size\":\"4K\",\"ratio\":\"21:9\",\"start\":"
          + "\"https://example.org/2.png\",\"seconds\":7,\"steps\":25,\"look\":\"raw\",\"styles\":"
          + "[{\"id\":\"s\",\"strength\":0.8}]} {\"prompt\":\"gone\",\"size\":\"2K\"} j1 j2 j3";

  @TempDir static Path folder;

  private static CompiledClient before;
  private static Path program;

  @TempDir Path later;

  @BeforeAll
  static void compile() throws IOException {
    before = CompiledClient.of(yaml(BEFORE), "", folder);
    program = before.compileProgram(PROGRAM);
  }

  @Test
  void theProgramRunsWithTheClientThatItWasCompiledAgainst() throws Exception {
    assertThat(run(before)).isEqualTo(LINES);
  }

  @Test
  void anEnumThatGrowsAtTheFrontGivesNoConstantAnotherValue() throws Exception {
    assertStillRuns(BEFORE.replace("enum: [1K, 2K]", "enum: [1k, 2K, 1K]"));
  }

  @Test
  void anEnumValueThatGoesKeepsItsConstant() throws Exception {
    CompiledClient after = assertStillRuns(BEFORE.replace("enum: [1K, 2K]", "enum: [1k]"));
    assertThat(after.surface()).contains("{SIZE_1K_2=\"1k\", ~SIZE_1K=\"1K\", ~SIZE_2K=\"2K\"}");
  }

  @Test
  void anEnumThatBecomesFreeTextKeepsItsConstants() throws Exception {
    assertStillRuns(
        BEFORE
            .replace("{type: string, enum: ['1:1', '16:9']}", "{type: string}")
            .replace("{type: number, enum: [5, 10]}", "{type: number}"));
  }

  @Test
  void aTextThatBecomesAUnionKeepsSetterAndGetter() throws Exception {
    assertStillRuns(
        BEFORE
            .replace(
                "start: {type: string, format: uri}",
                "start: {anyOf: [{type: object, properties: {tag: {type: string}}},"
                    + " {type: string, format: uri}]}")
            .replace("steps: {type: integer}", "steps: {type: [string, number]}"));
  }

  @Test
  void aTextThatIsGivenListedValuesKeepsSetterAndGetter() throws Exception {
    assertStillRuns(
        BEFORE
            .replace("look: {type: string}", "look: {type: string, enum: [raw, soft]}")
            .replace("steps: {type: integer}", "steps: {type: number}"));
  }

  @Test
  void parametersThatComeAreAddedBehindAndTheMethodOfBeforeStays() throws Exception {
    CompiledClient after =
        assertStillRuns(
            BEFORE
                .replace(
                    "[{in: header, name: X-Webhook-URL, schema: {type: string}}]",
                    "[{in: query, name: dry_run, schema: {type: boolean}},"
                        + " {in: header, name: X-Webhook-URL, schema: {type: string}}]")
                .replace(CURSOR, "{in: query, name: after, schema: {type: string}}, " + CURSOR));
    assertThat(after.surface())
        .contains("  query limit: Long\n  query after: String added\n")
        .contains("  header X-Webhook-URL: String\n  query dry_run: Boolean added\n");
    CompiledClient again = CompiledClient.of(yaml(BEFORE), after.surface(), later.resolve("again"));
    assertThat(run(again)).isEqualTo(LINES);
  }

  @Test
  void aParameterThatGoesKeepsItsPlace() throws Exception {
    assertStillRuns(BEFORE.replace(CURSOR, ""));
  }

  @Test
  void aModelThatGoesKeepsItsTypeAndItsMethod() throws Exception {
    CompiledClient after = assertStillRuns(BEFORE.replace(TWO, ""));
    assertThat(after.surface())
        .contains(
            """
            # retired: what the document no longer holds
            POST /generate/image/acme/two -> ImageApi.two(TwoRequest) -> Job
              retired in 1.2.0 on 2026-11-25
              header X-Webhook-URL: String
              prompt: prompt(String) required
            """);
    CompiledClient much =
        CompiledClient.of(
            yaml(BEFORE.replace(TWO, "")),
            after.surface().replace("on 2026-11-25", "on 2026-11-25, use image/acme/one"),
            later.resolve("much-later"));
    assertThat(run(much)).isEqualTo(LINES);
    assertThat(much.surface()).contains("  retired in 1.2.0 on 2026-11-25, use image/acme/one\n");
    assertThat(
            Files.readString(
                    later.resolve(
                        "much-later/sources/src/main/java/io/github/krea4j/model/TwoRequest.java"))
                .replaceAll("\\s*\\n \\* ", " "))
        .contains("use <code>image/acme/one</code>");
  }

  @Test
  void tagsFieldsAndRequirementsThatComeChangeNothing() throws Exception {
    assertStillRuns(
        BEFORE
            .replace("tags: [Image]", "tags: [Krea]")
            .replace("required: [prompt]", "required: [brand_new]")
            .replace(
                "prompt: {type: string}",
                "brand_new: {type: boolean}\n" + " ".repeat(16) + "prompt: {type: string}")
            .replace("required: [id]", "required: [strength]"));
  }

  private CompiledClient assertStillRuns(String document) throws Exception {
    assertThat(document).isNotEqualTo(BEFORE);
    CompiledClient after = CompiledClient.of(yaml(document), before.surface(), later);
    assertThat(run(after)).isEqualTo(LINES);
    assertThat(incompatibilities(before, after)).isEmpty();
    return after;
  }

  @Test
  void aDocumentOfTheNextMonthsNeedsNoHandwrittenLine() throws Exception {
    ObjectNode document = (ObjectNode) new ObjectMapper().readTree(DOCUMENT.toFile());
    CompiledClient now =
        CompiledClient.of(document, Files.readString(SURFACE), later.resolve("now"));
    ObjectNode next = document.deepCopy();
    Set<String> models = models(document);
    change(next, models);
    CompiledClient then = CompiledClient.of(next, now.surface(), later.resolve("then"));

    assertThat(incompatibilities(now, then)).isEmpty();
    assertThat(types(then, "model")).containsAll(types(now, "model"));
    assertThat(types(then, "model"))
        .filteredOn(name -> name.endsWith("Request.class"))
        .filteredOn(name -> name.contains("BrandNew"))
        .hasSize(63);
    Set<String> interfaces = types(then, "api");
    assertThat(interfaces).containsAll(types(now, "api")).contains("SongApi.class", "Api3d.class");
    String file = then.surface();
    assertThat(
            file.substring(file.indexOf("# retired:"))
                .lines()
                .filter(line -> line.startsWith("  retired in ")))
        .hasSize(11);
  }

  private static final Path DOCUMENT = Path.of("../openapi/krea-api-openapi.json");
  private static final Path SURFACE = Path.of("../openapi/generated-surface.txt");

  /** 11 models go, 63 come, 46 of them in two new categories, and every tag changes. */
  private static void change(ObjectNode document, Set<String> models) {
    ObjectNode paths = document.withObject("/paths");
    List<String> all = new ArrayList<>(models);
    int i = 0;
    for (String category : List.of("song", "3d", "image")) {
      int count = category.equals("image") ? 17 : 23;
      for (int k = 0; k < count; k++) {
        paths.set(
            "/generate/%s/acme/brand-new-%s-%d".formatted(category, category, k),
            paths.path(all.get(i++ % all.size())).deepCopy());
      }
    }
    all.stream().limit(11).forEach(paths::remove);
    document.remove("tags");
    paths.forEach(
        path ->
            path.forEach(
                operation -> {
                  if (operation.has("tags")) {
                    ((ArrayNode) operation.path("tags")).removeAll().add("New");
                  }
                }));
  }

  private static Set<String> models(JsonNode document) {
    Set<String> models = new TreeSet<>();
    document
        .path("paths")
        .fieldNames()
        .forEachRemaining(
            path -> {
              if (path.startsWith("/generate/")) {
                models.add(path);
              }
            });
    return models;
  }

  private static Set<String> types(CompiledClient client, String packageName) throws IOException {
    try (Stream<Path> files =
        Files.list(client.classes().resolve("io/github/krea4j/" + packageName))) {
      Set<String> types = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("$"))
          .forEach(types::add);
      return types;
    }
  }

  private static String run(CompiledClient client) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      for (int i = 1; i <= 3; i++) {
        server.enqueue(
            new MockResponse(
                200, okhttp3.Headers.of(), "{\"job_id\":\"j" + i + "\",\"status\":\"queued\"}"));
      }
      server.start();
      String lines = client.run(program, server.url("/").toString());
      assertThat(server.takeRequest().getTarget()).isEqualTo("/generate/image/acme/one");
      assertThat(server.takeRequest().getTarget()).isEqualTo("/generate/image/acme/two");
      assertThat(server.takeRequest().getTarget())
          .isIn("/jobs?cursor=c&limit=5", "/jobs?limit=5&cursor=c");
      return lines;
    }
  }

  private List<String> incompatibilities(CompiledClient from, CompiledClient to)
      throws IOException {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.getClassPathEntries().addAll(CompiledClient.jars());
    options.setClassPathMode(JarArchiveComparatorOptions.ClassPathMode.ONE_COMMON_CLASSPATH);
    List<JApiClass> classes =
        new JarArchiveComparator(options)
            .compare(
                new JApiCmpArchive(jar(from, "from.jar").toFile(), "1"),
                new JApiCmpArchive(jar(to, "to.jar").toFile(), "2"));
    List<String> incompatibilities = new ArrayList<>();
    for (JApiClass type : classes) {
      changes(type).forEach(change -> incompatibilities.add(type.getFullyQualifiedName() + change));
    }
    return incompatibilities;
  }

  private static Stream<String> changes(JApiClass type) {
    List<JApiCompatibility> members = new ArrayList<>(type.getMethods());
    members.addAll(type.getFields());
    members.add(type);
    return members.stream()
        .flatMap(
            member ->
                member.getCompatibilityChanges().stream()
                    .filter(change -> !OF_IMPLEMENTERS.contains(change.getType()))
                    .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
                    .map(change -> " " + member + " " + change.getType()));
  }

  private Path jar(CompiledClient client, String name) throws IOException {
    Path jar = later.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(client.classes())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(client.classes().relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }
}
