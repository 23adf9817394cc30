package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large requests share a memory of one MiB here. */
@Timeout(60)
final class WorkMemoryTest {
  private static final int LARGE = 700_000;

  private KreaEmulator emulator;
  private int port;

  @BeforeEach
  void start() {
    KreaEmulator.Builder builder = KreaEmulator.builder();
    builder.settings().capacity = new Capacity(1 << 20, 4 << 20, 1 << 20, 8 << 20, 100);
    emulator = builder.start();
    port = emulator.baseUrl().getPort();
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void secondLargeBodyWaitsForTheFirst() throws Exception {
    byte[] body = new byte[LARGE];
    try (Socket first = open(LARGE)) {
      first.getOutputStream().write(body, 0, LARGE - 1);
      while (emulator.emulation().memory().free() > LARGE) {
        Thread.onSpinWait();
      }
      Socket second = open(LARGE);
      CompletableFuture<String> secondAnswer =
          CompletableFuture.supplyAsync(() -> finish(second, body));
      try (Socket small = open(10)) {
        assertThat(finish(small, new byte[10])).as("small ones pass").isEqualTo("400");
      }
      assertThat(emulator.requests()).as("read so far").hasSize(1);

      first.getOutputStream().write(0);

      assertThat(status(first)).isEqualTo("400");
      assertThat(secondAnswer.get(30, TimeUnit.SECONDS)).isEqualTo("400");
      assertThat(emulator.requests()).hasSize(3);
      second.close();
    }
  }

  @Test
  void bodyOfALeavingClientMakesRoom() throws Exception {
    try (Socket leaving = open(LARGE)) {
      leaving.getOutputStream().write(new byte[LARGE / 2]);
    }
    try (Socket next = open(LARGE)) {
      assertThat(finish(next, new byte[LARGE])).isEqualTo("400");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_500_000, 120_000_000})
  void bodyBeyondAllMemoryIsA413(int size) throws Exception {
    try (Socket socket = open(size)) {
      assertThat(finish(socket, new byte[size])).isEqualTo("413");
    }
    assertThat(new TestClient(emulator).get("/jobs").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, LARGE, 1_500_000})
  void bodyOfUnknownLengthIsMeasuredAsItComes(int size) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream output = socket.getOutputStream();
      output.write(head("Transfer-Encoding: chunked"));
      byte[] chunk = new byte[10_000];
      for (int sent = 0; sent < size; sent += chunk.length) {
        int length = Math.min(chunk.length, size - sent);
        output.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        output.write(chunk, 0, length);
        output.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      output.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(status(socket)).isEqualTo(size > 1 << 20 ? "413" : "400");
    }
  }

  @Test
  void refusalSaysWhy() throws Exception {
    TestClient.Answer answer =
        new TestClient(emulator).send("POST", "/assets", "image/png", new byte[1_500_000]);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error())
        .isEqualTo(
            "The request is too large: 1500000 bytes are more than the emulator's memory takes,"
                + " which is 1048576");
    assertThat(answer.header("x-request-id")).isNotNull();
  }

  @Test
  void reservationsAddUpToWhatThereIs() throws Exception {
    WorkMemory memory = new WorkMemory(1 << 20);
    WorkMemory.Reservation half = memory.reserve(1 << 19);
    WorkMemory.Reservation other = memory.reserve(1 << 19);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> memory.reserve(1 << 19))
        .as("no room, and no patience")
        .isInstanceOf(WorkMemory.ExhaustedException.class);
    assertThat(Thread.interrupted()).isTrue();
    half.close();
    other.close();

    memory.reserve(1 << 20).close();
  }

  private Socket open(int length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(head("Content-Length: " + length));
    return socket;
  }

  private byte[] head(String length) {
    return ("POST /generate/image/bfl/flux-1-dev HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nAuthorization: Bearer "
            + emulator.apiKey()
            + "\r\nConnection: close\r\n"
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String finish(Socket socket, byte[] body) {
    try {
      socket.getOutputStream().write(body);
      return status(socket);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String status(Socket socket) throws IOException {
    InputStream input = socket.getInputStream();
    return new String(input.readNBytes(12), StandardCharsets.US_ASCII).replace("HTTP/1.1 ", "");
  }
}
