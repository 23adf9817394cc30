package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.krea4j.model.Job;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frameworks pin older releases of Gson than this library is built with. */
class OldGsonTest {
  private static final Path JARS = Path.of("target/old-gson");

  @ParameterizedTest
  @ValueSource(strings = {"2.9.1", "2.10.1"})
  void anApplicationWithAnOlderGsonSubmitsWaitsAndLists(String version, @TempDir Path directory)
      throws IOException, InterruptedException {
    String own =
        Path.of(JsonElement.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> entry.equals(own) ? jar(version).toString() : entry)
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(ForkedJvm.run(directory, List.of(), classPath, Consumer.class))
        .containsExactly(
            "gson-" + version + ".jar", "job-1 completed", "[job-1]", "asset-1", "cat");
  }

  @Test
  void nothingThatTheOldestOneLacksIsUsed() throws IOException {
    Set<String> missing = new TreeSet<>();
    URL[] oldest = {jar("2.9.1").toUri().toURL()};
    try (URLClassLoader gson = new URLClassLoader(oldest, ClassLoader.getPlatformClassLoader())) {
      for (JavaClass own :
          new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("io.github.krea4j")) {
        own.getCodeUnitAccessesFromSelf().stream()
            .filter(access -> access.getTargetOwner().getName().startsWith("com.google.gson"))
            .filter(access -> !exists(gson, access))
            .forEach(access -> missing.add(access.getDescription()));
      }
    }

    assertThat(missing).isEmpty();
  }

  private static boolean exists(ClassLoader gson, JavaCodeUnitAccess<?> access) {
    List<String> parameters =
        access.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
    try {
      Class<?> owner = Class.forName(access.getTargetOwner().getName(), false, gson);
      boolean constructor = access.getTarget().getName().equals("<init>");
      return (constructor
              ? Arrays.stream(owner.getDeclaredConstructors())
              : Stream.concat(
                  Arrays.stream(owner.getMethods()), Arrays.stream(owner.getDeclaredMethods())))
          .filter(each -> constructor || each.getName().equals(access.getTarget().getName()))
          .anyMatch(
              each ->
                  Arrays.stream(each.getParameterTypes())
                      .map(Class::getName)
                      .toList()
                      .equals(parameters));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Path jar(String version) {
    return JARS.resolve("gson-" + version + ".jar").toAbsolutePath();
  }

  /** What an application does, on a class path of its own. */
  static final class Consumer {
    private Consumer() {}

    public static void main(String[] args) throws Exception {
      try (MockWebServer server = new MockWebServer()) {
        server.start();
        for (String answer :
            List.of(
                ApiTest.JOB,
                "{\"job_id\":\"job-1\",\"status\":\"completed\",\"result\":{\"urls\":[\"https://x.example\"]}}",
                "{\"items\":[{\"job_id\":\"job-1\",\"status\":\"queued\"}],\"next_cursor\":null}",
                "{\"id\":\"asset-1\",\"image_url\":\"https://x.example/a.png\"}",
                "{\"id\":\"cat\",\"title\":\"Cat\"}")) {
          server.enqueue(new MockResponse.Builder().body(answer).build());
        }
        try (KreaClient client =
            KreaClient.builder().apiKey("id:secret").baseUrl(server.url("/").uri()).build()) {
          ForkedJvm.tell(
              Path.of(
                      JsonElement.class
                          .getProtectionDomain()
                          .getCodeSource()
                          .getLocation()
                          .getPath())
                  .getFileName());
          Map<String, Object> input =
              Map.of("prompt", "a fox", "extra", List.of(1.5, Map.of("b", 2)));
          Job job = client.generate("image/bfl/flux-1-dev", input).await();
          ForkedJvm.tell(job.id() + " " + job.rawStatus());
          ForkedJvm.tell(client.jobs().list().stream().map(Job::id).toList());
          ForkedJvm.tell(client.assets().upload(AssetUpload.of(Media.png(), "a.png")).id());
          ForkedJvm.tell(client.styles().get("cat").id());
          client.models().all();
        }
      }
    }
  }
}
