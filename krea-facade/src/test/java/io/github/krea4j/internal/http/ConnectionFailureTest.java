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
    assertThat(ConnectionFailure.describe(cause, URL, LIMIT)).isEqualTo(text);
  }

  @Test
  void aPortThatIsNotTheUsualOneIsNamed() {
    assertThat(
            ConnectionFailure.describe(
                new ConnectException(), HttpUrl.get("http://localhost:8080/"), LIMIT))
        .startsWith("no connection to localhost:8080: ");
  }

  @Test
  void theLimitIsNamedToATenth() {
    assertThat(
            ConnectionFailure.describe(
                new InterruptedIOException("timeout"), URL, Duration.ofMillis(1234)))
        .isEqualTo("api.krea.ai did not answer within 1.2 s");
    assertThat(
            ConnectionFailure.describe(new InterruptedIOException("timeout"), URL, Duration.ZERO))
        .isEqualTo("api.krea.ai did not answer in time");
  }

  @Test
  void theWholeTextSaysWhatBecameOfTheRequest() {
    IOException broke = new EOFException("end");

    assertThat(
            ConnectionFailure.of(broke, call(CallKind.SUBMIT, "POST").exchange(), 3, false, LIMIT))
        .hasMessage(
            "POST /jobs/1 got no answer: the connection to api.krea.ai broke (end). Nothing was"
                + " sent. [3 attempts]")
        .hasCause(broke);
    assertThat(ConnectionFailure.of(broke, call(CallKind.READ, "GET").exchange(), 1, true, LIMIT))
        .hasMessage("GET /jobs/1 got no answer: the connection to api.krea.ai broke (end).");
    assertThat(ConnectionFailure.of(broke, call(CallKind.ONCE, "PATCH").exchange(), 1, true, LIMIT))
        .hasMessage(
            "PATCH /jobs/1 got no answer: the connection to api.krea.ai broke (end). It may have"
                + " been carried out.");
  }

  private static TestCall call(CallKind kind, String method) {
    RequestBody body = method.equals("GET") ? null : RequestBody.create("", null);
    return new TestCall(
        new Request.Builder().url(URL).method(method, body).build(), kind, null, null);
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
