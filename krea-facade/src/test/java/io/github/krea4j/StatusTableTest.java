package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.krea4j.errors.ApiException;
import io.github.krea4j.errors.AuthenticationException;
import io.github.krea4j.errors.BadRequestException;
import io.github.krea4j.errors.InsufficientCreditsException;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.errors.ModelUnavailableException;
import io.github.krea4j.errors.NotFoundException;
import io.github.krea4j.errors.PayloadTooLargeException;
import io.github.krea4j.errors.PermissionDeniedException;
import io.github.krea4j.errors.RateLimitedException;
import io.github.krea4j.errors.ServerErrorException;
import io.github.krea4j.errors.SubmissionUncertainException;
import io.github.krea4j.errors.UnprocessableRequestException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer that is known of the service, through the whole client. */
class StatusTableTest extends ApiTest {
  private static final String HTML = "<html><body>cloudflare</body></html>";

  static Stream<Arguments> answers() {
    return Stream.of(
        row(400, "{\"error\":\"Invalid body\"}", BadRequestException.class, "Invalid body"),
        row(401, "{\"message\":\"Unauthorized\"}", AuthenticationException.class, "Unauthorized"),
        row(401, "{\"error\":\"Unauthorized\"}", AuthenticationException.class, "Unauthorized"),
        row(
            402,
            "{\"error\":\"Insufficient balance\"}",
            InsufficientCreditsException.class,
            "Top up the workspace's API balance"),
        row(
            402,
            "{\"error\":\"This model requires a higher plan\"}",
            InsufficientCreditsException.class,
            "choose another model or plan"),
        row(
            403,
            "{\"error\":\"This node app cannot be used by API\"}",
            PermissionDeniedException.class,
            "This node app cannot be used by API"),
        row(
            403,
            "{\"error\":\"The style belongs to someone else\"}",
            PermissionDeniedException.class,
            "The style belongs to someone else"),
        row(404, "{\"error\":\"Not found\"}", NotFoundException.class, "Not found"),
        row(404, HTML, NotFoundException.class, "check the base URL"),
        row(
            410,
            "{\"error\":\"model_unavailable\",\"reason\":\"deprecated\",\"message\":\"Gone\","
                + "\"sunset_date\":\"2026-05-13\",\"replacement\":\"image/a/b\","
                + "\"migration_url\":\"https://docs.example/m\"}",
            ModelUnavailableException.class,
            "image/a/b"),
        row(
            410,
            "{\"error\":\"model_unavailable\",\"reason\":\"deprecated\",\"message\":\"Gone\","
                + "\"sunset_date\":\"2026-05-13\"}",
            ModelUnavailableException.class,
            "2026-05-13"),
        row(413, "", PayloadTooLargeException.class, "75 MB"),
        row(413, HTML, PayloadTooLargeException.class, "75 MB"),
        row(
            422,
            "style_images.0.url: Invalid asset URL",
            UnprocessableRequestException.class,
            "style_images.0.url: Invalid asset URL"),
        row(
            422,
            "{\"error\":\"Unrecognized key: seeed\"}",
            UnprocessableRequestException.class,
            "Unrecognized key: seeed"),
        row(
            422,
            "{\"error\":\"Zero data retention requires external asset inputs to be data URIs.\"}",
            UnprocessableRequestException.class,
            "requires external asset inputs to be data URIs."),
        row(429, "{\"error\":\"Too many jobs\"}", RateLimitedException.class, "Too many jobs"),
        row(
            429,
            "{\"error\":{\"code\":\"CONCURRENCY_LIMIT_REACHED\"}}",
            RateLimitedException.class,
            "CONCURRENCY_LIMIT_REACHED"),
        row(500, "{\"error\":\"Internal error\"}", ServerErrorException.class, "Internal error"),
        row(502, HTML, ServerErrorException.class, "an HTML page"),
        row(524, HTML, ServerErrorException.class, "an HTML page"));
  }

  private static Arguments row(
      int status, String body, Class<? extends ApiException> type, String text) {
    return Arguments.of(status, body, type, text);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void toAReadIsRepeatedOnlyWhereThatHelps(
      int status, String body, Class<? extends ApiException> type, String text) {
    KreaClient client = client();
    for (int i = 0; i < 3; i++) {
      answer(status, body);
    }

    ApiException failure =
        catchThrowableOfType(ApiException.class, () -> client.jobs().get("job-1"));

    check(failure, status, body, type, text);
    assertThat(server.getRequestCount()).isEqualTo(status == 429 || status >= 500 ? 3 : 1);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void toASubmitIsRepeatedOnlyIfNothingWasAccepted(
      int status, String body, Class<? extends ApiException> type, String text) {
    KreaClient client = client();
    for (int i = 0; i < 3; i++) {
      answer(status, body);
    }

    KreaException failure =
        catchThrowableOfType(
            KreaException.class,
            () -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox")));

    if (status >= 500) {
      assertThat(failure).isInstanceOf(SubmissionUncertainException.class);
      check((ApiException) failure.getCause(), status, body, type, text);
    } else {
      check((ApiException) failure, status, body, type, text);
    }
    assertThat(server.getRequestCount()).isEqualTo(status == 429 ? 3 : 1);
  }

  private static void check(
      ApiException failure,
      int status,
      String body,
      Class<? extends ApiException> type,
      String text) {
    assertThat(failure).isExactlyInstanceOf(type).hasMessageContaining(text);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.body()).isEqualTo(body);
  }
}
