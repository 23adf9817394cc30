package io.github.krea4j.emulator;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.server.Handler;
import wiremock.org.eclipse.jetty.server.HttpConnectionFactory;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.server.handler.ContextHandler;
import wiremock.org.eclipse.jetty.server.handler.HandlerCollection;

/**
 * WireMock's Jetty, with two things changed: a {@link Front} sees every request first, and the
 * administration is not there at all, under no spelling of its path. It listens on both loopback
 * addresses, since {@code localhost} is either.
 */
final class FrontServer extends Jetty11HttpServer {
  private static final int ATTEMPTS = 20;
  private static final String ADMINISTRATION = "/__admin";

  /** How WireMock gets it. */
  static final class Factory implements HttpServerFactory {
    private final Front front;
    private @Nullable FrontServer server;

    Factory(Front front) {
      this.front = front;
    }

    @Override
    public HttpServer buildHttpServer(
        Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
      FrontServer built = new FrontServer(options, admin, stubs, front);
      server = built;
      return built;
    }

    FrontServer server() {
      if (server == null) {
        throw new IllegalStateException("WireMock has not asked for its server");
      }
      return server;
    }
  }

  private final Front front;

  private FrontServer(
      Options options, AdminRequestHandler admin, StubRequestHandler stubs, Front front) {
    super(options, admin, stubs);
    this.front = front;
    front.setHandler(withoutAdministration((HandlerCollection) jettyServer.getHandler()));
    jettyServer.setHandler(front);
  }

  private static Handler withoutAdministration(HandlerCollection handlers) {
    List<Handler> kept = new ArrayList<>();
    boolean found = false;
    for (Handler handler : handlers.getHandlers()) {
      if (handler instanceof ContextHandler context
          && context.getContextPath().equals(ADMINISTRATION)) {
        found = true;
      } else {
        kept.add(handler);
      }
    }
    if (!found) {
      // Another version of WireMock may have it elsewhere: better no server than an open one.
      throw new IllegalStateException("WireMock's administration is not where it is expected");
    }
    handlers.setHandlers(kept.toArray(new Handler[0]));
    return handlers;
  }

  /**
   * Takes the port on the host and, where that is this machine's loopback, on its other address.
   */
  void bind(String host, int port) throws IOException {
    Optional<ServerConnector> other = otherLoopback(host).map(this::connector);
    for (int attempt = 1; ; attempt++) {
      try {
        httpConnector.setPort(port);
        httpConnector.open();
        if (other.isPresent()) {
          other.get().setPort(httpConnector.getLocalPort());
          other.get().open();
        }
        front.port(httpConnector.getLocalPort());
        return;
      } catch (IOException e) {
        httpConnector.close();
        if (port != 0 || attempt == ATTEMPTS || !isTaken(e)) {
          throw e;
        }
        // Free on one address and not on the other: another number then.
      }
    }
  }

  private static boolean isTaken(IOException e) {
    return e instanceof BindException || e.getCause() instanceof BindException;
  }

  private ServerConnector connector(String host) {
    HttpConnectionFactory http =
        new HttpConnectionFactory(
            httpConnector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration());
    ServerConnector connector = new ServerConnector(jettyServer, 1, 1, http);
    connector.setHost(host);
    connector.setIdleTimeout(httpConnector.getIdleTimeout());
    jettyServer.addConnector(connector);
    return connector;
  }

  private static Optional<String> otherLoopback(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    if (!address.isLoopbackAddress()) {
      // Java takes both families for the address that means all.
      return Optional.empty();
    }
    return switch (address.getHostAddress()) {
      case "127.0.0.1" -> hasIpv6() ? Optional.of("::1") : Optional.empty();
      case "0:0:0:0:0:0:0:1" -> Optional.of("127.0.0.1");
      // 127.0.0.2 and the like are nobody's localhost.
      default -> Optional.empty();
    };
  }

  private static boolean hasIpv6() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .anyMatch(address -> address.isLoopbackAddress() && address.getAddress().length == 16);
  }
}
