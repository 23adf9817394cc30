package io.github.krea4j.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.KreaCodegen;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** The whole client of some document: what is generated and what is written by hand, compiled. */
final class CompiledClient {
  private static final Path BY_HAND = Path.of("src/main/java/io");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Path folder;
  private final Path classes;

  private CompiledClient(Path folder) {
    this.folder = folder;
    this.classes = folder.resolve("classes");
  }

  /**
   * Generates and compiles.
   *
   * @param surface the surface file of the generation before; empty for none
   */
  static CompiledClient of(JsonNode document, String surface, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("classes"));
    Path file = Files.writeString(folder.resolve("document.json"), document.toString());
    Path listed = Files.writeString(folder.resolve("listed.txt"), surface);
    Path sources = folder.resolve("sources");
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName(KreaCodegen.class.getName())
            .setInputSpec(file.toString())
            .setOutputDir(sources.toString())
            .setApiPackage("io.github.krea4j.api")
            .setModelPackage("io.github.krea4j.model")
            .setInvokerPackage("io.github.krea4j.internal.json")
            .setValidateSpec(false)
            .addAdditionalProperty("surfaceFile", listed.toString())
            .addAdditionalProperty("releaseVersion", "1.2.0")
            .addAdditionalProperty("releaseDate", "2026-11-25");
    new DefaultGenerator(false).opts(configurator.toClientOptInput()).generate();
    CompiledClient client = new CompiledClient(folder);
    compile(client.classes, jars(), files(sources), files(BY_HAND));
    return client;
  }

  Path classes() {
    return classes;
  }

  /** What the generator wrote down for the generation after. */
  String surface() throws IOException {
    return Files.readString(folder.resolve("sources/generated-surface.txt"));
  }

  /** Compiles an application against this client; what the compiler says fails the test. */
  Path compileProgram(String source) throws IOException {
    Path program = Files.createDirectories(folder.resolve("program"));
    Path file = Files.writeString(folder.resolve("Program.java"), source);
    List<String> path = new ArrayList<>(jars());
    path.add(classes.toString());
    compile(program, path, List.of(file));
    return program;
  }

  /** Runs a compiled application with this client: {@code Program.run(argument)}. */
  String run(Path program, String argument) throws Exception {
    List<URL> path = new ArrayList<>(List.of(url(program), url(classes)));
    for (String jar : jars()) {
      path.add(url(Path.of(jar)));
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), platform)) {
      return (String)
          loader.loadClass("Program").getMethod("run", String.class).invoke(null, argument);
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  /** The libraries of this test, without this module's own classes. */
  static List<String> jars() {
    String[] entries =
        System.getProperty("java.class.path").split(System.getProperty("path.separator"));
    return Arrays.stream(entries).filter(entry -> entry.endsWith(".jar")).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @SafeVarargs
  private static void compile(Path target, List<String> path, List<Path>... sources)
      throws IOException {
    try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
      List<JavaFileObject> units = new ArrayList<>();
      for (List<Path> files : sources) {
        manager.getJavaFileObjectsFromPaths(files).forEach(units::add);
      }
      StringWriter complaints = new StringWriter();
      List<String> options =
          List.of(
              "-d",
              target.toString(),
              "--release",
              "17",
              "-proc:none",
              "-Xlint:all,-processing,-classfile,-path,-deprecation",
              "-cp",
              String.join(System.getProperty("path.separator"), path));
      boolean compiled = COMPILER.getTask(complaints, manager, null, options, null, units).call();
      assertThat(complaints.toString()).isEmpty();
      assertThat(compiled).isTrue();
    }
  }
}
