package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

final class KreaEmulatorExtensionPerTestTest {
  private static final Set<KreaEmulator> SEEN = new HashSet<>();

  @RegisterExtension
  final KreaEmulatorExtension krea =
      new KreaEmulatorExtension(KreaEmulator.builder().apiKey("own"));

  @RepeatedTest(2)
  void fieldThatIsNotStaticStartsOneForEachTest(KreaEmulator emulator) {
    assertThat(SEEN.add(emulator)).isTrue();
    assertThat(emulator).isSameAs(krea.emulator());
    assertThat(emulator.apiKey()).isEqualTo("own");
  }
}
