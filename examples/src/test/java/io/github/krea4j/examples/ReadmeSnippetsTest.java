package io.github.krea4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles every Java snippet of the README. A snippet is a whole class, or statements, which may
 * use a client {@code krea}.
 */
class ReadmeSnippetsTest {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");
  private static final String IMPORTS =
      Stream.of(
              "io.github.krea4j.*",
              "io.github.krea4j.api.*",
              "io.github.krea4j.batch.*",
              "io.github.krea4j.emulator.*",
              "io.github.krea4j.errors.*",
              "io.github.krea4j.model.*",
              "java.math.BigDecimal",
              "java.net.URI",
              "java.nio.file.*",
              "java.time.*",
              "java.util.*",
              "java.util.concurrent.*",
              "java.util.stream.*")
          .map(name -> "import " + name + ";\n")
          .collect(Collectors.joining());

  @TempDir Path classes;

  static Path readme() {
    return Path.of("..", "README.md");
  }

  private static List<String> snippets() throws IOException {
    List<String> snippets = new ArrayList<>();
    Matcher matcher = SNIPPET.matcher(Files.readString(readme()));
    while (matcher.find()) {
      snippets.add(matcher.group(1));
    }
    return snippets;
  }

  @Test
  void theReadmeHasSnippets() throws IOException {
    assertThat(snippets()).hasSizeGreaterThan(5);
  }

  @TestFactory
  Stream<DynamicTest> everySnippetCompiles() throws IOException {
    List<String> snippets = snippets();
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.lines().findFirst().orElse(""), () -> compile(snippet)));
  }

  @Test
  void theTestInTheReadmeIsTheOneThatRuns() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java", "io/github/krea4j/examples/PosterTest.java"));
    String type = source.substring(source.indexOf("@ExtendWith"));
    assertThat(snippets()).anyMatch(snippet -> snippet.endsWith(type));
  }

  @Test
  void aSnippetThatDoesNotCompileIsFound() {
    assertThat(errors("krea.noSuchMethod();")).contains("noSuchMethod");
  }

  private void compile(String snippet) {
    assertThat(errors(snippet)).as(snippet).isEmpty();
  }

  /** Returns what the compiler says against the snippet. */
  private String errors(String snippet) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    boolean ok =
        compiler
            .getTask(
                output,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(source(snippet)))
            .call();
    return ok ? "" : output.toString();
  }

  private static JavaFileObject source(String snippet) {
    String imports =
        IMPORT.matcher(snippet).results().map(r -> r.group()).collect(Collectors.joining());
    String body = IMPORT.matcher(snippet).replaceAll("");
    Matcher type = Pattern.compile("(?m)^(?:public |final )*(?:class|record) (\\w+)").matcher(body);
    boolean whole = type.find();
    String code =
        IMPORTS
            + imports
            + (whole
                ? body
                : "class Snippet { void run(KreaClient krea) throws Exception {\n"
                    + body
                    + "\n} }");
    String name = whole ? type.group(1) : "Snippet";
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
