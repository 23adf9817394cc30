package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles an application against the client of one document and runs it, as it is, with the client
 * of a later one.
 */
class CompiledProgramTest {
  private static final String BEFORE =
      """
      openapi: 3.1.0
      paths:
        /things/{id}:
          get:
            responses:
              200:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [id, link, made_at, ready, likes, size, scope, owner, tags]
                      properties:
                        id: {type: string}
                        link: {type: string, format: uri}
                        made_at: {type: string}
                        ready: {type: boolean}
                        likes: {type: integer}
                        size: {type: number}
                        scope: {type: string, enum: [mine, yours]}
                        level: {type: string, enum: [low, high]}
                        owner: {type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}
                        tags: {type: array, items: {type: string}}
                        links: {type: object, additionalProperties: {type: string, format: uri}}
                        mode: {type: string}
                        note: {type: string}
      """;

  private static final String MARGIN =
      BEFORE
          .lines()
          .filter(line -> line.endsWith(" id: {type: string}"))
          .findFirst()
          .orElseThrow()
          .replace("id: {type: string}", "");

  private static final String PROGRAM =
      """
      package app;
      import io.github.krea4j.model.Thing;
      import java.net.URI;
      import java.time.Instant;
      import java.util.List;
      import java.util.Map;
      import java.util.Optional;
      public final class Program {
        public static String run() {
          Thing thing = Thing.parse("{}");
          String id = thing.id();
          URI link = thing.link();
          Instant madeAt = thing.madeAt();
          boolean ready = thing.ready();
          long likes = thing.likes();
          Number size = thing.size();
          Thing.Scope scope = thing.scope();
          Optional<Thing.Level> level = thing.level();
          Thing.Owner owner = thing.owner();
          String name = owner.name();
          List<String> tags = thing.tags();
          Optional<Map<String, URI>> links = thing.links();
          Optional<String> mode = thing.mode();
          String note = thing.note().orElse("none");
          return String.join(
              " ", id, link.toString(), madeAt.toString(), ready + "", likes + "", size + "",
              scope.name(), level + "", name, tags + "", links + "", mode + "", note,
              Thing.Scope.MINE.value() + "", Thing.Level.HIGH.value() + "",
              thing.equals(thing.raw()) + "");
        }
      }
      """;

  private static final String LINES =
      "text id link 1970-01-01T00:00:00Z true 5 4.5 UNKNOWN Optional[] text name [text tags]"
          + " Optional[{key=links}] Optional[text mode] text note mine high false";

  @TempDir Path folder;

  private String surface;

  @BeforeEach
  void compile() throws IOException {
    surface = SurfaceText.of(Documents.model(Documents.yaml(BEFORE)));
    ClientCompiler compiler = client("before", BEFORE, "");
    Path program = Files.createDirectories(folder.resolve("program"));
    assertThat(compiler.complaintsAboutProgram(PROGRAM, program)).isEmpty();
  }

  @Test
  void runsWithTheClientThatItWasCompiledAgainst() throws Exception {
    assertThat(run("before")).isEqualTo(LINES);
  }

  @Test
  void runsAfterAFieldWasAddedAndAllWereReordered() throws Exception {
    String properties = BEFORE.substring(BEFORE.indexOf("properties:\n") + 12);
    StringBuilder reversed = new StringBuilder();
    properties.lines().forEach(line -> reversed.insert(0, line + "\n"));
    after(
        BEFORE.replace(
            properties,
            MARGIN + "made: {type: string}\n" + reversed + MARGIN + "last: {type: integer}\n"));
    assertThat(run("after")).isEqualTo(LINES);
  }

  @Test
  void runsAfterTheDocumentSaysMoreOrLessOfAField() throws Exception {
    after(
        BEFORE
            .replace("required: [id, link, made_at, ready,", "required: [note,")
            .replace(
                "made_at: {type: string}", "made_at: {type: [string, 'null'], format: date-time}")
            .replace("link: {type: string, format: uri}", "link: {type: string}")
            .replace("format: uri}}", "format: uuid}}")
            .replace("likes: {type: integer}", "likes: {type: number}")
            .replace("size: {type: number}", "size: {type: integer}")
            .replace("items: {type: string}", "items: {type: string, format: uri}")
            .replace("mode: {type: string}", "mode: {type: string, enum: [a, b]}")
            .replace("note: {type: string}", "note: {anyOf: [{type: string}, {type: object}]}"));
    assertThat(run("after")).isEqualTo(LINES);
  }

  @Test
  void runsAfterEnumsWereGrownFromTheFrontOrOpened() throws Exception {
    after(
        BEFORE
            .replace("enum: [mine, yours]", "enum: [Mine, mine]")
            .replace("level: {type: string, enum: [low, high]}", "level: {type: string}"));
    assertThat(run("after")).isEqualTo(LINES);
  }

  @Test
  void runsAfterTheOwnerBecameAThingOfItsOwn() throws Exception {
    after(
        BEFORE
            + """
              /owners/{id}:
                get:
                  responses:
                    200:
                      content:
                        application/json:
                          schema: {type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}
            """);
    assertThat(run("after")).isEqualTo(LINES);
  }

  @Test
  void newFieldsAreThereForNewPrograms() throws IOException {
    ClientCompiler compiler =
        after(
            BEFORE.replace(
                "id: {type: string}\n",
                "id: {type: string}\n" + MARGIN + "brand_new: {type: integer}\n"));
    String program =
        """
        package app;
        public final class Newer {
          public static java.util.Optional<Long> run() {
            return io.github.krea4j.model.Thing.parse("{}").brandNew();
          }
        }
        """;
    Path target = Files.createDirectories(folder.resolve("newer"));
    assertThat(compiler.complaintsAboutProgram(program, target)).isEmpty();
  }

  private ClientCompiler after(String document) throws IOException {
    assertThat(document).isNotEqualTo(BEFORE);
    return client("after", document, surface);
  }

  private ClientCompiler client(String name, String document, String names) throws IOException {
    Path sources = folder.resolve(name + "-sources");
    Path yaml = Files.writeString(folder.resolve(name + ".yaml"), document);
    Path listed = Files.writeString(folder.resolve(name + ".txt"), names);
    KreaCodegenTest.generate(yaml, sources, Map.of("surfaceFile", listed.toString()));
    ClientCompiler compiler = new ClientCompiler(Files.createDirectories(folder.resolve(name)));
    assertThat(compiler.complaints(sources)).isEmpty();
    return compiler;
  }

  private String run(String client) throws Exception {
    URL[] path = {
      folder.resolve("program").toUri().toURL(), folder.resolve(client).toUri().toURL()
    };
    try (URLClassLoader loader = new URLClassLoader(path, null)) {
      return (String) loader.loadClass("app.Program").getMethod("run").invoke(null);
    }
  }
}
