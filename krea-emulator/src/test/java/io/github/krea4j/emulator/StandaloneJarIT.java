package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The executable jar, as it is built. */
@Timeout(120)
final class StandaloneJarIT {
  @Test
  void helpSaysWhatThereIs() throws Exception {
    Process process = StandaloneJar.process(List.of(), "--help");
    String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(help).startsWith("Usage: krea-emulator").contains("--time-scale=FACTOR");
  }

  @Test
  void versionIsTheBuilds() throws Exception {
    Process process = StandaloneJar.process(List.of(), "--version");
    String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(StandaloneJar.path().getFileName().toString())
        .isEqualTo(version.strip().replace(' ', '-') + "-standalone.jar");
  }

  @Test
  void testLibrariesAreNotInIt() throws Exception {
    try (JarFile jar = new JarFile(StandaloneJar.path().toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .noneMatch(name -> name.startsWith("org/junit/") || name.contains("EmulatorExtension"))
          .contains("io/github/krea4j/emulator/krea-api-openapi.json", "picocli/CommandLine.class");
    }
  }

  @Test
  void anIndependentClientGetsItsPicture() throws Exception {
    assumeTrue(hasPython(), "The client of another language was left out: python3 is missing");
    Path script = Files.createTempFile("client", ".py");
    try (StandaloneJar emulator = StandaloneJar.start(List.of())) {
      Files.write(script, StandaloneJarIT.class.getResourceAsStream("client.py").readAllBytes());

      Process client =
          new ProcessBuilder(
                  "python3", script.toString(), emulator.baseUrl().toString(), emulator.key())
              .redirectErrorStream(true)
              .start();
      String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(output.lines())
          .containsExactly(
              "health ok",
              "asset 64 x 48",
              "stored True image/png",
              "submitted True None",
              "job completed",
              "result image/png 768 512");
      assertThat(client.waitFor()).isZero();
    } finally {
      Files.delete(script);
    }
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("python3", "--version").start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
