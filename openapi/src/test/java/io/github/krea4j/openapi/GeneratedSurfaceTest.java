package io.github.krea4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class GeneratedSurfaceTest {
  private static final String UPDATE = "krea.surface.update";
  private static final String COMMAND =
      "mvn -q -pl openapi test -Dtest=GeneratedSurfaceTest -D" + UPDATE;

  @Test
  void committedSurfaceIsWhatTheDocumentGives() throws IOException {
    ClientModel model =
        Documents.client(Documents.ours(), Documents.ourSurface(), new SpecWarnings());
    String fresh = SurfaceText.of(model);
    if (System.getProperty(UPDATE) != null) {
      Files.writeString(Documents.SURFACE, fresh);
    }
    assertThat(Files.exists(Documents.SURFACE) ? Files.readString(Documents.SURFACE) : "")
        .withFailMessage(
            () ->
                "The generated surface has changed. If that is meant, rewrite it with\n  "
                    + COMMAND)
        .isEqualTo(fresh);
  }
}
