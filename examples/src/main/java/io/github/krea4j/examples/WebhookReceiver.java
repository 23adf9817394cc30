package io.github.krea4j.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.krea4j.KreaClient;
import io.github.krea4j.RequestOptions;
import io.github.krea4j.errors.KreaException;
import io.github.krea4j.model.Flux1DevRequest;
import io.github.krea4j.model.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Is told of a job's end instead of asking for it.
 *
 * <p>The service signs nothing, so nothing is believed: the path holds a secret, of the body only
 * the id is used, and the job is read again with the own key. Deliveries can repeat, so ids that
 * were handled are remembered; a real receiver keeps them where they survive. The answer is given
 * before the work is done, as the service wants one soon.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final int LARGEST_BODY = 1 << 20;

  private final byte[] secret;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final KreaClient krea;
  private final Set<String> handled = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);

  private WebhookReceiver(KreaClient krea, int port) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.secret = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    this.krea = krea;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/krea/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Runs the example.
   *
   * @param args the https address at which the service reaches this receiver, through a proxy of
   *     yours, and the port to listen on; needed for the real service only
   */
  public static void main(String... args) throws IOException, InterruptedException {
    try (Session session = Session.open("one Flux job", new Flux1DevRequest())) {
      if (session.isReal() && args.length < 2) {
        throw new IllegalArgumentException("give your https address and the port to listen on");
      }
      int port = args.length < 2 ? 0 : Integer.parseInt(args[1]);
      try (WebhookReceiver receiver = new WebhookReceiver(session.client(), port)) {
        URI address = receiver.address(args.length < 2 ? null : URI.create(args[0]));
        session
            .client()
            .generate(
                new Flux1DevRequest().prompt("a message in a bottle"),
                RequestOptions.builder().webhookUrl(address).build());
        System.out.println("Submitted; not asking any more");
        receiver.ended.await();
      }
    }
  }

  private URI address(@Nullable URI origin) {
    URI base =
        origin != null ? origin : URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return base.resolve("/krea/" + new String(secret, StandardCharsets.US_ASCII));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] shown = path.substring("/krea/".length()).getBytes(StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(shown, secret) || !exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      exchange.sendResponseHeaders(204, -1);
      threads.execute(() -> handle(new String(body, StandardCharsets.UTF_8)));
    }
  }

  private void handle(String body) {
    try {
      Job job = krea.webhooks().confirm(body);
      if (job.status().isTerminal() && handled.add(job.id())) {
        System.out.println(
            "Told of a job: " + job.rawStatus() + ", " + job.urls().size() + " file");
        ended.countDown();
      }
    } catch (KreaException e) {
      System.out.println("Not believed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
