package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own. What it means to tell the test it prints after a mark. */
public final class ForkedJvm {
  private static final String MARK = "> ";

  private ForkedJvm() {}

  /** Tells the test a line. */
  public static void tell(Object line) {
    System.out.println(MARK + line);
  }

  /** Runs a main class until it ends by itself and returns the lines it told. */
  public static List<String> run(
      Path directory, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(directory, options, System.getProperty("java.class.path"), main, arguments);
  }

  /** Runs a main class with another class path. */
  public static List<String> run(
      Path directory, List<String> options, String classPath, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed
        .lines()
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()))
        .toList();
  }
}
