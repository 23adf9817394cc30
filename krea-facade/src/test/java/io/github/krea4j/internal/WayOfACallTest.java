package io.github.krea4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The comment that leads through the code names what is there. */
class WayOfACallTest {
  private static final Path COMMENT =
      Path.of("src/main/java/io/github/krea4j/internal/package-info.java");
  private static final Pattern NAME =
      Pattern.compile("\\{@code\\s+(?:\\*\\s+)?([a-z]+\\.[A-Z]\\w*)(?:\\.(\\w+))?}");

  @Test
  void everyStepNamesAClassAndAMethodThatAreThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int names = 0;
    Matcher name = NAME.matcher(Files.readString(COMMENT));
    while (name.find()) {
      names++;
      if (!exists(name.group(1), name.group(2))) {
        missing.add(name.group());
      }
    }

    assertThat(missing).isEmpty();
    assertThat(names).isGreaterThan(25);
  }

  private static boolean exists(String type, String method) {
    try {
      Class<?> found = Class.forName("io.github.krea4j.internal." + type);
      return method == null || methods(found).anyMatch(m -> m.getName().equals(method));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods());
  }
}
