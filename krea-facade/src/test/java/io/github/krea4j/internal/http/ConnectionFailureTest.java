package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFailureTest {
  private static final HttpUrl URL = HttpUrl.get("https://api.krea.ai/jobs/1?cursor=c");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            new UnknownHostException("api.krea.ai: Name or service not known"),
            "the host api.krea.ai is unknown: check the base URL and this machine's DNS"),
        Arguments.of(
            new ConnectException("Failed to connect to api.krea.ai/104.18.0.1:443"),
            "no connection to api.krea.ai: check the base URL, and whether a proxy or firewall is"
                + " in the way"),
        Arguments.of(
            new NoRouteToHostException("No route"),
            "no connection to api.krea.ai: check the base URL, and whether a proxy or firewall is"
                + " in the way"),
        Arguments.of(
            new SSLHandshakeException("PKIX path building failed"),
            "no secure connection to api.krea.ai (PKIX path building failed): check the base URL,"
                + " this machine's clock and its trusted certificates"),
        Arguments.of(
            new SocketTimeoutException("Read timed out"),
            "api.krea.ai was silent for too long (Read timed out)"),
        Arguments.of(
            new InterruptedIOException("timeout"), "api.krea.ai did not answer within 60 s"),
        Arguments.of(
            new EOFException("\\n not found: limit=0\n content="),
            "the connection to api.krea.ai broke (\\n not found: limit=0 content=)"),
        Arguments.of(
            new SocketException(), "the connection to api.krea.ai broke (SocketException)"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void eachCauseHasItsTextAndWayOut(IOException cause, String text) {
    assertThat(failure(CallKind.READ, URL, LIMIT, null).describe(cause)).isEqualTo(text);
  }

  @Test
  void aPortThatIsNotTheUsualOneIsNamed() {
    assertThat(
            failure(CallKind.READ, HttpUrl.get("http://localhost:8080/"), LIMIT, null)
                .describe(new ConnectException()))
        .startsWith("no connection to localhost:8080: ");
  }

  @Test
  void theLimitIsNamedToATenth() {
    assertThat(
            failure(CallKind.READ, URL, Duration.ofMillis(1234), null)
                .describe(new InterruptedIOException("timeout")))
        .isEqualTo("api.krea.ai did not answer within 1.2 s");
    assertThat(
            failure(CallKind.READ, URL, Duration.ZERO, null)
                .describe(new InterruptedIOException("timeout")))
        .isEqualTo("api.krea.ai did not answer in time");
  }

  @Test
  void theWholeTextSaysWhatBecameOfTheRequest() {
    IOException broke = new EOFException("end");

    assertThat(failure(CallKind.SUBMIT, URL, LIMIT, null).of(broke, 3, false))
        .hasMessage(
            "POST /jobs/1 got no answer: the connection to api.krea.ai broke (end). Nothing was"
                + " sent. [3 attempts]")
        .hasCause(broke);
    assertThat(failure(CallKind.READ, URL, LIMIT, null).of(broke, 1, true))
        .hasMessage("GET /jobs/1 got no answer: the connection to api.krea.ai broke (end).");
    assertThat(failure(CallKind.ONCE, URL, LIMIT, null).of(broke, 1, true))
        .hasMessage(
            "PATCH /jobs/1 got no answer: the connection to api.krea.ai broke (end). It may have"
                + " been carried out.");
  }

  @ParameterizedTest
  @MethodSource("behindAProxy")
  void theProxyIsNamed(IOException cause, String text) {
    assertThat(failure(CallKind.READ, URL, LIMIT, "proxy.example:3128").describe(cause))
        .isEqualTo(text);
  }

  static Stream<Arguments> behindAProxy() {
    return Stream.of(
        Arguments.of(
            ConnectionFailure.noLogin(),
            "the proxy proxy.example:3128 asks for a login, and got none that it takes (407): set a"
                + " proxyAuthenticator on the OkHttpClient that the client is built with"),
        Arguments.of(
            new IOException("Unexpected response code for CONNECT: 403"),
            "the proxy proxy.example:3128 refused to connect to api.krea.ai (403): have it let this"
                + " host through"),
        Arguments.of(
            new UnknownHostException("proxy.example"),
            "no way to api.krea.ai: the host of the proxy proxy.example:3128 is unknown. Check the"
                + " proxy's address and this machine's DNS"),
        Arguments.of(
            new ConnectException("refused"),
            "no connection to the proxy proxy.example:3128, which is the way to api.krea.ai"));
  }

  @Test
  void aDownloadIsNotSentToTheBaseUrl() {
    ConnectionFailure download =
        failure(CallKind.DOWNLOAD, HttpUrl.get("https://results.example/a.png"), LIMIT, null);

    assertThat(download.describe(new UnknownHostException("x")))
        .isEqualTo("the host results.example is unknown: check the URL and this machine's DNS");
    assertThat(download.describe(new ConnectException("x"))).contains("check the URL, and");
    assertThat(download.describe(new SSLHandshakeException("x"))).contains("check the URL, this");
  }

  @Test
  void refusalsByAProxyStay() {
    assertThat(ConnectionFailure.permanent(ConnectionFailure.noLogin())).isTrue();
    assertThat(
            ConnectionFailure.permanent(
                new IOException("Unexpected response code for CONNECT: 502")))
        .isTrue();
    assertThat(ConnectionFailure.permanent(new IOException("unexpected end"))).isFalse();
  }

  private static ConnectionFailure failure(
      CallKind kind, HttpUrl url, Duration limit, @Nullable String proxy) {
    String method =
        switch (kind) {
          case READ, DOWNLOAD -> "GET";
          case ONCE -> "PATCH";
          default -> "POST";
        };
    RequestBody body = method.equals("GET") ? null : RequestBody.create("", null);
    Request request = new Request.Builder().url(url).method(method, body).build();
    return new ConnectionFailure(
        new TestCall(request, kind, null, null).exchange(), limit, any -> proxy);
  }

  @Test
  void certificatesDoNotHeal() {
    assertThat(ConnectionFailure.permanent(new SSLPeerUnverifiedException("other host"))).isTrue();
    assertThat(ConnectionFailure.permanent(new UnknownServiceException("CLEARTEXT"))).isTrue();
    SSLHandshakeException untrusted = new SSLHandshakeException("no");
    untrusted.initCause(new CertificateException("expired"));
    assertThat(ConnectionFailure.permanent(untrusted)).isTrue();
    assertThat(ConnectionFailure.permanent(new SSLHandshakeException("reset"))).isFalse();
    assertThat(ConnectionFailure.permanent(new UnknownHostException("x"))).isFalse();
  }
}
