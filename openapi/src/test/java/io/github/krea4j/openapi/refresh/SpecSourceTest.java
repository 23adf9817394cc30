package io.github.krea4j.openapi.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecSourceTest {
  private static final int LIMIT = 10_000;

  @TempDir Path directory;

  private final SpecSource source = new SpecSource("krea4j/test", LIMIT, Duration.ofSeconds(20));
  private final List<String> agents = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort() + "/openapi.json";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int status, byte[] body, String... header) {
    server.createContext(
        "/openapi.json",
        exchange -> {
          agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
          if (header.length == 2) {
            exchange.getResponseHeaders().add(header[0], header[1]);
          }
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          write(exchange, body);
        });
  }

  private static void write(HttpExchange exchange, byte[] body) {
    try (exchange) {
      exchange.getResponseBody().write(body);
    } catch (IOException clientGaveUp) {
      // as it should where the body is too large
    }
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String location) {
    return assertThatThrownBy(() -> source.fetch(location))
        .isInstanceOf(UnusableDocumentException.class);
  }

  @Test
  void fetchesUnderItsOwnName() throws UnusableDocumentException {
    answer(200, "{\"größe\": 1}".getBytes(StandardCharsets.UTF_8));
    assertThat(source.fetch(address)).isEqualTo("{\"größe\": 1}");
    assertThat(agents).containsExactly("krea4j/test");
  }

  @Test
  void errorStatusIsRefused() {
    answer(503, "<html>".getBytes(StandardCharsets.UTF_8));
    assertRefused(address).hasMessage(address + " answered with status 503");
  }

  @Test
  void redirectToHttpIsRefused() {
    answer(302, new byte[0], "Location", "http://example.com/openapi.json");
    assertRefused(address)
        .hasMessage(
            address
                + " redirects to http://example.com/openapi.json;"
                + " only redirects to https are followed");
  }

  @Test
  void redirectOnTheSameHttpServerIsRefused() {
    answer(301, new byte[0], "Location", "/elsewhere");
    assertRefused(address).hasMessageEndingWith("only redirects to https are followed");
  }

  @Test
  void redirectToHttpsIsFollowed() throws IOException {
    // nobody listens there any more: that a connection is tried is what shows
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String target = "https://127.0.0.1:" + port + "/x";
    answer(302, new byte[0], "Location", target);
    assertRefused(address).hasMessageStartingWith("Cannot fetch the document from " + target);
  }

  @Test
  void redirectWithoutTargetIsRefused() {
    answer(302, new byte[0]);
    assertRefused(address).hasMessage(address + " answered with status 302");
  }

  @Test
  void tooLargeAnswerIsRefused() {
    answer(200, new byte[LIMIT + 1]);
    assertRefused(address)
        .hasMessage(
            "Cannot fetch the document from "
                + address
                + ": java.io.IOException: the answer is larger than 10000 bytes");
  }

  @Test
  void largestAnswerIsTaken() throws UnusableDocumentException {
    answer(200, " ".repeat(LIMIT).getBytes(StandardCharsets.UTF_8));
    assertThat(source.fetch(address)).hasSize(LIMIT);
  }

  @Test
  void answerThatDoesNotEndIsRefused() {
    CountDownLatch end = new CountDownLatch(1);
    server.createContext(
        "/openapi.json",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await(end);
          exchange.close();
        });
    SpecSource impatient = new SpecSource("krea4j/test", LIMIT, Duration.ofMillis(300));
    assertThatThrownBy(() -> impatient.fetch(address))
        .isInstanceOf(UnusableDocumentException.class)
        .hasMessageContaining("did not answer in full within");
    end.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answerThatIsCutIsRefused() {
    server.createContext(
        "/openapi.json",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          exchange.close();
        });
    assertRefused(address).hasMessageStartingWith("Cannot fetch the document from " + address);
  }

  @Test
  void httpToOtherMachinesIsRefused() {
    assertRefused("http://192.0.2.1/openapi.json")
        .hasMessage(
            "Refusing http://192.0.2.1/openapi.json:"
                + " http is allowed from this machine only; use https");
  }

  @Test
  void readsFiles() throws Exception {
    Path file = Files.writeString(directory.resolve("next document.json"), "\uFEFF{}");
    assertThat(source.fetch(file.toString())).isEqualTo("{}");
    assertThat(source.fetch(file.toUri().toString())).isEqualTo("{}");
  }

  @Test
  void unreadableFilesAreRefused() throws IOException {
    assertRefused(directory.resolve("missing.json").toString())
        .hasMessageStartingWith("Cannot read the document ");
    Path large = Files.write(directory.resolve("large.json"), new byte[LIMIT + 1]);
    assertRefused(large.toString()).hasMessage(large + " is larger than 10000 bytes");
    Path binary = Files.write(directory.resolve("binary.json"), new byte[] {(byte) 0xff, 1});
    assertRefused(binary.toString()).hasMessage(binary + " holds no UTF-8 text");
  }
}
