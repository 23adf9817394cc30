package io.github.krea4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each text names the culprit and the way out; each class holds what a program needs. */
class ErrorMessagesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String MODEL = "image/bfl/flux-1-dev";
  private static final String HTML = "<!DOCTYPE html><html><body>nginx</body></html>";

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(
            400,
            "{\"error\":\"Invalid body\"}",
            BadRequestException.class,
            "POST /x was answered with 400: Invalid body. Nothing was accepted: correct the"
                + " request."),
        Arguments.of(
            401,
            "{\"message\":\"Unauthorized\"}",
            AuthenticationException.class,
            "POST /x was answered with 401: Unauthorized. The service refused the API key: check"
                + " that it is whole, of the form id:secret, and still valid."),
        Arguments.of(
            402,
            "{\"error\":\"Insufficient API balance\"}",
            InsufficientCreditsException.class,
            "POST /x was answered with 402: Insufficient API balance. Top up the workspace's API"
                + " balance; the compute units of the web app do not pay for API calls."),
        Arguments.of(
            402,
            "{\"error\":\"This model requires a Pro plan\"}",
            InsufficientCreditsException.class,
            "POST /x was answered with 402: This model requires a Pro plan. The workspace's plan"
                + " does not include this: choose another model or plan."),
        Arguments.of(
            402,
            "",
            InsufficientCreditsException.class,
            "POST /x was answered with 402 and no message. Either the workspace's API balance is"
                + " used up, or its plan does not include this model."),
        Arguments.of(
            403,
            "{\"error\":\"Not yours\"}",
            PermissionDeniedException.class,
            "POST /x was answered with 403: Not yours. The key may not do this: the object may"
                + " belong to another user, or API use may be switched off for it."),
        Arguments.of(
            403,
            "error code: 1010",
            PermissionDeniedException.class,
            "POST /x was answered with 403: error code: 1010. The service's edge refused the"
                + " User-Agent header (error 1010): leave this library's own in place, or send one"
                + " that names your application."),
        Arguments.of(
            403,
            "<html><h1>Error <span>1010</span></h1></html>",
            PermissionDeniedException.class,
            "POST /x was answered with 403 and an HTML page. The service's edge refused the"
                + " User-Agent header (error 1010): leave this library's own in place, or send one"
                + " that names your application."),
        Arguments.of(
            404,
            "{\"error\":\"Job not found\"}",
            NotFoundException.class,
            "POST /x was answered with 404: Job not found. It does not exist, or belongs to another"
                + " user."),
        Arguments.of(
            404,
            HTML,
            NotFoundException.class,
            "POST /x was answered with 404 and an HTML page. The service has no such path: check"
                + " the base URL: https://api.krea.ai is the service's, without /v1 or any other"
                + " path."),
        Arguments.of(
            409,
            "{\"error\":\"Conflict\"}",
            ApiException.class,
            "POST /x was answered with 409: Conflict."),
        Arguments.of(
            410,
            "{\"error\":\"model_unavailable\",\"message\":\"Gone!\"}",
            ModelUnavailableException.class,
            "POST /x was answered with 410: Gone! The model was withdrawn: choose another one."),
        Arguments.of(
            413,
            "",
            PayloadTooLargeException.class,
            "POST /x was answered with 413 and no message. Nothing was accepted: an asset may have"
                + " at most 75 MB, and large data URIs belong into an asset."),
        Arguments.of(
            422,
            "{\"detail\":[{\"loc\":[\"style_images\",0,\"url\"],\"msg\":\"Invalid asset URL\"}]}",
            UnprocessableRequestException.class,
            "POST /x was answered with 422: style_images.0.url: Invalid asset URL. Nothing was"
                + " accepted: correct the request."),
        Arguments.of(
            422,
            "{\"error\":\"Validation failed\",\"issues\":[{\"path\":\"width\",\"message\":\"too"
                + " large\"},{\"path\":\"height\",\"message\":\"too small\"}]}",
            UnprocessableRequestException.class,
            "POST /x was answered with 422: Validation failed: width: too large; height: too small."
                + " Nothing was accepted: correct the request."),
        Arguments.of(
            429,
            "{\"error\":\"CONCURRENCY_LIMIT_REACHED\"}",
            RateLimitedException.class,
            "POST /x was answered with 429: CONCURRENCY_LIMIT_REACHED. Nothing was accepted: repeat"
                + " it later, or keep fewer jobs running at once."),
        Arguments.of(
            500,
            "",
            ServerErrorException.class,
            "POST /x was answered with 500 and no message. The service or its edge failed: look"
                + " whether this was carried out before you repeat it."),
        Arguments.of(
            524,
            HTML,
            ServerErrorException.class,
            "POST /x was answered with 524 and an HTML page. The service or its edge failed: look"
                + " whether this was carried out before you repeat it."),
        Arguments.of(
            300,
            "",
            ApiException.class,
            "POST /x was answered with 300 and no message. The answer points to another address,"
                + " but requests to the API follow no redirects, so that none is sent twice: check"
                + " the base URL."),
        Arguments.of(
            304,
            "",
            ApiException.class,
            "POST /x was answered with 304 and no message. The answer points to another address,"
                + " but requests to the API follow no redirects, so that none is sent twice: check"
                + " the base URL."));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eachStatusHasItsClassAndText(
      int status, String body, Class<? extends ApiException> type, String message) {
    ApiException failure = failure(status, body);

    assertThat(failure).isExactlyInstanceOf(type).hasMessage(message);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.body()).isEqualTo(body);
  }

  @Test
  void anUnknownModelIsNamed() {
    assertThat(ApiException.of(response(404, "{\"error\":\"Not found\"}", Map.of(), 1, MODEL)))
        .hasMessage(
            "POST /x was answered with 404: Not found. The service has no model"
                + " \"image/bfl/flux-1-dev\": check its name; models are also withdrawn.");
    assertThat(ApiException.of(response(404, HTML, Map.of(), 1, MODEL)))
        .hasMessage(
            "POST /x was answered with 404 and an HTML page. The service has no model"
                + " \"image/bfl/flux-1-dev\": check its name; models are also withdrawn. If all"
                + " models fail, check the base URL: https://api.krea.ai is the service's, without"
                + " /v1 or any other path.");
  }

  @Test
  void aWithdrawnModelComesWithItsReplacement() {
    ModelUnavailableException failure =
        (ModelUnavailableException)
            ApiException.of(
                response(
                    410,
                    "{\"error\":\"model_unavailable\",\"reason\":\"deprecated\",\"message\":\"This"
                        + " model is no longer available\",\"sunset_date\":\"2026-05-13\","
                        + "\"replacement\":\"image/bytedance/seedream-5-lite\","
                        + "\"migration_url\":\"https://docs.krea.ai/m\"}",
                    Map.of(),
                    1,
                    "image/bytedance/seedream-3"));

    assertThat(failure)
        .hasMessage(
            "POST /x was answered with 410: This model is no longer available. The model"
                + " \"image/bytedance/seedream-3\" was withdrawn on 2026-05-13: use"
                + " \"image/bytedance/seedream-5-lite\" instead. See https://docs.krea.ai/m");
    assertThat(failure.code()).contains("model_unavailable");
    assertThat(failure.serverMessage()).contains("This model is no longer available");
    assertThat(failure.replacement()).contains("image/bytedance/seedream-5-lite");
    assertThat(failure.sunsetDate()).contains(LocalDate.of(2026, 5, 13));
    assertThat(failure.migrationUrl()).contains(URI.create("https://docs.krea.ai/m"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gone",
        "{}",
        "{\"sunset_date\":\"soon\",\"replacement\":null,\"migration_url\":\"not a url\"}",
        "{\"sunset_date\":7,\"replacement\":{},\"migration_url\":[]}"
      })
  void aWithdrawnModelMayComeWithoutAnything(String body) {
    ModelUnavailableException failure = (ModelUnavailableException) failure(410, body);

    assertThat(failure.replacement()).isEmpty();
    assertThat(failure.sunsetDate()).isEmpty();
    assertThat(failure.migrationUrl()).isEmpty();
    assertThat(failure.getMessage()).endsWith("The model was withdrawn: choose another one.");
  }

  @Test
  void aSunsetMayBeAPointInTimeAndAllMayBeInsideTheError() {
    ModelUnavailableException failure =
        (ModelUnavailableException)
            failure(
                410,
                "{\"error\":{\"code\":\"model_unavailable\",\"sunset_date\":"
                    + "\"2026-05-13T00:00:00Z\",\"replacement\":\"a/b/c\"}}");

    assertThat(failure.sunsetDate()).contains(LocalDate.of(2026, 5, 13));
    assertThat(failure.replacement()).contains("a/b/c");
    assertThat(failure.code()).contains("model_unavailable");
  }

  @ParameterizedTest
  @CsvSource({
    "Insufficient API balance,EMPTY_BALANCE",
    "insufficient funds,EMPTY_BALANCE",
    "You are out of credits,EMPTY_BALANCE",
    "INSUFFICIENT,EMPTY_BALANCE",
    "Your balance is empty. Upgrade your plan or top up,EMPTY_BALANCE",
    "Your plan does not include this model,PLAN",
    "Insufficient plan,PLAN",
    "Video requires Pro,PLAN",
    "Payment required,UNKNOWN"
  })
  void moneyAndPlanAreToldApartByTheText(
      String message, InsufficientCreditsException.Reason reason) {
    InsufficientCreditsException failure =
        (InsufficientCreditsException) failure(402, "{\"error\":\"" + message + "\"}");

    assertThat(failure.reason()).isEqualTo(reason);
  }

  @Test
  void whatOnlyReadsCanBeRepeatedLater() {
    FailedResponse read =
        new FailedResponse("GET", "/jobs", 500, Map.of(), "", 1, null, Instant.EPOCH);

    assertThat(ApiException.of(read)).hasMessageEndingWith("failed: repeat it later.");
  }

  @Test
  void requestIdAndAttemptsAreInTheText() {
    ApiException failure =
        ApiException.of(response(500, "", Map.of("CF-Ray", List.of("8a1-FRA")), 3, null));

    assertThat(failure)
        .hasMessage(
            "POST /x was answered with 500 and no message. The service or its edge failed: look"
                + " whether this was carried out before you repeat it. [request id 8a1-FRA] [3 attempts]");
    assertThat(failure.requestId()).contains("8a1-FRA");
    assertThat(failure.attempts()).isEqualTo(3);
    assertThat(failure.method()).isEqualTo("POST");
    assertThat(failure.path()).isEqualTo("/x");
  }

  @Test
  void theServicesOwnRequestIdGoesFirst() {
    ApiException failure =
        ApiException.of(
            response(
                500,
                "",
                Map.of("cf-ray", List.of("8a1-FRA"), "X-Request-Id", List.of("req-1")),
                1,
                null));

    assertThat(failure.requestId()).contains("req-1");
  }

  @Test
  void headersAreFoundInAnyCaseAndHoldNoCookies() {
    ApiException failure =
        ApiException.of(
            response(
                500,
                "",
                Map.of("Set-Cookie", List.of("a=b"), "X-One", List.of("1", "2")),
                1,
                null));

    assertThat(failure.headers()).containsOnlyKeys("X-One");
    assertThat(failure.headers().get("x-one")).containsExactly("1", "2");
    assertThat(failure.headers().get("set-cookie")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2,PT2S",
    "0,PT0S",
    "0.25,PT0.25S",
    "'Thu, 01 Jan 2026 00:00:07 GMT',PT7S",
    "'Thu, 01 Jan 2026 00:00:00 GMT',PT0S",
    "'Wed, 31 Dec 2025 23:00:00 GMT',PT0S"
  })
  void retryAfterIsSecondsOrADate(String header, Duration delay) {
    RateLimitedException failure =
        (RateLimitedException)
            ApiException.of(response(429, "", Map.of("Retry-After", List.of(header)), 1, null));

    assertThat(failure.retryAfter()).contains(delay);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1 2", "2026-01-01T00:00:07Z"})
  void aRetryAfterThatIsNeitherIsAbsent(String header) {
    ApiException failure =
        ApiException.of(response(429, "", Map.of("Retry-After", List.of(header)), 1, null));

    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure(429, "").retryAfter()).isEmpty();
  }

  @Test
  void longTextsAndListsAreCutInTheMessageOnly() {
    StringBuilder issues = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      issues.append(i == 0 ? "" : ",").append("{\"path\":\"f").append(i).append("\"}");
    }
    ApiException failure = failure(400, "{\"issues\":[" + issues + "]}");

    assertThat(failure.violations()).hasSize(12);
    assertThat(failure)
        .hasMessage(
            "POST /x was answered with 400: f0; f1; f2; f3; f4; f5; f6; f7; f8; f9; and 2 more."
                + " Nothing was accepted: correct the request.");
    assertThat(failure(400, "{\"error\":\"" + "x".repeat(600) + "\"}").getMessage())
        .contains("x".repeat(500) + "… Nothing was accepted")
        .doesNotContain("x".repeat(501));
    assertThat(failure(500, "two\nlines").serverMessage()).contains("two lines");
  }

  private static ApiException failure(int status, String body) {
    return ApiException.of(response(status, body, Map.of(), 1, null));
  }

  private static FailedResponse response(
      int status, String body, Map<String, List<String>> headers, int attempts, String model) {
    return new FailedResponse("POST", "/x", status, headers, body, attempts, model, NOW);
  }
}
