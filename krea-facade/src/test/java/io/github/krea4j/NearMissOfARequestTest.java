package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.BadRequestException;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.model.Flux1DevRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told who misspells a model or a field. */
class NearMissOfARequestTest extends ApiTest {
  @Test
  void aMisspeltModelOfAKnownVendorIsRefusedBeforeSending() {
    assertThatThrownBy(() -> client().generate("image/bfl/flux-dev", Map.of("prompt", "a fox")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "'image/bfl/flux-dev' is not among the models of this version. Did you mean"
                + " 'image/bfl/flux-1-dev'? If it is a model newer than this version, name it by"
                + " its path: /generate/image/bfl/flux-dev");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void anAsynchronousSubmitIsRefusedAlike() {
    assertThatThrownBy(
            () -> client().generateAsync("image/bfl/flux-dev", Map.of("prompt", "a fox")).join())
        .hasStackTraceContaining("Did you mean 'image/bfl/flux-1-dev'?");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void byItsPathItIsSentAllTheSame() {
    answer(JOB);
    JobHandle job = client().generate("/generate/image/bfl/flux-dev", Map.of("prompt", "a fox"));
    assertThat(job.model()).contains("image/bfl/flux-dev");
  }

  @Test
  void aNewerModelOfAKnownVendorIsSent() {
    answer(JOB);
    assertThat(client().generate("image/bfl/flux-9-dev", Map.of("prompt", "a fox")).id())
        .isEqualTo("job-1");
  }

  @Test
  void aModelThatTheServiceDoesNotKnowIsToldWhatWasMeant() {
    answer(404, "{\"error\":\"not found\"}");
    assertThatThrownBy(() -> client().generate("image/blf/flux-1-dev", Map.of("prompt", "a fox")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Did you mean the model 'image/bfl/flux-1-dev'?");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void aFieldThatIsRefusedIsToldWhatWasMeant(int status) {
    answer(status, "{\"error\":\"unrecognized key\"}");
    assertThatThrownBy(
            () ->
                client()
                    .generate(
                        new Flux1DevRequest()
                            .prompt("a fox")
                            .put("imageurl", "https://a.example/b")))
        .isInstanceOfSatisfying(
            ApiException.class, failure -> assertThat(failure.status()).isEqualTo(status))
        .hasMessageContaining("Did you mean 'image_url' in place of 'imageurl'?");
  }

  @Test
  void nothingIsGuessedWhereEveryNameIsKnown() {
    answer(400, "{\"error\":\"prompt is too long\"}");
    assertThatThrownBy(() -> client().generate(new Flux1DevRequest().prompt("a fox")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageNotContaining("Did you mean");
  }

  @Test
  void nothingIsGuessedForOtherRefusals() {
    answer(403, "{\"error\":\"forbidden\"}");
    assertThatThrownBy(
            () -> client().generate(new Flux1DevRequest().prompt("a fox").put("imageurl", "x")))
        .hasMessageNotContaining("Did you mean");
  }

  @Test
  void noValueOfAFieldIsInTheMessage() {
    answer(400, "{\"error\":\"unrecognized key\"}");
    assertThatThrownBy(
            () -> client().generate(new Flux1DevRequest().prompt("secret").put("promt", "secret")))
        .hasMessageContaining("'promt'")
        .hasMessageNotContaining("secret");
  }
}
