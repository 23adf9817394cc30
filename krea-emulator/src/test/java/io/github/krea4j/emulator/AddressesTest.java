package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
  private static RecordedRequest from(String host) {
    return new RecordedRequest(
        "1", "GET", "/", "", Map.of("Host", List.of(host)), new byte[0], Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:80, http://localhost:80",
    "localhost:80, http://127.0.0.1:80",
    "[::1]:80, http://localhost:80",
    "LocalHost, http://127.0.0.1",
    "192.168.1.5:9000, http://192.168.1.5:9000",
    "emulator:8080, http://emulator:8080",
    "'a b', http://localhost:7",
    "'x/../y', http://localhost:7",
  })
  void filesLieWhereTheSenderCanReachThem(String host, String files) {
    assertThat(new Addresses("127.0.0.1", 7).files(from(host))).isEqualTo(URI.create(files));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, http://127.0.0.1:7",
    "[::], http://[::1]:7",
    "localhost, http://localhost:7",
    "[::1], http://[::1]:7",
    "10.0.0.1, http://10.0.0.1:7"
  })
  void apiHasAnAddressThatCanBeCalled(String host, String api) {
    assertThat(new Addresses(host, 7).api()).isEqualTo(URI.create(api));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:7/a, true",
    "http://127.0.0.1:7/a, true",
    "http://[::1]:7/a, true",
    "http://emulator:9/a, true",
    "http://localhost:8/a, false",
    "http://localhost/a, false",
    "https://localhost:7/a, false",
    "http://localhost:7@example.com/a, false",
    "http://localhost.example.com:7/a, false",
    "data:text/plain;x, false",
  })
  void ownUrlsAreKnown(String url, boolean own) {
    assertThat(new Addresses("127.0.0.1", 7).isOwn(url, from("emulator:9"))).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:7, true",
    "127.0.0.1:7, true",
    "[::1]:7, true",
    "192.168.0.9:7, true",
    "krea.localhost:7, true",
    "evil.example:7, false",
    "127.0.0.1.evil.example:7, false",
    "'', false"
  })
  void foreignNamesAreNotMeant(String host, boolean meant) {
    assertThat(new Addresses("127.0.0.1", 7).isMeant(from(host))).isEqualTo(meant);
    assertThat(new Addresses("evil.example", 7).isMeant(from("evil.example:7"))).isTrue();
  }

  @Test
  void localhostIsListenedOnByBothOfItsAddresses() throws Exception {
    try (KreaEmulator emulator = KreaEmulator.start()) {
      int port = emulator.baseUrl().getPort();
      for (InetAddress address : InetAddress.getAllByName("localhost")) {
        String host = Addresses.inUrl(address.getHostAddress().replaceAll("%.*", ""));
        assertThat(TestClient.download("http://" + host + ":" + port + "/health").status())
            .as(host)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void portHasToBeFreeOnBoth() throws Exception {
    assumeTrue(hasIpv6(), "This machine has no IPv6 loopback");
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(ipv6(), 0));
      int port = other.getLocalPort();

      assertThatIllegalStateException()
          .isThrownBy(() -> KreaEmulator.builder().port(port).start())
          .withMessage("The emulator cannot listen on port " + port);
      // And nothing of the failed start is left.
      new ServerSocket(port, 1, ipv4()).close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "::1", "[::1]", "localhost", "127.0.0.1"})
  void hostCanBeChosen(String host) throws Exception {
    assumeTrue(!host.contains(":") || hasIpv6(), "This machine has no IPv6 loopback");
    try (KreaEmulator emulator = KreaEmulator.builder().host(host).start()) {
      TestClient client = new TestClient(emulator);
      emulator.script().states("completed");

      String url = client.job(client.submit()).at("/result/urls/0").asText();

      assertThat(TestClient.download(url).status()).isEqualTo(200);
      assertThat(URI.create(url).getHost()).isNotEqualTo(emulator.baseUrl().getHost());
    }
  }

  @Test
  void unknownHostIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> KreaEmulator.builder().host("::zz").start())
        .withMessageStartingWith("The emulator cannot listen on port 0 of ::zz: ");
  }

  private static InetAddress ipv4() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static InetAddress ipv6() throws IOException {
    byte[] address = new byte[16];
    address[15] = 1;
    return InetAddress.getByAddress(address);
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(ipv6(), 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
