package io.github.krea4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.krea4j.errors.ConnectionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All traffic goes through the proxy of a supplied client, which learns no more than it must. */
class ProxyTest extends ApiTest {
  private static final String LOGIN = "someone:proxy-secret";

  @TempDir Path directory;
  private OkHttpClient http = new OkHttpClient();
  private LoopbackProxy proxy;

  @BeforeEach
  void startProxy() throws IOException {
    proxy = new LoopbackProxy(null);
  }

  @AfterEach
  void stopProxy() throws IOException {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    proxy.close();
  }

  @Test
  void callsUploadsAndDownloadsPassThroughAProxy() {
    useTheService(client(false));

    assertThat(proxy.heads()).hasSize(4).allMatch(head -> head.contains(" http://localhost:"));
  }

  @Test
  void callsUploadsAndDownloadsPassThroughATunnelThatDoesNotSeeTheKey() throws IOException {
    useTheService(client(true));

    assertThat(proxy.heads())
        .isNotEmpty()
        .allMatch(head -> head.startsWith("CONNECT localhost:" + server.getPort() + " "))
        .noneMatch(head -> head.contains("Authorization") || head.contains(KEY));
  }

  @Test
  void theSuppliedClientLogsInToTheProxy() throws IOException {
    askForLogin();
    http =
        http.newBuilder()
            .proxyAuthenticator(
                (route, response) ->
                    response.request().header("Proxy-Authorization") != null
                        ? null
                        : response
                            .request()
                            .newBuilder()
                            .header(
                                "Proxy-Authorization", Credentials.basic("someone", "proxy-secret"))
                            .build())
            .build();

    useTheService(client(true));

    assertThat(proxy.heads())
        .allMatch(head -> head.startsWith("CONNECT "))
        .noneMatch(head -> head.contains("\r\nAuthorization") || head.contains(KEY))
        .anyMatch(head -> head.contains("Proxy-Authorization: Basic "));
  }

  @Test
  void withoutALoginNothingIsSent() throws IOException {
    askForLogin();
    KreaClient client = client(true);

    assertThatThrownBy(() -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("the proxy localhost:" + port() + " asks for a login")
        .hasMessageContaining("Nothing was sent.")
        .satisfies(e -> assertThat(((ConnectionException) e).attempts()).isEqualTo(1));

    assertThat(server.getRequestCount()).isZero();
    assertThat(proxy.heads()).hasSize(1).noneMatch(head -> head.contains("Authorization"));
  }

  @Test
  void aProxyWithoutATunnelThatWantsALoginIsNamedToo() throws IOException {
    askForLogin();
    KreaClient client = client(false);

    assertThatThrownBy(() -> client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("the proxy localhost:" + port() + " asks for a login")
        .hasMessageContaining("Nothing was sent.");
    assertThat(proxy.heads()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 502, 503})
  void aProxyThatRefusesTheTunnelIsAskedOnce(int status) throws IOException {
    proxy.refuse(status);
    KreaClient client = client(true);

    assertThatThrownBy(() -> client.jobs().get("job-1"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("the proxy localhost:" + port() + " refused to connect to localhost:")
        .hasMessageContaining("(" + status + ")");
    assertThat(proxy.heads()).hasSize(1);
  }

  private int port() {
    return ((InetSocketAddress) proxy.address().address()).getPort();
  }

  private void useTheService(KreaClient client) {
    answer(JOB);
    answer(JOB);
    answer("{\"id\":\"asset-1\"}");
    server.enqueue(bytes(Media.png(), "image/png").build());

    client.generate("image/bfl/flux-1-dev", Map.of("prompt", "a fox"));
    client.jobs().get("job-1");
    client.assets().upload(AssetUpload.of(Media.png(), "a.png"));
    URI picture = URI.create(server.url("/a.png").toString());
    assertThat(client.downloads().toFile(picture, directory.resolve("a.png")))
        .hasBinaryContent(Media.png());

    for (String line :
        new String[] {"POST /generate/image/bfl/flux-1-dev", "GET /jobs/job-1", "POST /assets"}) {
      RecordedRequest request = request();
      assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo(line);
      assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
      assertThat(request.getHeaders().get("Proxy-Authorization")).isNull();
    }
    assertThat(request().getHeaders().get("Authorization")).isNull();
  }

  private void askForLogin() throws IOException {
    proxy.close();
    proxy = new LoopbackProxy(LOGIN);
  }

  private KreaClient client(boolean tls) {
    OkHttpClient.Builder changed = http.newBuilder().proxy(proxy.address());
    if (tls) {
      HeldCertificate certificate =
          new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      HandshakeCertificates trusted =
          new HandshakeCertificates.Builder()
              .addTrustedCertificate(certificate.certificate())
              .build();
      changed.sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager());
    }
    http = changed.build();
    return open(builder().baseUrl(server.url("/").uri()).httpClient(http));
  }
}
