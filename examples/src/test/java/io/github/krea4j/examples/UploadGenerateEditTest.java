package io.github.krea4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.krea4j.KreaClient;
import io.github.krea4j.WaitOptions;
import io.github.krea4j.emulator.KreaEmulator;
import io.github.krea4j.emulator.KreaEmulatorExtension;
import io.github.krea4j.model.Asset;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.SeededitRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is handed from one call to the next, as an application writes it. */
@ExtendWith(KreaEmulatorExtension.class)
class UploadGenerateEditTest {
  private static final WaitOptions OFTEN =
      WaitOptions.builder().pollInterval(Duration.ofMillis(20), Duration.ofMillis(50)).build();

  @TempDir Path folder;

  private static KreaClient client(KreaEmulator emulator) {
    return KreaClient.builder()
        .baseUrl(emulator.baseUrl())
        .apiKey(emulator.apiKey())
        .waitDefaults(OFTEN)
        .build();
  }

  @Test
  void resultOfOneCallIsTheInputOfTheNext(KreaEmulator emulator) throws IOException {
    Path sketch = SamplePicture.in(folder);
    try (KreaClient krea = client(emulator)) {
      Asset asset = krea.assets().upload(sketch);
      Job drawn =
          krea.generate(
                  new Flux1DevRequest()
                      .prompt("the lighthouse in fog")
                      .imageUrl(asset.imageUrl())
                      .strength(0.8))
              .await();
      URI fog = drawn.urls().get(0);
      Job edited =
          krea.generate(new SeededitRequest().prompt("let the sun come out").imageUrl(fog)).await();
      Path sunny = krea.downloads().toFile(edited.urls().get(0), folder.resolve("sunny.png"));

      assertThat(sunny).isNotEmptyFile();
      assertThat(emulator.requests("image/bfl/flux-1-dev").get(0).bodyText())
          .contains("\"image_url\":\"" + asset.imageUrl() + "\"");
      assertThat(emulator.requests("image/bytedance/seededit").get(0).bodyText())
          .contains("\"image_url\":\"" + fog + "\"");
    }
  }

  @Test
  void whatTheServiceKnowsOfAnAssetIsReadAsItIs(KreaEmulator emulator) throws IOException {
    Path sketch = SamplePicture.in(folder);
    try (KreaClient krea = client(emulator)) {
      Instant before = Instant.now().minus(Duration.ofHours(1));
      Asset asset = krea.assets().upload(sketch);

      assertThat(asset.uploadedAt()).isAfter(before);
      assertThat(asset.mimeType()).contains("image/png");
      assertThat(asset.width()).contains(768L);
      assertThat(krea.assets().get(asset.id())).isEqualTo(asset);
      assertThat(Asset.parse(asset.raw().toString())).isEqualTo(asset);
    }
  }
}
