package io.github.krea4j.emulator;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The emulator as a program. */
@Command(
    name = "krea-emulator",
    mixinStandardHelpOptions = true,
    versionProvider = EmulatorProgram.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "A fake Krea service: it speaks the whole API, costs nothing and needs no network.",
    footer = {
      "",
      "It runs until it is stopped. GET /health answers 200 once it is ready; / is a page for people.",
      "Exit status: 0 after --help, 2 if it cannot start."
    })
final class EmulatorProgram implements Callable<Integer> {
  private static final int CANNOT_START = 2;
  private static final int SECRET_BYTES = 16;

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = EmulatorProgram.class.getPackage().getImplementationVersion();
      return new String[] {"krea-emulator " + (version == null ? "(not from a jar)" : version)};
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; a free one by default, which is then printed.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "Name or address to listen on, IPv4 or IPv6; by default this machine's loopback. 0.0.0.0"
              + " or :: for all.")
  private String host = "127.0.0.1";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The only key that is accepted; ${DEFAULT-VALUE} by default.")
  private String key = KreaEmulator.DEFAULT_API_KEY;

  @Option(
      names = "--document",
      paramLabel = "FILE|URL",
      description = "OpenAPI document to serve; by default the one this program was built with.")
  private @Nullable String document;

  @Option(
      names = "--time-scale",
      paramLabel = "FACTOR",
      description = "How long jobs take of their time: at 0.1 a tenth. 1 by default.")
  private double timeScale = 1;

  @Option(
      names = "--running",
      paramLabel = "JOBS",
      description = "Jobs that run at once; those after them are backlogged. No limit by default.")
  private @Nullable Integer running;

  @Option(
      names = "--backlog",
      paramLabel = "JOBS",
      description = "Jobs that may be backlogged; those after them get a 429. No limit by default.")
  private @Nullable Integer backlog;

  @Option(
      names = "--limit",
      paramLabel = "TYPE=JOBS",
      description =
          "Most jobs of a type at once, running or backlogged; then a 429. Can be repeated.")
  private Map<String, Integer> limits = new LinkedHashMap<>();

  @Option(
      names = "--fail",
      paramLabel = "MODEL=CODE",
      description = "Jobs of this model fail with this code. Can be repeated.")
  private Map<String, String> failures = new LinkedHashMap<>();

  @Option(
      names = "--cors",
      description = "Let web pages of any origin read the answers; the live service does not.")
  private boolean cors;

  @Option(
      names = "--control",
      description = "Open control over HTTP, bound to a secret that is printed; off without this.")
  private boolean control;

  @Option(
      names = "--verbose",
      description = "Print a line for each request to stderr: neither key nor prompt.")
  private boolean verbose;

  @Parameters(arity = "0..1", hidden = true, paramLabel = "PORT")
  private @Nullable Integer barePort;

  EmulatorProgram() {}

  /** Runs the program; ends the process unless it serves. */
  static void serve(String[] args) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    int status = run(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs the program until it is interrupted, and returns its exit status. */
  static int run(String... args) {
    return new CommandLine(new EmulatorProgram())
        .setParameterExceptionHandler((e, given) -> refused(e))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              System.err.println("krea-emulator: " + reason(e));
              return CANNOT_START;
            })
        .execute(args);
  }

  /** One line, and where more of it stands. */
  private static int refused(ParameterException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    System.err.println("krea-emulator: " + message + " (see --help)");
    return CANNOT_START;
  }

  @Override
  public Integer call() throws Exception {
    KreaEmulator.Builder builder = builder();
    Optional<String> secret = control ? Optional.of(secret()) : Optional.empty();
    secret.ifPresent(builder::control);
    CountDownLatch stopped = new CountDownLatch(1);
    KreaEmulator emulator = builder.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  emulator.close();
                  stopped.countDown();
                },
                "krea-emulator-stop"));
    System.out.print(StartLines.of(emulator, secret));
    System.out.flush();
    stopped.await();
    return 0;
  }

  private KreaEmulator.Builder builder() {
    KreaEmulator.Builder builder = KreaEmulator.builder();
    builder.host(checked("--host", () -> host.isBlank() ? null : host, "needs a name or address"));
    Integer wanted = port != null ? port : barePort;
    if (wanted != null) {
      checked(
          "--port",
          () -> wanted < 0 || wanted > 65_535 ? null : wanted,
          "must be from 0 to 65535, not " + wanted);
      builder.port(wanted);
    }
    builder.apiKey(checked("--key", () -> key.isBlank() ? null : key, "cannot be empty"));
    if (document != null) {
      builder.document(location(document));
    }
    builder.timeScale(
        checked(
            "--time-scale",
            () -> timeScale >= 0 && !Double.isInfinite(timeScale) ? timeScale : null,
            "must be a number from 0 on, not " + timeScale));
    builder.concurrency(count("--running", running), count("--backlog", backlog));
    limits.forEach((type, jobs) -> builder.typeLimit(type, count("--limit " + type, jobs)));
    failures.forEach(
        (model, code) ->
            builder
                .settings()
                .scripts
                .put(model, script -> script.fail(code, "The emulator was told to fail this job")));
    if (cors) {
      builder.cors();
    }
    if (verbose) {
      builder.settings().requestListener = EmulatorProgram::printRequest;
    }
    return builder;
  }

  /** A value, or a refusal of the option that gave it. */
  private <T> T checked(String option, Supplier<@Nullable T> value, String demand) {
    T checked = value.get();
    if (checked == null) {
      if (spec == null) {
        throw new IllegalStateException("picocli has not set the specification");
      }
      throw new ParameterException(spec.commandLine(), option + " " + demand);
    }
    return checked;
  }

  private int count(String option, @Nullable Integer jobs) {
    if (jobs == null) {
      return Integer.MAX_VALUE;
    }
    return checked(option, () -> jobs < 0 ? null : jobs, "cannot be negative");
  }

  private URI location(String text) {
    if (text.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return checked("--document", () -> uri(text), "is no URL: " + text);
    }
    Path file = Path.of(text);
    checked("--document", () -> Files.isRegularFile(file) ? file : null, "names no file: " + text);
    return file.toAbsolutePath().toUri();
  }

  private static @Nullable URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void printRequest(RecordedRequest request) {
    int status = request.outcome().status();
    System.err.println(
        Instant.now()
            + " "
            + request.method()
            + " "
            + request.path()
            + " "
            + (status == 0 ? "broken" : status)
            + " "
            + request.id());
  }

  /** What went wrong, in one line. */
  private static String reason(Exception e) {
    Throwable cause = e.getCause();
    String message = String.valueOf(e.getMessage());
    for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
      if (deeper instanceof BindException) {
        return message + ": " + deeper.getMessage() + "; choose another with --port or --host";
      }
    }
    if (cause instanceof JacksonException json) {
      message += ": it is not JSON, see line " + json.getLocation().getLineNr();
    } else if (cause instanceof IOException) {
      message += ": " + cause.getMessage();
    }
    return message.replaceAll("\\s+", " ");
  }
}
