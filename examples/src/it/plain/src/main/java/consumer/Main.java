package consumer;

import io.github.krea4j.KreaClient;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Runs a job against the emulator, and looks for classes that are on the class path twice. */
public final class Main {
  public static void main(String[] args) throws Exception {
    try (KreaEmulator emulator = KreaEmulator.start();
        KreaClient krea =
            KreaClient.builder().baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build()) {
      Job job = krea.generate(new Flux1DevRequest().prompt("a red fox")).await();
      check(job.urls().size() == 1, "the job has no output");
    }
    check(twice() == 0, "classes are on the class path twice");
  }

  private static void check(boolean ok, String message) {
    if (!ok) {
      throw new IllegalStateException(message);
    }
  }

  private static int twice() throws Exception {
    Map<String, String> seen = new HashMap<>();
    int twice = 0;
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!element.endsWith(".jar")) {
        continue;
      }
      try (JarFile jar = new JarFile(element)) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          String name = entry.getName();
          // wiremock-standalone, which an application has in its tests only, holds a copy of jspecify
          boolean counts =
              name.endsWith(".class")
                  && !name.endsWith("module-info.class")
                  && !name.startsWith("org/jspecify/");
          String other = counts ? seen.put(name, element) : null;
          if (other != null) {
            System.out.println(name + " is in " + other + " and in " + element);
            twice++;
          }
        }
      }
    }
    return twice;
  }
}
