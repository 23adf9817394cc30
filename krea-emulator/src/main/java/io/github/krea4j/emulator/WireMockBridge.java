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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Hands WireMock's requests to the router and the router's replies back to WireMock. */
final class WireMockBridge implements ResponseDefinitionTransformerV2 {
  private static final String NAME = "krea";

  /** Latency is slept in them: as many requests can be slow at once. */
  private static final int THREADS = 128;

  private final InstantSource clock;
  private volatile Function<RecordedRequest, Reply> router = request -> Reply.empty(503);

  WireMockBridge(InstantSource clock) {
    this.clock = clock;
  }

  /** Starts a server on the loopback interface that asks the bridge for everything. */
  static WireMockServer start(int port, WireMockBridge bridge) {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .containerThreads(THREADS)
                .extensions(bridge)
                // What lies around in the caller's project must not change the emulator.
                .extensionScanningEnabled(false)
                .mappingSource(new NoMappings())
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .http2PlainDisabled(true)
                // Answers have a length and are not packed, so that clients can check them.
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
                .gzipDisabled(true));
    try {
      server.start();
    } catch (FatalStartupException e) {
      throw new IllegalStateException("The emulator cannot listen on port " + port, e);
    }
    stub(server);
    return server;
  }

  /** Puts up the one stub there is. It comes last, so that a user's own stubs go first. */
  static void stub(WireMockServer server) {
    server.stubFor(
        WireMock.any(WireMock.anyUrl())
            .atPriority(Integer.MAX_VALUE)
            .willReturn(WireMock.aResponse().withTransformers(NAME)));
  }

  /** Sets who answers. The router needs the port, which is known only once the server runs. */
  void connect(Function<RecordedRequest, Reply> router) {
    this.router = router;
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
    Reply reply = reply(recorded(event.getRequest()));
    ResponseDefinitionBuilder response =
        ResponseDefinitionBuilder.responseDefinition()
            .withStatus(reply.status())
            .withBody(reply.body())
            .withFixedDelay(Math.toIntExact(reply.delay().toMillis()));
    reply.headers().forEach(response::withHeader);
    reply.fault().ifPresent(response::withFault);
    return response.build();
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

  private Reply reply(RecordedRequest request) {
    try {
      return router.apply(request);
    } catch (RuntimeException e) {
      // A fault of the emulator's own must not look like one of the service's.
      return Reply.error(500, "The emulator failed on " + request + ": " + e);
    }
  }

  private RecordedRequest recorded(Request request) {
    String[] url = request.getUrl().split("\\?", 2);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers.put(header.key(), header.values());
    }
    byte[] body = request.getBody();
    return new RecordedRequest(
        request.getMethod().getName(),
        url[0],
        url.length == 1 ? "" : url[1],
        headers,
        body == null ? new byte[0] : body,
        clock.instant());
  }
}
