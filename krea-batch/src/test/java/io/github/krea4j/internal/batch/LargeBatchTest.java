package io.github.krea4j.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LargeBatchTest {
  @TempDir Path folder;

  @Test
  @Timeout(1200)
  void aStreamOfAnyLengthFitsIntoASmallHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeBatch.class.getName(),
                folder.toString(),
                Integer.getInteger("krea.batch.items", 2_000).toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(printed);
    assertThat(process.waitFor()).as(printed).isZero();
  }
}
