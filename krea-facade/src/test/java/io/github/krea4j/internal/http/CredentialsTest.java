package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ConfigurationException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import mockwebserver3.RecordedRequest;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialsTest {
  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  @Test
  void keyAndUserAgentGoOutWithEveryRequest() {
    service.answer(503, "");
    service.answer(200, "{}");

    TestCall.await(service.transport(), service.get("/jobs"));

    for (int i = 0; i < 2; i++) {
      RecordedRequest request = service.seen();
      assertThat(request.getHeaders().values("Authorization"))
          .containsExactly("Bearer " + TestService.KEY);
      assertThat(request.getHeaders().values("User-Agent"))
          .containsExactly(ClientVersion.USER_AGENT);
    }
  }

  @Test
  void anotherUserAgentIsKept() {
    service.answer(200, "{}");
    Request.Builder request = new Request.Builder().header("User-Agent", "my-app/1");

    TestCall.await(service.transport(), service.call(CallKind.READ, "/jobs", request, null));

    assertThat(service.seen().getHeaders().values("User-Agent")).containsExactly("my-app/1");
  }

  @Test
  void anotherAuthorizationForTheApiIsReplaced() {
    service.answer(200, "{}");
    Request.Builder request = new Request.Builder().header("Authorization", "Bearer other");

    TestCall.await(service.transport(), service.call(CallKind.READ, "/jobs", request, null));

    assertThat(service.seen().getHeaders().values("Authorization"))
        .containsExactly("Bearer " + TestService.KEY);
  }

  @Test
  void theKeyGoesToTheApisOwnHostOnly() throws IOException {
    try (TestService other = new TestService()) {
      other.answers(2, 200, "{}");
      Http transport = service.transport();

      // Another port is another host, and so is another name for the same machine.
      for (String url :
          List.of(
              other.server.url("/x").toString(),
              "http://127.0.0.1:" + other.server.getPort() + "/x")) {
        try (Response response =
            transport.newStubCall(new Request.Builder().url(url).build()).execute()) {
          assertThat(response.code()).isEqualTo(200);
        }
        RecordedRequest request = other.seen();
        assertThat(request.getHeaders().get("Authorization")).isNull();
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo(ClientVersion.USER_AGENT);
      }
    }
  }

  @Test
  void theKeyDoesNotFollowARedirect() throws IOException {
    try (TestService other = new TestService()) {
      service.answer(307, "", "Location", other.server.url("/stolen").toString());

      assertThatThrownBy(() -> TestCall.await(service.transport(), service.get("/jobs")))
          .hasMessage(
              "GET /jobs was answered with 307 and no message. The answer points to http://"
                  + other.server.getHostName()
                  + ":"
                  + other.server.getPort()
                  + ", but requests to the API follow no redirects, so that none is sent twice:"
                  + " check the base URL.");

      assertThat(other.server.getRequestCount()).isZero();
    }
  }

  @Test
  void theKeyIsAskedForEachRequest() {
    Queue<String> keys = new ArrayDeque<>(List.of("one", "two"));
    service.answers(2, 200, "{}");
    Http transport = service.transport(builder -> builder.apiKey(keys::remove));

    TestCall.await(transport, service.get("/a"));
    TestCall.await(transport, service.get("/b"));

    assertThat(service.seen().getHeaders().get("Authorization")).isEqualTo("Bearer one");
    assertThat(service.seen().getHeaders().get("Authorization")).isEqualTo("Bearer two");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aMissingKeyIsNamedAndNothingIsSent(Mode mode) {
    for (String none : new String[] {null, "", "  \n"}) {
      assertThat(refused(mode, () -> none))
          .hasMessage(
              "There is no API key: set KREA_API_KEY or KREA_API_TOKEN, or pass it to"
                  + " KreaClient.builder().apiKey(...).");
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aKeyThatNoHeaderCanCarryIsDescribedButNotShown(Mode mode) {
    assertThat(refused(mode, () -> "abc:def\n"))
        .hasMessage(
            "The API key holds a line break at position 8 of 8: pass it without anything around"
                + " it.");
    assertThat(refused(mode, () -> "abc def"))
        .hasMessage(
            "The API key holds a blank at position 4 of 7: pass it without anything around it.");
    assertThat(refused(mode, () -> "abcdéf"))
        .hasMessage(
            "The API key holds a character that no header can carry at position 5 of 6: pass it"
                + " without anything around it.");
    assertThat(refused(mode, () -> "Bearer abc:def"))
        .hasMessage(
            "The API key starts with \"Bearer \": pass the bare key, the word is added to it.");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aSupplierThatFailsIsNamed(Mode mode) {
    IllegalStateException own = new IllegalStateException("vault sealed");

    assertThat(
            refused(
                mode,
                () -> {
                  throw own;
                }))
        .hasMessage("The supplier of the API key failed with java.lang.IllegalStateException.")
        .hasCause(own);
  }

  private Throwable refused(Mode mode, Supplier<String> key) {
    Http transport = service.transport(builder -> builder.apiKey(key));
    try {
      mode.await(transport, service.submit());
      throw new AssertionError("succeeded");
    } catch (ConfigurationException e) {
      assertThat(service.server.getRequestCount()).isZero();
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource({"a:b,true", "'a\tb',false"})
  void keysCanBeCheckedBeforehand(String key, boolean good) {
    if (good) {
      assertThat(ApiKey.check(key)).isEqualTo(key);
    } else {
      assertThatThrownBy(() -> ApiKey.check(key)).isInstanceOf(ConfigurationException.class);
    }
  }
}
