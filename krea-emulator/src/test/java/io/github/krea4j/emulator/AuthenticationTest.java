package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {
  @RegisterExtension
  static final KreaEmulatorExtension KREA =
      new KreaEmulatorExtension(KreaEmulator.builder().apiKey("id:secret"));

  @Test
  void rightKeyIsAccepted(KreaEmulator emulator) throws Exception {
    assertThat(new TestClient(emulator).get("/jobs").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"Bearer other", "Bearer", "Key id:secret", "id:secret", "Bearer id"})
  void anythingElseIsRefusedAsTheLiveServiceDoes(String header) throws Exception {
    TestClient client = new TestClient(KREA.emulator()).with("Authorization", header);

    TestClient.Answer answer = client.get("/jobs");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).isEqualTo("{\"message\":\"Unauthorized\"}");
  }

  @Test
  void keyIsCheckedBeforeTheBody(KreaEmulator emulator) throws Exception {
    TestClient stranger = new TestClient(emulator).with("Authorization", null);

    assertThat(stranger.post(TestClient.FLUX, "{}").status()).isEqualTo(401);
    assertThat(new TestClient(emulator).post(TestClient.FLUX, "{}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/jobs", "/generate/image/bfl/flux-0", "/index.html", "/jobs/"})
  void unknownPathIsAnHtmlPage(String path) throws Exception {
    TestClient.Answer answer = new TestClient(KREA.emulator()).get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).startsWith("text/html");
  }
}
