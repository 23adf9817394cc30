package io.github.krea4j.emulator;

import com.github.tomakehurst.wiremock.core.FaultInjector;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.server.HttpOutput;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/** Reads requests from the wire, has them answered, and writes the answers. */
final class Front extends HandlerWrapper {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);

  /** More than the largest upload with all that stands around it. */
  private static final long LARGEST = 100 * Capacity.MEBIBYTE;

  /**
   * A refused body is still read, up to here: a client that writes does not see the answer else.
   */
  private static final long LARGEST_DRAINED = 1024 * Capacity.MEBIBYTE;

  private final InstantSource clock;
  private final WorkMemory memory;
  private final JettyFaultInjectorFactory faults =
      new JettyFaultInjectorFactory(new Jetty11HttpUtils());
  private volatile Function<RecordedRequest, Reply> service =
      request -> {
        throw new IllegalStateException("Nothing is behind the front");
      };
  private volatile @Nullable Runnable stubs;
  private volatile int port;

  Front(InstantSource clock, WorkMemory memory) {
    this.clock = clock;
    this.memory = memory;
  }

  /** Sets who answers, before the server starts. */
  void connect(Function<RecordedRequest, Reply> service) {
    this.service = service;
  }

  /**
   * From now on requests go to the stubs first.
   *
   * @param stubs run before each request
   */
  void askStubs(Runnable stubs) {
    this.stubs = stubs;
  }

  void port(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Runnable asked = stubs;
    if (asked != null) {
      asked.run();
      super.handle(target, base, request, response);
      return;
    }
    base.setHandled(true);
    long length = request.getContentLengthLong();
    if (length > LARGEST) {
      refuse(request, response, "at most " + LARGEST + " bytes are taken");
      return;
    }
    if (length < 0) {
      serveOfUnknownLength(request, response);
      return;
    }
    WorkMemory.Reservation reservation;
    try {
      reservation = memory.reserve(length);
    } catch (WorkMemory.ExhaustedException e) {
      refuse(request, response, String.valueOf(e.getMessage()));
      return;
    }
    try {
      serve(request, response, request.getInputStream().readNBytes((int) length));
    } finally {
      reservation.close();
    }
  }

  /** Nobody knows how much comes: its beginning is read, and room is made if that is not all. */
  private void serveOfUnknownLength(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    InputStream input = request.getInputStream();
    byte[] start = input.readNBytes(WorkMemory.SMALL);
    if (start.length < WorkMemory.SMALL) {
      serve(request, response, start);
      return;
    }
    long most = Math.min(LARGEST, memory.bytes());
    WorkMemory.Reservation reservation;
    try {
      reservation = memory.reserve(most);
    } catch (WorkMemory.ExhaustedException e) {
      refuse(request, response, String.valueOf(e.getMessage()));
      return;
    }
    try {
      byte[] rest = input.readNBytes((int) most - start.length);
      if (input.read() >= 0) {
        refuse(request, response, "at most " + most + " bytes are taken");
        return;
      }
      byte[] body = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, body, start.length, rest.length);
      serve(request, response, body);
    } finally {
      reservation.close();
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, String reason)
      throws IOException {
    RecordedRequest refused = recorded(request, new byte[0]);
    InputStream input = request.getInputStream();
    byte[] buffer = new byte[WorkMemory.SMALL];
    long drained = 0;
    for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
      drained += read;
      if (drained > LARGEST_DRAINED) {
        response.setHeader("Connection", "close");
        break;
      }
    }
    Reply reply = Reply.error(413, "The request is too large: " + reason);
    write(request, response, reply.withHeader(Service.REQUEST_ID, refused.id()));
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, byte[] body)
      throws IOException {
    Reply reply = answer(recorded(request, body));
    if (!reply.delay().isZero()) {
      try {
        Thread.sleep(reply.delay().toMillis());
      } catch (InterruptedException e) {
        // The server stops: nobody waits for this answer any more.
        Thread.currentThread().interrupt();
        faults.buildFaultInjector(request, response).emptyResponseAndCloseConnection();
        return;
      }
    }
    if (reply.fault().isPresent()) {
      FaultInjector injector = faults.buildFaultInjector(request, response);
      reply.fault().get().apply(injector);
      return;
    }
    write(request, response, reply);
  }

  private static void write(HttpServletRequest request, HttpServletResponse response, Reply reply)
      throws IOException {
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
    ByteBuffer body = reply.body();
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    if (reply.status() != 204 && reply.status() != 304) {
      response.setContentLengthLong(body.remaining());
    }
    if (body.hasRemaining()) {
      ((HttpOutput) response.getOutputStream()).sendContent(body);
    }
  }

  /** Has a request answered, whatever happens. */
  Reply answer(RecordedRequest request) {
    try {
      return service.apply(request);
    } catch (RuntimeException | OutOfMemoryError e) {
      // A fault of the emulator's own must not look like one of the service's.
      LOG.error("The emulator failed on {}", request, e);
      return Reply.error(500, "The emulator failed on " + request + ": " + e);
    }
  }

  RecordedRequest recorded(
      String method, String url, Map<String, List<String>> headers, byte[] body) {
    String[] parts = url.split("\\?", 2);
    return new RecordedRequest(
        UUID.randomUUID().toString(),
        method,
        parts[0],
        parts.length == 1 ? "" : parts[1],
        headers,
        body,
        clock.instant());
  }

  private RecordedRequest recorded(HttpServletRequest request, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
    }
    String query = request.getQueryString();
    return recorded(
        request.getMethod(),
        request.getRequestURI() + (query == null ? "" : "?" + query),
        headers,
        body);
  }
}
