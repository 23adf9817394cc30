package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an application takes on with this library, measured on the packaged jars. */
class FootprintIT {
  private final List<Path> jars =
      Stream.of(System.getProperty("footprint.classpath").split(File.pathSeparator))
          .map(Path::of)
          .collect(Collectors.toList());
  private final List<Path> own = jars.stream().filter(FootprintIT::isOwn).toList();
  private final List<Path> others = jars.stream().filter(jar -> !isOwn(jar)).toList();

  private static boolean isOwn(Path jar) {
    return jar.getFileName().toString().startsWith("krea-");
  }

  @Test
  void ownJarsStaySmall() throws IOException {
    int classes = 0;
    for (Path jar : own) {
      classes += classes(jar).size();
    }
    long size = size(own);
    System.out.println(
        "Own jars: " + own.size() + ", " + kilobytes(size) + ", " + classes + " classes");
    assertThat(own).hasSize(2);
    assertThat(size).isLessThanOrEqualTo(650_000);
    assertThat(classes).isLessThanOrEqualTo(450);
  }

  @Test
  void whatUsersInheritStaysSmall() throws IOException {
    long size = size(others);
    System.out.println("Inherited jars: " + others.size() + ", " + kilobytes(size));
    assertThat(others).hasSizeLessThanOrEqualTo(14);
    assertThat(size).isLessThanOrEqualTo(4_500_000);
  }

  @Test
  void noClassIsThereTwice() throws IOException {
    Map<String, Path> seen = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (Path jar : jars) {
      for (String name : classes(jar)) {
        Path other = seen.put(name, jar);
        if (other != null) {
          twice.add(name + " in " + other + " and " + jar);
        }
      }
    }
    assertThat(twice).isEmpty();
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toList());
    }
  }

  private static long size(List<Path> jars) throws IOException {
    long size = 0;
    for (Path jar : jars) {
      size += Files.size(jar);
    }
    return size;
  }

  private static String kilobytes(long bytes) {
    return bytes / 1000 + " KB";
  }
}
