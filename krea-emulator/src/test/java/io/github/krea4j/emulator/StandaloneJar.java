package io.github.krea4j.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The executable jar of this build, running in a process of its own. */
final class StandaloneJar implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final String startLine;

  private StandaloneJar(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.startLine = output.readLine();
    if (startLine == null) {
      throw new IOException("It did not start");
    }
  }

  /** Starts it, with options of Java's before those of the program. */
  static StandaloneJar start(List<String> javaOptions, String... options) throws IOException {
    return new StandaloneJar(process(javaOptions, options));
  }

  static Process process(List<String> javaOptions, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-jar");
    command.add(path().toString());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static Path path() {
    return Path.of(System.getProperty("emulator.jar"));
  }

  URI baseUrl() {
    return URI.create(startLine.replaceAll(".* at |,.*", ""));
  }

  String key() {
    return startLine.replaceAll(".*, key ", "");
  }

  /** The next line that starts like that. */
  String line(String start) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new IOException("There is no line " + start);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    output.close();
  }
}
