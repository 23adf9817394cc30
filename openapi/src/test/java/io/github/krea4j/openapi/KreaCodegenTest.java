package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Runs openapi-generator with our generator, as the build does. */
class KreaCodegenTest {
  /** Everything at once that a later document may hold and that cannot, or hardly, be typed. */
  private static final String ODD_PATHS =
      """
      /generate/3d/4me/3d-model:
        post:
          tags: [3D]
          summary: 'Odd "model" */ @since {@link x} \\u000a <b>'
          description: "A\\n| Compute Units | Average Completion Time |\\n|---|---|\\n| <3 | ~7 s |"
          deprecated: true
          x-krea-pricing: {type: fixed}
          x-krea-deprecated-field-aliases:
          - {from: oldSize, to: size, sunset_date: '2030-01-01'}
          - {from: getClass, to: class, migration_url: 'https://x.org/?a=1&b=2'}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  required: [class, fixed, flag, nested]
                  properties:
                    class: {type: string, description: 'Not */ a @tag, {@code nor} this: \\u002a'}
                    put: {type: string}
                    list: {type: array, items: {enum: [a, b]}}
                    '3d': {type: boolean, deprecated: true}
                    'a "quoted" \\name': {type: string}
                    größe: {type: number}
                    size: {type: number, enum: [0.5, 5, 3317551338, -1]}
                    huge: {type: integer, maximum: 9007199254740991}
                    fixed: {const: 'yes'}
                    flag: {const: true}
                    tuple: {type: array, prefixItems: [{type: string}]}
                    pattern: {type: object, patternProperties: {'^a': {type: string}}}
                    conditional: {if: {type: string}, then: {maxLength: 3}}
                    text_or_object: {anyOf: [{type: string}, {type: object}]}
                    union_array: {type: array, items: {anyOf: [{type: string}, {type: object}]}}
                    matrix: {type: array, items: {type: array, items: {type: number}}}
                    map: {type: object, additionalProperties: {type: number}}
                    map_of_any: {type: object, additionalProperties: {type: array}}
                    anything: {}
                    tree: {$ref: '#/components/schemas/Tree'}
                    symbols: {enum: ['★', '', '4K', '4k']}
                    nested:
                      type: object
                      required: [kind]
                      properties:
                        kind: {const: deep}
                        inner: {type: object, properties: {list: {type: array, items: {type: integer}}}}
                    both:
                      allOf:
                      - {type: object, properties: {a: {type: string}}, required: [a]}
                      - {type: object, properties: {b: {enum: [1, 2]}}}
          responses:
            200:
              content:
                application/json:
                  schema:
                    type: object
                    required: [job_id, status]
                    properties: {job_id: {type: string}, status: {type: string}}
      /generate/audio/acme/empty: {post: {responses: {200: {description: nothing}}}}
      /odd-things/{odd-id}:
        get:
          deprecated: true
          responses:
            200:
              content:
                application/json:
                  schema:
                    type: object
                    description: 'An odd */ thing'
                    properties:
                      class: {type: string}
                      raw: {type: string}
                      hash_code: {type: integer}
                      old: {type: string, deprecated: true}
                      state: {enum: ['on', 'off']}
                      level: {enum: [1, 2]}
                      parts:
                        type: array
                        items:
                          type: object
                          properties:
                            states: {type: array, items: {enum: [x]}}
                            deeper: {type: object, properties: {at: {type: string, format: date-time}}}
                      by_name: {additionalProperties: {type: object, properties: {id: {}}}}
        delete:
          requestBody: {content: {application/json: {schema: {properties: {why: {enum: [a]}}}}}}
        head: {responses: {200: {content: {application/json: {schema: {}}}}}}
      /forms:
        post:
          requestBody:
            content:
              application/x-www-form-urlencoded:
                schema: {properties: {a: {type: string}, b: {type: array, items: {type: string}}}}
        put:
          parameters: [{in: query, name: kind, schema: {enum: [a, b]}}]
          requestBody: {content: {text/plain: {}}}
          responses: {200: {content: {image/png: {}}}}
      """;

  @TempDir Path folder;

  @Test
  void sourcesCompileWithoutAnyWarning() throws IOException {
    Path output = generate(Documents.OURS.toAbsolutePath(), "ours");
    assertThat(new ClientCompiler(folder.resolve("classes")).complaints(output)).isEmpty();
  }

  @Test
  void oddDocumentStillGivesSourcesThatCompileWithoutAnyWarning() throws IOException {
    Path output = generate(write("odd.json", oddDocument().toString()), "odd");
    assertThat(new ClientCompiler(folder.resolve("classes")).complaints(output)).isEmpty();
  }

  @Test
  void oddConstructsAreErrorsInStrictMode() throws IOException {
    Path document = write("odd.json", oddDocument().toString());
    assertThatThrownBy(() -> generate(document, "odd", Map.of("krea.spec.strict", "true")))
        .hasStackTraceContaining("that the generator cannot express (krea.spec.strict is set):")
        .hasStackTraceContaining("3d-model request.tuple: \"prefixItems\" cannot be typed");
  }

  @Test
  void yamlGivesWhatJsonGives() throws IOException {
    String json = oddDocument().toString();
    String yaml = new YAMLMapper().writeValueAsString(oddDocument());
    Path fromJson = generate(write("a.json", json), "json");
    Path fromYaml = generate(write("b.yaml", yaml), "yaml");
    assertThat(files(fromYaml)).isEqualTo(files(fromJson));
  }

  @Test
  void twoRunsGiveTheSameBytes() throws IOException {
    Path document = Documents.OURS.toAbsolutePath();
    assertThat(files(generate(document, "second"))).isEqualTo(files(generate(document, "first")));
  }

  @Test
  void surfaceBesideTheDocumentIsReadUnlessAnotherIsGiven() throws IOException {
    Path document = write("paths.yaml", "openapi: 3.1.0\ninfo: {}\npaths: {/a: {get: {}}}");
    write("generated-surface.txt", "GET /a -> OldApi.oldName() -> Void\n");
    Path other = write("other.txt", "GET /a -> OtherApi.otherName() -> Void\n");
    assertThat(files(generate(document, "beside")).keySet())
        .contains("src/main/java/io/github/krea4j/api/OldApi.java");
    assertThat(files(generate(document, "given", Map.of("surfaceFile", other.toString()))).keySet())
        .contains("src/main/java/io/github/krea4j/api/OtherApi.java");
  }

  @Test
  void catalogAndSurfaceAreAmongTheOutput() throws IOException {
    ClientModel model =
        Documents.client(Documents.ours(), Documents.ourSurface(), new SpecWarnings());
    assertThat(files(generate(Documents.OURS.toAbsolutePath(), "ours")))
        .containsEntry(
            "src/main/resources/io/github/krea4j/internal/document/catalog.jsonl",
            Catalog.of(model))
        .containsEntry("generated-surface.txt", SurfaceText.of(model));
  }

  private static JsonNode oddDocument() {
    ObjectNode document = Documents.frozen();
    document.withObject("/paths").setAll((ObjectNode) Documents.paths(ODD_PATHS).path("paths"));
    document
        .withObject("/components/schemas")
        .set("Tree", Documents.schema("properties: {child: {$ref: '#/components/schemas/Tree'}}"));
    return document;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path generate(Path document, String name) {
    return generate(document, name, Map.of());
  }

  private Path generate(Path document, String name, Map<String, Object> options) {
    Path output = folder.resolve(name);
    generate(document, output, options);
    return output;
  }

  /** Runs openapi-generator. */
  static void generate(Path document, Path output, Map<String, Object> options) {
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName(KreaCodegen.class.getName())
            .setInputSpec(document.toString())
            .setOutputDir(output.toString())
            .setApiPackage("io.github.krea4j.api")
            .setModelPackage("io.github.krea4j.model")
            .setInvokerPackage("io.github.krea4j.internal.json")
            .setValidateSpec(false);
    options.forEach(configurator::addAdditionalProperty);
    new DefaultGenerator(false).opts(configurator.toClientOptInput()).generate();
  }

  /** The generated files by path, without what openapi-generator notes for itself. */
  private static Map<String, String> files(Path output) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = output.relativize(path).toString().replace('\\', '/');
        if (!name.startsWith(".openapi-generator")) {
          files.put(name, Files.readString(path));
        }
      }
    }
    return files;
  }
}
