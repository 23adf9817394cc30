package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A fake Krea on a port of this machine. It serves every operation of the OpenAPI document it is
 * given: requests are checked against the document's schemas, jobs go through their states as time
 * goes by, and result URLs serve real files.
 *
 * <pre>{@code
 * try (KreaEmulator emulator = KreaEmulator.start();
 *     KreaClient client =
 *         KreaClient.builder().baseUrl(emulator.baseUrl()).apiKey(emulator.apiKey()).build()) {
 *   ...
 * }
 * }</pre>
 *
 * <p>It listens on the loopback interface only. Safe for use by several threads.
 */
public final class KreaEmulator implements AutoCloseable {
  /** The key that is accepted unless the builder sets another. */
  public static final String DEFAULT_API_KEY = "emulator-key-id:emulator-key-secret";

  /** Id of a style that every emulator has, owned by the caller. */
  public static final String SAMPLE_STYLE_ID = StyleRoutes.SAMPLE_ID;

  /** Version id of a node app that every emulator has. */
  public static final String SAMPLE_NODE_APP_ID = EmulatedNodeApp.SAMPLE_ID;

  private final WireMockServer server;
  private final URI baseUrl;
  private final Builder settings;
  private final ApiDocument document;
  private final Scripts scripts = new Scripts();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final JobTimes times;
  private final Webhooks webhooks;
  private final JobStore jobs;
  private final MediaStore media;
  private final AssetRoutes assets;
  private final StyleRoutes styles;

  private KreaEmulator(Builder builder) {
    quietLogging();
    document =
        builder.document == null ? ApiDocument.bundled() : ApiDocument.read(builder.document);
    // A copy: the builder may go on to describe another emulator.
    settings = builder.copy();
    WireMockBridge bridge = new WireMockBridge(builder.clock);
    server = WireMockBridge.start(builder.port, bridge);
    baseUrl = URI.create("http://127.0.0.1:" + server.port());
    // Results and uploads lie on another host than the API, as the service's do.
    media = new MediaStore(URI.create("http://localhost:" + server.port()));
    times = new JobTimes(builder.jobDuration, builder.averageDurations, builder.timeScale);
    webhooks = new Webhooks(builder.webhookDeliveries);
    jobs = new JobStore(builder.clock, this::jobEnded);
    jobs.limit(builder.maxRunning, builder.maxBacklog);
    MediaInputs inputs = new MediaInputs(media, builder.uploadedInputsOnly);
    Results results = new Results(media, inputs);
    Submissions submissions = new Submissions(jobs, times, inputs, results);
    RequestValidator validator = new RequestValidator();
    assets = new AssetRoutes(media, builder.clock, builder.repeatingPageBorders);
    styles = new StyleRoutes(builder.clock, submissions, builder.repeatingPageBorders, baseUrl);
    Map<String, Handler> handlers = new HashMap<>();
    handlers.putAll(new JobRoutes(jobs, builder.repeatingPageBorders).handlers());
    handlers.putAll(assets.handlers());
    handlers.putAll(styles.handlers());
    handlers.putAll(
        new NodeAppRoutes(builder.nodeApps, validator, submissions, results, builder.clock)
            .handlers());
    SchemaSample samples =
        new SchemaSample(
            builder.clock,
            () ->
                media.add(
                    MediaKind.PNG,
                    () -> Picture.png(PictureSize.sample(), "Sample", Optional.empty())));
    Router router =
        new Router(
            document, builder.apiKey, media, scripts, submissions, samples, validator, handlers);
    bridge.connect(
        request -> {
          synchronized (requests) {
            requests.add(request.forKeeping());
          }
          // What time has brought about shows in every answer, not only in those about jobs.
          jobs.settle();
          Reply reply = router.handle(request);
          if (request.header(Call.WEBHOOK_HEADER).isPresent()) {
            webhooks.watch(jobs);
          }
          return reply;
        });
  }

  /** Starts an emulator of the current API on a free port. */
  public static KreaEmulator start() {
    return builder().start();
  }

  /** Starts the description of an emulator. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Runs an emulator until the process ends. It accepts the key {@value #DEFAULT_API_KEY}.
   *
   * @param args the port, or nothing for a free one
   */
  public static void main(String[] args) {
    if (args.length > 1 || (args.length == 1 && !args[0].matches("\\d{1,5}"))) {
      System.err.println("Usage: KreaEmulator [port]");
      System.exit(2);
    }
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
    try {
      KreaEmulator emulator = builder().port(port).start();
      System.out.println("Krea emulator at " + emulator.baseUrl() + ", key " + emulator.apiKey());
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Returns the address of the API, without a slash at its end. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** Returns the key that is accepted. */
  public String apiKey() {
    return settings.apiKey;
  }

  /** Returns the script that holds for all operations. */
  public Script script() {
    return scripts.general();
  }

  /**
   * Returns the script of one operation, which goes before the general one.
   *
   * @param operation a model, such as {@code image/bfl/flux-1-dev}, or a method and path as the
   *     document has it, such as {@code GET /jobs/{id}}
   * @throws IllegalArgumentException if the document has no such operation
   */
  public Script script(String operation) {
    return scripts.of(document.named(operation));
  }

  /** Returns the script of the result and asset URLs; only replies and latency matter there. */
  public Script downloads() {
    return scripts.downloads();
  }

  /** Sets how fast jobs go that are submitted from now on: at 0.01 two minutes take 1.2 seconds. */
  public void timeScale(double scale) {
    times.scale(Builder.requireScale(scale));
  }

  /** Sets how many jobs run at once and how many may wait; what comes after gets a 429. */
  public void concurrency(int running, int backlog) {
    Builder.requireLimits(running, backlog);
    jobs.limit(running, backlog);
  }

  /** Returns all requests so far, downloads included, in the order in which they came. */
  public List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * Returns the requests for one operation.
   *
   * @param operation as for {@link #script(String)}
   */
  public List<RecordedRequest> requests(String operation) {
    Operation wanted = document.named(operation);
    return requests().stream()
        .filter(
            request ->
                document
                    .find(request.method(), request.path())
                    .filter(match -> match.operation().equals(wanted))
                    .isPresent())
        .toList();
  }

  /** Returns the webhook calls made so far. */
  public List<WebhookDelivery> webhookDeliveries() {
    jobs.settle();
    return webhooks.deliveries();
  }

  /** Returns the server underneath, for stubs of one's own: they go before the emulator. */
  public WireMockServer wireMock() {
    return server;
  }

  /**
   * Goes back to the state of the start: all jobs, uploads, trained styles, scripts, recorded
   * requests and own stubs are gone.
   */
  public void reset() {
    jobs.clear();
    assets.clear();
    styles.clear();
    media.clear();
    times.scale(settings.timeScale);
    jobs.limit(settings.maxRunning, settings.maxBacklog);
    scripts.reset();
    synchronized (requests) {
      requests.clear();
    }
    webhooks.clear();
    server.resetAll();
    WireMockBridge.stub(server);
  }

  /** Stops the server and ends all its threads. */
  @Override
  public void close() {
    webhooks.close();
    server.stop();
  }

  private void jobEnded(Job.Order order, ObjectNode job) {
    order.webhookUrl().ifPresent(url -> webhooks.send(url, job));
  }

  /** Where no logging is set up SLF4J says so on the console: nobody asked it in a test. */
  private static void quietLogging() {
    String verbosity = "slf4j.internal.verbosity";
    if (System.getProperty(verbosity) == null) {
      System.setProperty(verbosity, "ERROR");
      LoggerFactory.getILoggerFactory();
      System.clearProperty(verbosity);
    }
  }

  /** Describes an emulator before it starts. */
  public static final class Builder {
    private int port;
    private String apiKey = DEFAULT_API_KEY;
    private @Nullable URI document;
    private InstantSource clock = Clock.systemUTC();
    private Duration jobDuration = Duration.ofMillis(400);
    private boolean averageDurations;
    private double timeScale = 1;
    private int maxRunning = Integer.MAX_VALUE;
    private int maxBacklog = Integer.MAX_VALUE;
    private boolean uploadedInputsOnly;
    private boolean repeatingPageBorders;
    private int webhookDeliveries = 1;
    private final Map<String, EmulatedNodeApp> nodeApps = new LinkedHashMap<>();

    private Builder() {
      nodeApp(EmulatedNodeApp.sample());
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.port = port;
      copy.apiKey = apiKey;
      copy.document = document;
      copy.clock = clock;
      copy.jobDuration = jobDuration;
      copy.averageDurations = averageDurations;
      copy.timeScale = timeScale;
      copy.maxRunning = maxRunning;
      copy.maxBacklog = maxBacklog;
      copy.uploadedInputsOnly = uploadedInputsOnly;
      copy.repeatingPageBorders = repeatingPageBorders;
      copy.webhookDeliveries = webhookDeliveries;
      copy.nodeApps.putAll(nodeApps);
      return copy;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("No port: " + port);
      }
      this.port = port;
      return this;
    }

    /** The only key that is accepted. */
    public Builder apiKey(String apiKey) {
      this.apiKey = apiKey;
      return this;
    }

    /** Another OpenAPI document than the one built in, as a JSON file. */
    public Builder document(Path file) {
      return document(file.toUri());
    }

    /** Another OpenAPI document than the one built in, as JSON at any URL that Java can open. */
    public Builder document(URI location) {
      this.document = location;
      return this;
    }

    /** The clock that jobs go by; the system's by default. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** How long a job takes that no script speaks of; 400 milliseconds by default. */
    public Builder jobDuration(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("A duration cannot be negative: " + duration);
      }
      this.jobDuration = duration;
      return this;
    }

    /** Jobs take as long as the document says they do on average, where it does. */
    public Builder averageDurations() {
      this.averageDurations = true;
      return this;
    }

    /** See {@link KreaEmulator#timeScale(double)}. */
    public Builder timeScale(double scale) {
      this.timeScale = requireScale(scale);
      return this;
    }

    /** See {@link KreaEmulator#concurrency(int, int)}; without limits by default. */
    public Builder concurrency(int running, int backlog) {
      requireLimits(running, backlog);
      this.maxRunning = running;
      this.maxBacklog = backlog;
      return this;
    }

    /** Inputs on hosts other than the emulator's are refused, as several models do. */
    public Builder uploadedInputsOnly() {
      this.uploadedInputsOnly = true;
      return this;
    }

    /**
     * Cursors become as coarse as the times they are made of: the last item of a page comes again
     * on the next one, and a page full of items of one millisecond leads to itself.
     */
    public Builder repeatingPageBorders() {
      this.repeatingPageBorders = true;
      return this;
    }

    /** How often each webhook is delivered; once by default. The service promises no number. */
    public Builder webhookDeliveries(int times) {
      if (times < 0) {
        throw new IllegalArgumentException("A number of deliveries cannot be negative: " + times);
      }
      this.webhookDeliveries = times;
      return this;
    }

    /** Adds a node app. */
    public Builder nodeApp(EmulatedNodeApp app) {
      nodeApps.put(app.versionId(), app);
      return this;
    }

    /**
     * Starts the emulator.
     *
     * @throws IllegalStateException if the port is not free
     */
    public KreaEmulator start() {
      return new KreaEmulator(this);
    }

    private static void requireLimits(int running, int backlog) {
      if (running < 0 || backlog < 0) {
        throw new IllegalArgumentException(
            "A limit cannot be negative: " + running + " running, " + backlog + " waiting");
      }
    }

    private static double requireScale(double scale) {
      if (!(scale >= 0) || Double.isInfinite(scale)) {
        throw new IllegalArgumentException("No time scale: " + scale);
      }
      return scale;
    }
  }
}
