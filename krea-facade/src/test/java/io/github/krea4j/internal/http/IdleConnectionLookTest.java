package io.github.krea4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a connection is looked at before a request, and what the look tells. */
class IdleConnectionLookTest {
  private final VirtualTimer timer = new VirtualTimer();
  private final IdleConnections own = new IdleConnections(timer, false);
  private final IdleConnections shared = new IdleConnections(timer, true);
  private ServerSocket server;
  private Socket client;
  private Socket serverSide;
  private Protocol protocol = Protocol.HTTP_1_1;

  private final Connection connection =
      new Connection() {
        @Override
        public Route route() {
          throw new AssertionError();
        }

        @Override
        public Socket socket() {
          return client;
        }

        @Override
        public @Nullable Handshake handshake() {
          return null;
        }

        @Override
        public Protocol protocol() {
          return protocol;
        }
      };

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    client = new Socket(server.getInetAddress(), server.getLocalPort());
    client.setSoTimeout(12_345);
    serverSide = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    serverSide.close();
    client.close();
    server.close();
  }

  private static SendState attempt(int number, CallKind kind) {
    Request request = new Request.Builder().url("http://localhost/").build();
    Exchange<?> call = new Operation<>("x", request, text -> text).as(kind);
    return new SendState(
        call,
        number,
        TimeLimit.NONE,
        new AsyncLane(new VirtualTimer(), () -> "key", Context.capture(null)));
  }

  private void usedAgo(Duration time) {
    own.used(connection);
    timer.advance(time);
  }

  @Test
  void aConnectionThatIsAliveIsFitAndLeftAsItWas() throws IOException {
    assertThat(shared.fit(connection, attempt(1, CallKind.SUBMIT))).isTrue();
    assertThat(client.getSoTimeout()).isEqualTo(12_345);
    assertThat(client.isClosed()).isFalse();
  }

  @Test
  void oneThatTheServerClosedIsClosedHereToo() throws IOException {
    serverSide.close();
    assertThat(shared.fit(connection, attempt(1, CallKind.SUBMIT))).isFalse();
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void oneWithAByteThatNobodyAskedForIsNotFit() throws IOException {
    serverSide.getOutputStream().write('x');
    assertThat(shared.fit(connection, attempt(1, CallKind.SUBMIT))).isFalse();
  }

  @Test
  void oneThatIsClosedHereIsNotFit() throws IOException {
    client.close();
    assertThat(shared.fit(connection, attempt(1, CallKind.READ))).isFalse();
  }

  @Test
  void aNewOneOfOurOwnPoolIsNotLookedAt() throws IOException {
    serverSide.close();
    assertThat(own.fit(connection, attempt(1, CallKind.SUBMIT))).isTrue();
  }

  @Test
  void inHttp2ItsReaderNotices() throws IOException {
    serverSide.close();
    protocol = Protocol.HTTP_2;
    assertThat(shared.fit(connection, attempt(1, CallKind.SUBMIT))).isTrue();
    protocol = Protocol.H2_PRIOR_KNOWLEDGE;
    assertThat(shared.fit(connection, attempt(1, CallKind.SUBMIT))).isTrue();
  }

  @Test
  void aReadTrustsAConnectionForASecond() throws IOException {
    serverSide.close();
    usedAgo(Duration.ofMillis(999));
    assertThat(own.fit(connection, attempt(1, CallKind.READ))).isTrue();
    timer.advance(Duration.ofMillis(1));
    assertThat(own.fit(connection, attempt(1, CallKind.READ))).isFalse();
  }

  @Test
  void aWriteTrustsAConnectionForATenthOfASecond() throws IOException {
    serverSide.close();
    timer.advance(Duration.ofMinutes(5));
    usedAgo(Duration.ofMillis(99));
    assertThat(own.fit(connection, attempt(1, CallKind.SUBMIT))).isTrue();
    timer.advance(Duration.ofMillis(1));
    assertThat(own.fit(connection, attempt(1, CallKind.SUBMIT))).isFalse();
  }

  @Test
  void aRepeatTrustsNone() throws IOException {
    serverSide.close();
    usedAgo(Duration.ZERO);
    assertThat(own.fit(connection, attempt(2, CallKind.READ))).isFalse();
  }
}
