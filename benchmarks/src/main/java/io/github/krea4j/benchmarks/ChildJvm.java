package io.github.krea4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process with the class path of this one. Closing it ends it. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a main class with no options. */
  static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), main, arguments);
  }

  /** Starts a main class with options for the JVM. */
  static ChildJvm start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Runs a main class to its end and returns the lines it printed. */
  static List<String> run(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    try (ChildJvm child = start(options, main, arguments)) {
      List<String> lines = child.output.lines().toList();
      int code = child.process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(main.getSimpleName() + " ended with code " + code);
      }
      return lines;
    }
  }

  /** Returns the next line that the process prints. */
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("The process ended without a word");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      output.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
