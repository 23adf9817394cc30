package io.github.krea4j.internal.http;

import static io.github.krea4j.internal.http.RawServer.says;
import static io.github.krea4j.internal.http.RawServer.saysAndResets;
import static io.github.krea4j.internal.http.RawServer.saysAndWaits;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Everything that can go wrong between a client and the service, each repeated for every request.
 */
public enum Fault {
  DNS_FAILURE {
    @Override
    public Site open() {
      return new Site(
          HttpUrl.get("http://no-such-host.invalid/"),
          expected -> 0,
          client ->
              client.dns(
                  host -> {
                    throw new UnknownHostException(host);
                  }),
          () -> {});
    }
  },
  REFUSED {
    @Override
    public Site open() throws IOException {
      int port;
      try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = closed.getLocalPort();
      }
      return new Site(
          HttpUrl.get("http://127.0.0.1:" + port + "/"),
          expected -> 0,
          UnaryOperator.identity(),
          () -> {});
    }
  },
  TLS_UNTRUSTED {
    @Override
    public Site open() throws IOException {
      return mock(new MockResponse.Builder().build(), true);
    }
  },
  TLS_BROKEN {
    @Override
    public Site open() throws IOException {
      return mock(new MockResponse.Builder().failHandshake().build(), true);
    }
  },
  RESET_BEFORE_HEADERS {
    @Override
    public Site open() {
      return raw(saysAndResets(""));
    }
  },
  RESET_MID_BODY {
    @Override
    public Site open() {
      return raw(saysAndResets("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"job_id\":"));
    }
  },
  CUT_MID_BODY {
    @Override
    public Site open() {
      return raw(says("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"job_id\":"));
    }
  },
  EMPTY_REPLY {
    @Override
    public Site open() {
      return raw(says(""));
    }
  },
  GARBAGE {
    @Override
    public Site open() {
      return raw(says("\u0001\u0002 this is not HTTP at all\r\n\r\n"));
    }
  },
  /** No header within the call's time. */
  SLOW_HEADERS(Limits.SHORT, Limits.LONG) {
    @Override
    public Site open() {
      return raw(saysAndWaits(""));
    }
  },
  /** The body does not end within the call's time. */
  SLOW_BODY(Limits.SHORT, Limits.LONG) {
    @Override
    public Site open() {
      return raw(saysAndWaits("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"job_id\":"));
    }
  },
  /** The server is silent for longer than a read may be; a submit ends with its call's time. */
  READ_TIMEOUT(Limits.SHORT.multipliedBy(2), Limits.SHORT.dividedBy(2)) {
    @Override
    public Site open() {
      return raw(saysAndWaits(""));
    }
  },
  STATUS_408(408),
  STATUS_425(425),
  STATUS_429(429),
  STATUS_429_RETRY_AFTER(429, "Retry-After", "2"),
  STATUS_500(500),
  STATUS_502_HTML(502) {
    @Override
    public Site open() throws IOException {
      return mock(
          new MockResponse.Builder()
              .code(502)
              .addHeader("Content-Type", "text/html")
              .body("<html><body>Bad gateway</body></html>")
              .build(),
          false);
    }
  },
  STATUS_503(503),
  STATUS_503_RETRY_AFTER_0(503, "Retry-After", "0"),
  STATUS_504(504),
  STATUS_524(524),
  STATUS_302(302, "Location", "/elsewhere"),
  STATUS_307(307, "Location", "/elsewhere"),
  STATUS_308(308, "Location", "/elsewhere"),
  STATUS_400(400),
  STATUS_401(401),
  STATUS_404(404),
  STATUS_409(409),
  STATUS_421(421),
  NOT_JSON(200);

  /**
   * A server with this fault.
   *
   * @param requests how many requests it has seen; told how many are to come
   * @param client what the client needs to meet the fault
   */
  public record Site(
      HttpUrl url,
      IntUnaryOperator requests,
      UnaryOperator<OkHttpClient.Builder> client,
      Closeable server)
      implements Closeable {
    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** Real sockets need real limits: short where the limit is the fault, ample elsewhere. */
  private static final class Limits {
    static final Duration SHORT = Duration.ofMillis(400);
    static final Duration LONG = Duration.ofSeconds(20);
  }

  private final int status;
  private final String header;
  private final String value;

  /** The limit of a call that meets this fault. */
  public final Duration timeout;

  /** How long a server may be silent. */
  public final Duration silence;

  Fault() {
    this(Limits.LONG, Limits.LONG);
  }

  Fault(Duration timeout, Duration silence) {
    this(200, "", "", timeout, silence);
  }

  Fault(int status) {
    this(status, "", "");
  }

  Fault(int status, String header, String value) {
    this(status, header, value, Limits.LONG, Limits.LONG);
  }

  Fault(int status, String header, String value, Duration timeout, Duration silence) {
    this.status = status;
    this.header = header;
    this.value = value;
    this.timeout = timeout;
    this.silence = silence;
  }

  public Site open() throws IOException {
    MockResponse.Builder response = new MockResponse.Builder().code(status).body("not json");
    if (!header.isEmpty()) {
      response.addHeader(header, value);
    }
    return mock(response.build(), false);
  }

  private static Site raw(RawServer.Answer answer) {
    RawServer server = new RawServer(answer);
    return new Site(server.url(), server::awaitRequests, UnaryOperator.identity(), server);
  }

  private static Site mock(MockResponse response, boolean tls) throws IOException {
    MockWebServer server = new MockWebServer();
    server.setServerSocketFactory(new PromptSockets());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response;
          }

          @Override
          public MockResponse peek() {
            return response;
          }
        });
    if (tls) {
      HeldCertificate certificate =
          new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
    }
    server.start();
    return new Site(
        server.url("/"),
        // A connection that never became a request counts here too, without one.
        tls ? expected -> 0 : expected -> server.getRequestCount(),
        UnaryOperator.identity(),
        server);
  }
}
