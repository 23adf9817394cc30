package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KreaEmulatorExtension.class)
final class KreaEmulatorExtensionTest {
  private static KreaEmulator first;

  @BeforeAll
  static void remember(KreaEmulator emulator) {
    first = emulator;
  }

  @RepeatedTest(2)
  void testsShareOneThatIsSetBack(KreaEmulator emulator) throws Exception {
    TestClient client = new TestClient(emulator);

    assertThat(emulator).isSameAs(first);
    assertThat(client.get("/jobs").json().path("items")).isEmpty();
    client.submit();
  }

  @Test
  void thereIsNoneOutsideOfTests() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new KreaEmulatorExtension().emulator())
        .withMessage("The emulator runs during the tests only");
  }

  @Nested
  class Inner {
    @Test
    void sharesTheOneOutside(KreaEmulator emulator) {
      assertThat(emulator).isSameAs(first);
    }
  }
}
