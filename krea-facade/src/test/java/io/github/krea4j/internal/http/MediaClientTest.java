package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownServiceException;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaClientTest {
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
  void noCredentialsGoToAnyHostTheApisIncluded() throws IOException {
    service.answer(302, "", "Location", "/moved", "Set-Cookie", "a=b; Path=/");
    service.answer(200, "picture");
    OkHttpClient supplied =
        service.supplied(
            builder ->
                builder.addInterceptor(
                    chain ->
                        chain.proceed(
                            chain
                                .request()
                                .newBuilder()
                                .header("Authorization", "Bearer everywhere")
                                .header("Cookie", "c=d")
                                .build())));
    Http transport = service.transport(builder -> builder.httpClient(supplied));

    try (Response response = get(transport, service.server.url("/a.png").toString())) {
      assertThat(response.body().string()).isEqualTo("picture");
    }

    for (int i = 0; i < 2; i++) {
      RecordedRequest request = service.seen();
      assertThat(request.getHeaders().get("Authorization")).isNull();
      assertThat(request.getHeaders().get("Cookie")).isNull();
      assertThat(request.getHeaders().get("User-Agent")).isEqualTo(ClientVersion.USER_AGENT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsOnThisMachineAreFollowed(int status) throws IOException {
    try (TestService other = new TestService()) {
      service.answer(status, "", "Location", other.server.url("/b.png").toString());
      other.answer(200, "picture");

      try (Response response = get(service.transport(), url("/a.png"))) {
        assertThat(response.body().string()).isEqualTo("picture");
      }
    }
  }

  @Test
  void aRedirectWithoutTlsToAnotherMachineIsRefused() {
    service.answer(302, "", "Location", "http://media.example/b.png");

    assertThatThrownBy(() -> get(service.transport(), url("/a.png")))
        .isInstanceOf(UnknownServiceException.class)
        .hasMessage("refused to load from media.example without TLS");
  }

  @Test
  void anotherMachineIsNotAskedWithoutTls() {
    assertThatThrownBy(() -> get(service.transport(), "http://media.example/b.png"))
        .isInstanceOf(UnknownServiceException.class)
        .hasMessage("refused to load from media.example without TLS");
  }

  @Test
  void redirectsHaveAnEnd() {
    service.answers(11, 302, "", "Location", "/again");

    assertThatThrownBy(() -> get(service.transport(), url("/a.png")))
        .isInstanceOf(UnknownServiceException.class)
        .hasMessage("more than 10 redirects");

    assertThat(service.server.getRequestCount()).isEqualTo(11);
  }

  @Test
  void aRedirectToNowhereIsTheAnswer() throws IOException {
    service.answer(302, "");
    service.answer(302, "", "Location", "ftp://media.example/b.png");
    Http transport = service.transport();

    for (int i = 0; i < 2; i++) {
      try (Response response = get(transport, url("/a.png"))) {
        assertThat(response.code()).isEqualTo(302);
      }
    }
  }

  @Test
  void okHttpRepeatsNothingHereEither() throws IOException {
    service.answer(503, "", "Retry-After", "0");
    service.answer(200, "second");

    try (Response response = get(service.transport(), url("/a.png"))) {
      assertThat(response.code()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("0");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,true",
    "a.localhost,true",
    "127.0.0.1,true",
    "127.9.9.9,true",
    "::1,true",
    "[::1],true",
    "127.0.0.1.example,false",
    "localhost.example,false",
    "192.168.0.1,false",
    "example,false"
  })
  void loopbackIsToldByItsName(String host, boolean loopback) {
    assertThat(Loopback.is(host)).isEqualTo(loopback);
  }

  private String url(String path) {
    return service.server.url(path).toString();
  }

  private static Response get(Http transport, String url) throws IOException {
    return transport.newMediaCall(new Request.Builder().url(url).build()).execute();
  }
}
