package io.github.krea4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every example against an emulator, and compares what it prints with what the README shows.
 * With {@code -Dkrea.readme.update} it puts what was printed into the README instead.
 */
class ExamplesTest {
  private static final Path README = ReadmeSnippetsTest.readme();

  @TempDir Path folder;

  static List<Class<?>> examples() throws IOException {
    String packageName = ExamplesTest.class.getPackageName();
    try (Stream<Path> files = Files.list(Path.of("src/main/java", packageName.split("\\.")))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .sorted()
          .<Class<?>>map(name -> load(packageName + "." + name))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .collect(Collectors.toList());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExamplePrintsWhatTheReadmeShows() throws IOException {
    return examples().stream()
        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> check(type)));
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(9);
  }

  private void check(Class<?> type) throws Exception {
    String printed = run(type);
    assertThat(printed).doesNotContain("failed");
    if (System.getProperty("krea.readme.update") != null) {
      update(type, printed);
    }
    assertThat(normal(printed))
        .as("%s is not as printed; -Dkrea.readme.update rewrites it", README)
        .isEqualTo(normal(shown(type)));
  }

  private String run(Class<?> type) throws Exception {
    Method main = type.getMethod("main", String[].class);
    String[] args =
        Stream.of(RunNodeApp.class, WebhookReceiver.class).anyMatch(type::equals)
            ? new String[0]
            : new String[] {folder.resolve("output").toString()};
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return printed
        .toString(StandardCharsets.UTF_8)
        .replace("\r\n", "\n")
        .replace(folder.toString() + "/", "");
  }

  private static Pattern block(Class<?> type) {
    return Pattern.compile(
        "(<!-- printed by " + type.getSimpleName() + " -->\n```text\n)(.*?)(```)", Pattern.DOTALL);
  }

  private static String shown(Class<?> type) throws IOException {
    Matcher matcher = block(type).matcher(Files.readString(README));
    assertThat(matcher.find()).as("the README shows what %s prints", type).isTrue();
    return matcher.group(2);
  }

  private static void update(Class<?> type, String printed) throws IOException {
    String text = Files.readString(README);
    Files.writeString(
        README,
        block(type)
            .matcher(text)
            .replaceFirst(
                match -> Matcher.quoteReplacement(match.group(1) + printed + match.group(3))));
  }

  /** Leaves out what differs from run to run: ids, ports, times, and which states were seen. */
  private static String normal(String text) {
    return text.lines()
        .filter(line -> !line.matches(" +[0-9.]+ s {2}(?!completed).*"))
        .map(line -> line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID"))
        .map(line -> line.replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "HOST"))
        .map(line -> line.replaceAll("^ +[0-9.]+ s", "TIME"))
        .collect(Collectors.joining("\n"));
  }
}
