package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples in doc comments compile, given what their surroundings make obvious. */
class JavadocSamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/krea4j");
  private static final Pattern SAMPLE =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R\\s*\\* }</pre>", Pattern.DOTALL);

  @Test
  void samplesCompile(@TempDir Path classes) throws IOException {
    List<JavaFileObject> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher sample = SAMPLE.matcher(Files.readString(file));
        while (sample.find()) {
          String code = sample.group(1).replaceAll("(?m)^\\s*\\* ?", "");
          samples.add(new Sample("Sample" + samples.size(), file.getFileName() + "", code));
        }
      }
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(null, null, problems, options, null, samples).call();

    assertThat(problems.getDiagnostics())
        .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
    assertThat(compiled).isTrue();
    assertThat(samples).hasSizeGreaterThan(5);
  }

  private static final class Sample extends SimpleJavaFileObject {
    private final String source;

    Sample(String name, String origin, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.source =
          """
          import io.github.krea4j.*;
          import io.github.krea4j.errors.*;
          import io.github.krea4j.model.*;
          import java.nio.file.*;
          import java.time.*;
          import java.util.*;
          import java.util.concurrent.*;
          import java.util.stream.*;
          /** From %s. */
          class %s {
            JobHandle handle;
            void run(KreaClient client, GenerationRequest request, Instant yesterday,
                okhttp3.Interceptor.Chain chain) throws Exception {
          %s
            }
          }
          """
              .formatted(origin, name, code);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
