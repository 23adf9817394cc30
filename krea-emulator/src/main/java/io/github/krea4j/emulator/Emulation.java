package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** All parts of an emulator, put together. The port opens when they are, and not before. */
final class Emulation {
  private final EmulatorSettings settings;
  private final ApiDocument document;
  private final Addresses addresses;
  private final Scripts scripts = new Scripts();
  private final WorkMemory memory;
  private final Recording recording;
  private final JobTimes times;
  private final Webhooks webhooks;
  private final JobStore jobs;
  private final MediaStore media;
  private final AssetRoutes assets;
  private final StyleRoutes styles;
  private final StubServer server;

  Emulation(EmulatorSettings settings) {
    quietLogging();
    this.settings = settings;
    Capacity capacity = settings.capacity;
    document =
        settings.document == null ? ApiDocument.bundled() : ApiDocument.read(settings.document);
    memory = new WorkMemory(capacity.work());
    Front front = new Front(settings.clock, memory);
    server = StubServer.bind(settings.host, settings.port, front);
    boolean started = false;
    try {
      addresses = new Addresses(Addresses.inUrl(settings.host), server.port());
      recording = new Recording(capacity.requests());
      media = new MediaStore(addresses, settings.clock, memory, capacity.drawings());
      times = new JobTimes(settings.jobDuration, settings.averageDurations, settings.timeScale);
      webhooks = new Webhooks(settings.webhookDeliveries, capacity.requests());
      MediaInputs inputs = new MediaInputs(media, settings.uploadedInputsOnly);
      Results results = new Results(media, inputs);
      jobs =
          new JobStore(
              settings.clock,
              capacity.jobs(),
              this::jobEnded,
              job -> results.remove(Json.parse(job.order().result())));
      setLimits();
      Submissions submissions = new Submissions(jobs, times, inputs, results);
      assets =
          new AssetRoutes(media, settings.clock, settings.repeatingPageBorders, capacity.uploads());
      styles =
          new StyleRoutes(
              settings.clock,
              submissions,
              settings.repeatingPageBorders,
              addresses.api(),
              capacity.requests());
      startScripts();
      front.connect(service(submissions, results));
      server.open();
      started = true;
    } finally {
      if (!started) {
        server.shutDown();
      }
    }
  }

  private Service service(Submissions submissions, Results results) {
    RequestValidator validator = new RequestValidator();
    Map<String, Handler> handlers = new HashMap<>();
    handlers.putAll(new JobRoutes(jobs, settings.repeatingPageBorders).handlers());
    handlers.putAll(assets.handlers());
    handlers.putAll(styles.handlers());
    handlers.putAll(
        new NodeAppRoutes(settings.nodeApps, validator, submissions, results, settings.clock)
            .handlers());
    Router router =
        new Router(
            document,
            settings.apiKey,
            media,
            scripts,
            submissions,
            new SchemaSample(settings.clock, media::sample),
            validator,
            handlers);
    Optional<Control> control =
        Optional.ofNullable(settings.controlSecret).map(secret -> new Control(secret, this));
    Feed feed = new Feed(jobs, recording, media, addresses, times::scale);
    OwnPages pages = new OwnPages(document, addresses, media, feed, control);
    return new Service(
        pages, router, recording, jobs, webhooks, settings.cors, settings.requestListener);
  }

  private void startScripts() {
    settings.scripts.forEach((operation, words) -> words.accept(script(operation)));
  }

  private void setLimits() {
    slots(settings.maxRunning, settings.maxBacklog, 0, settings.typeLimits);
  }

  WorkMemory memory() {
    return memory;
  }

  URI baseUrl() {
    return addresses.api();
  }

  Script script() {
    return scripts.general();
  }

  Script script(String operation) {
    return scripts.of(document.named(operation));
  }

  Script downloads() {
    return scripts.downloads();
  }

  double timeScale() {
    return times.scale();
  }

  void timeScale(double scale) {
    times.scale(EmulatorSettings.requireScale(scale));
  }

  JobStore.Standing standing() {
    return jobs.standing();
  }

  void concurrency(int running, int backlog) {
    EmulatorSettings.requireLimits(running, backlog);
    jobs.slots(slots -> slots.limit(running, backlog));
  }

  void occupy(int occupied) {
    EmulatorSettings.requireCount(occupied);
    jobs.slots(slots -> slots.occupy(occupied));
  }

  void typeLimit(String type, int most) {
    EmulatorSettings.requireCount(most);
    jobs.slots(slots -> slots.limitType(type, most));
  }

  /** Sets everything about slots at one go. */
  void slots(int running, int backlog, int occupied, Map<String, Integer> types) {
    jobs.slots(
        slots -> {
          slots.limit(running, backlog);
          slots.occupy(occupied);
          slots.clearTypes();
          types.forEach(slots::limitType);
        });
  }

  List<RecordedRequest> requests() {
    return recording.all();
  }

  List<RecordedRequest> requests(String operation) {
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

  List<WebhookDelivery> webhookDeliveries() {
    jobs.settle();
    return webhooks.deliveries();
  }

  WireMockServer wireMock() {
    return server.wireMock();
  }

  /** A submit with as few fields as can be, of the first model that needs nothing but a prompt. */
  Optional<Map.Entry<String, ObjectNode>> sampleRequest() {
    return document.operations().stream()
        .filter(operation -> operation.model().isPresent() && operation.answersWithJob())
        .filter(
            operation ->
                operation
                    .jsonBody()
                    .map(schema -> schema.path("required").toString())
                    .filter("[\"prompt\"]"::equals)
                    .isPresent())
        .findFirst()
        .map(
            operation ->
                Map.entry(operation.path(), Json.object().put("prompt", "a red fox in the snow")));
  }

  void reset() {
    jobs.clear();
    assets.clear();
    styles.clear();
    media.clear();
    times.scale(settings.timeScale);
    setLimits();
    scripts.reset();
    startScripts();
    recording.clear();
    webhooks.clear();
    server.reset();
  }

  void close() {
    webhooks.close();
    server.shutDown();
  }

  private void jobEnded(Job job, Instant at) {
    job.order().webhookUrl().ifPresent(url -> webhooks.send(url, job.toJson(at)));
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
}
