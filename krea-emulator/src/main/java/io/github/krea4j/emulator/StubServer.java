package io.github.krea4j.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * WireMock with the emulator in front of it. WireMock's server carries all requests; its stubs are
 * asked only by those who have put up some of their own, for the emulator answers the rest before
 * WireMock would copy, match and journal it.
 */
final class StubServer implements ResponseDefinitionTransformerV2 {
  private static final String NAME = "krea";
  private static final UUID STUB = UUID.nameUUIDFromBytes(NAME.getBytes(StandardCharsets.UTF_8));

  /** Latency is slept in them: as many requests can be slow at once. */
  private static final int THREADS = 128;

  private final Front front;
  private final WireMockServer server;

  private StubServer(Front front, FrontServer.Factory factory, String host) {
    this.front = front;
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress(host)
                .dynamicPort()
                .containerThreads(THREADS)
                .httpServerFactory(factory)
                .extensions(this)
                // What lies around in the caller's project must not change the emulator.
                .extensionScanningEnabled(false)
                .mappingSource(new NoMappings())
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .http2PlainDisabled(true)
                // Answers have a length and are not packed, so that clients can check them.
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
                .gzipDisabled(true));
    stub();
  }

  /**
   * Takes a port, without answering on it yet: who connects waits until {@link #open()}.
   *
   * @param host a name or an address, IPv6 without brackets
   * @param port 0 for a free one
   * @throws IllegalStateException if the port or the host cannot be had
   */
  static StubServer bind(String host, int port, Front front) {
    FrontServer.Factory factory = new FrontServer.Factory(front);
    StubServer server = new StubServer(front, factory, host);
    try {
      factory.server().bind(host, port);
    } catch (IOException e) {
      String reason =
          e.getCause() instanceof BindException || e instanceof BindException
              ? ""
              : " of " + host + ": " + e.getMessage();
      throw new IllegalStateException("The emulator cannot listen on port " + port + reason, e);
    }
    return server;
  }

  int port() {
    return front.port();
  }

  /** Begins to answer. */
  void open() {
    try {
      server.start();
    } catch (FatalStartupException e) {
      throw new IllegalStateException("The emulator cannot start", e);
    }
  }

  /** The server underneath, from now on asked for every request. */
  WireMockServer wireMock() {
    front.askStubs(this::stub);
    return server;
  }

  /** Takes down all stubs but the emulator's, which is there at every moment. */
  void reset() {
    for (StubMapping mapping : server.getStubMappings()) {
      if (!mapping.getId().equals(STUB)) {
        server.removeStubMapping(mapping.getId());
      }
    }
    server.resetScenarios();
    server.resetRequests();
    server.setGlobalFixedDelay(0);
  }

  void shutDown() {
    server.stop();
  }

  /**
   * Puts up the one stub there is, unless it is there: a user may have reset them all. It comes
   * last, so that a user's own stubs go first.
   */
  private synchronized void stub() {
    if (server.getStubMappings().stream().anyMatch(mapping -> mapping.getId().equals(STUB))) {
      return;
    }
    server.stubFor(
        WireMock.any(WireMock.anyUrl())
            .withId(STUB)
            .atPriority(Integer.MAX_VALUE)
            .willReturn(WireMock.aResponse().withTransformers(NAME)));
  }

  @Override
  public String getName() {
    return NAME;
  }

  /** Only the stub that names this transformer is answered here: other stubs stay what they are. */
  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Reply reply = front.answer(recorded(event.getRequest()));
    ByteBuffer view = reply.body();
    byte[] body = new byte[view.remaining()];
    view.get(body);
    ResponseDefinitionBuilder response =
        ResponseDefinitionBuilder.responseDefinition()
            .withStatus(reply.status())
            .withBody(body)
            .withFixedDelay(Math.toIntExact(reply.delay().toMillis()));
    reply.headers().forEach(response::withHeader);
    reply.fault().ifPresent(response::withFault);
    return response.build();
  }

  private RecordedRequest recorded(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers.put(header.key(), header.values());
    }
    byte[] body = request.getBody();
    return front.recorded(
        request.getMethod().getName(),
        request.getUrl(),
        headers,
        body == null ? new byte[0] : body);
  }

  /** Neither reads stubs from files nor writes them. */
  @SuppressWarnings("removal") // the interface still asks for a method that is about to go
  private static final class NoMappings implements MappingsSource {
    @Override
    public void loadMappingsInto(StubMappings mappings) {}

    @Override
    public void save(List<StubMapping> mappings) {}

    @Override
    public void save(StubMapping mapping) {}

    @Override
    public void remove(StubMapping mapping) {}

    @Override
    public void removeAll() {}
  }
}
