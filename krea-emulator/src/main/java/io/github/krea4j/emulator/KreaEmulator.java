package io.github.krea4j.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

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
 * <p>Its address, opened in a browser, shows jobs, slots and requests as they come.
 *
 * <p>It listens on the loopback interface only, unless told otherwise. What it holds is bounded by
 * the heap: of jobs that have ended, uploads and recorded requests the oldest go. Safe for use by
 * several threads.
 */
public final class KreaEmulator implements AutoCloseable {
  /** The key that is accepted unless the builder sets another. */
  public static final String DEFAULT_API_KEY = "emulator-key-id:emulator-key-secret";

  /** Id of a style that every emulator has, owned by the caller. */
  public static final String SAMPLE_STYLE_ID = StyleRoutes.SAMPLE_ID;

  /** Version id of a node app that every emulator has. */
  public static final String SAMPLE_NODE_APP_ID = EmulatedNodeApp.SAMPLE_ID;

  private final Emulation emulation;
  private final String apiKey;

  private KreaEmulator(EmulatorSettings settings) {
    // A copy: the builder may go on to describe another emulator.
    emulation = new Emulation(settings.copy());
    apiKey = settings.apiKey;
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
   * Runs an emulator until the process ends, see {@code --help}.
   *
   * @param args options
   */
  public static void main(String[] args) {
    EmulatorProgram.serve(args);
  }

  /** Returns the address of the API, without a slash at its end. */
  public URI baseUrl() {
    return emulation.baseUrl();
  }

  /** Returns the key that is accepted. */
  public String apiKey() {
    return apiKey;
  }

  /** Returns the script that holds for all operations. */
  public Script script() {
    return emulation.script();
  }

  /**
   * Returns the script of one operation, which goes before the general one.
   *
   * @param operation a model, such as {@code image/bfl/flux-1-dev}, or a method and path as the
   *     document has it, such as {@code GET /jobs/{id}}
   * @throws IllegalArgumentException if the document has no such operation
   */
  public Script script(String operation) {
    return emulation.script(operation);
  }

  /** Returns the script of the result and asset URLs; only replies and latency matter there. */
  public Script downloads() {
    return emulation.downloads();
  }

  /** Sets how fast jobs go that are submitted from now on: at 0.01 two minutes take 1.2 seconds. */
  public void timeScale(double scale) {
    emulation.timeScale(scale);
  }

  /**
   * Sets how many jobs run at once and how many may wait. What comes after the running ones is
   * {@code backlogged} and starts in its order; what comes after those gets a 429. Jobs that run
   * already run on.
   */
  public void concurrency(int running, int backlog) {
    emulation.concurrency(running, backlog);
  }

  /**
   * Sets how many of the running slots another client of the same workspace uses. None at the
   * start; slots that become free are taken by backlogged jobs at once.
   */
  public void occupy(int jobs) {
    emulation.occupy(jobs);
  }

  /**
   * Sets how many jobs of one type may run and wait; the next of that type gets a 429, as the
   * service does with videos.
   *
   * @param type as {@code GET /jobs} shows it, for example {@code videoV2}
   */
  public void typeLimit(String type, int jobs) {
    emulation.typeLimit(type, jobs);
  }

  /**
   * Returns the requests so far, downloads included, in the order in which they came. A 24th of the
   * heap is for them: after hundreds of thousands the oldest are gone. The emulator's own pages are
   * no part of it.
   */
  public List<RecordedRequest> requests() {
    return emulation.requests();
  }

  /**
   * Returns the requests for one operation.
   *
   * @param operation as for {@link #script(String)}
   */
  public List<RecordedRequest> requests(String operation) {
    return emulation.requests(operation);
  }

  /** Returns the webhook calls made so far, and those that were left out. */
  public List<WebhookDelivery> webhookDeliveries() {
    return emulation.webhookDeliveries();
  }

  /**
   * Returns the server underneath, for stubs of one's own: they go before the emulator. From the
   * first call on every request passes through it, which costs speed and memory. Its administration
   * is reached in this process only, never over HTTP.
   */
  public WireMockServer wireMock() {
    return emulation.wireMock();
  }

  /**
   * Goes back to the state of the start: all jobs, uploads, trained styles, scripts, recorded
   * requests and own stubs are gone.
   */
  public void reset() {
    emulation.reset();
  }

  /** Stops the server and ends all its threads. */
  @Override
  public void close() {
    emulation.close();
  }

  Emulation emulation() {
    return emulation;
  }

  /** Describes an emulator before it starts. */
  public static final class Builder {
    private final EmulatorSettings settings = new EmulatorSettings();

    private Builder() {
      nodeApp(EmulatedNodeApp.sample());
    }

    /** What was described so far. */
    EmulatorSettings settings() {
      return settings;
    }

    /**
     * The name or address to listen on; by default this machine's loopback, IPv4 and IPv6. {@code
     * 0.0.0.0} and {@code ::} stand for all of this machine's.
     */
    public Builder host(String host) {
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      if (bare.isBlank()) {
        throw new IllegalArgumentException("A host cannot be empty");
      }
      settings.host = bare;
      return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("No port: " + port);
      }
      settings.port = port;
      return this;
    }

    /** The only key that is accepted. */
    public Builder apiKey(String apiKey) {
      settings.apiKey = apiKey;
      return this;
    }

    /** Another OpenAPI document than the one built in, as a JSON file. */
    public Builder document(Path file) {
      return document(file.toUri());
    }

    /** Another OpenAPI document than the one built in, as JSON at any URL that Java can open. */
    public Builder document(URI location) {
      settings.document = location;
      return this;
    }

    /** The clock that jobs go by; the system's by default. */
    public Builder clock(InstantSource clock) {
      settings.clock = clock;
      return this;
    }

    /** How long a job takes that no script speaks of; 400 milliseconds by default. */
    public Builder jobDuration(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("A duration cannot be negative: " + duration);
      }
      settings.jobDuration = duration;
      return this;
    }

    /** Jobs take as long as the document says they do on average, where it does. */
    public Builder averageDurations() {
      settings.averageDurations = true;
      return this;
    }

    /** See {@link KreaEmulator#timeScale(double)}. */
    public Builder timeScale(double scale) {
      settings.timeScale = EmulatorSettings.requireScale(scale);
      return this;
    }

    /** See {@link KreaEmulator#concurrency(int, int)}; without limits by default. */
    public Builder concurrency(int running, int backlog) {
      EmulatorSettings.requireLimits(running, backlog);
      settings.maxRunning = running;
      settings.maxBacklog = backlog;
      return this;
    }

    /** See {@link KreaEmulator#typeLimit(String, int)}. */
    public Builder typeLimit(String type, int jobs) {
      EmulatorSettings.requireCount(jobs);
      settings.typeLimits.put(type, jobs);
      return this;
    }

    /** Scripts of web pages may read the answers, which the live service does not allow. */
    public Builder cors() {
      settings.cors = true;
      return this;
    }

    /**
     * Opens control over HTTP, under {@code /_emulator/control/}, for who knows the secret; closed
     * by default.
     *
     * @param secret what goes into {@code Authorization: Bearer}
     */
    public Builder control(String secret) {
      if (secret.isBlank()) {
        throw new IllegalArgumentException("A secret cannot be empty");
      }
      settings.controlSecret = secret;
      return this;
    }

    /** Inputs on hosts other than the emulator's are refused, as several models do. */
    public Builder uploadedInputsOnly() {
      settings.uploadedInputsOnly = true;
      return this;
    }

    /**
     * Cursors become as coarse as the times they are made of: the last item of a page comes again
     * on the next one, and a page full of items of one millisecond leads to itself.
     */
    public Builder repeatingPageBorders() {
      settings.repeatingPageBorders = true;
      return this;
    }

    /** How often each webhook is delivered; once by default. The service promises no number. */
    public Builder webhookDeliveries(int times) {
      if (times < 0) {
        throw new IllegalArgumentException("A number of deliveries cannot be negative: " + times);
      }
      settings.webhookDeliveries = times;
      return this;
    }

    /** Adds a node app. */
    public Builder nodeApp(EmulatedNodeApp app) {
      settings.nodeApps.put(app.versionId(), app);
      return this;
    }

    /**
     * Starts the emulator.
     *
     * @throws IllegalStateException if the port is not free
     */
    public KreaEmulator start() {
      return new KreaEmulator(settings);
    }
  }
}
