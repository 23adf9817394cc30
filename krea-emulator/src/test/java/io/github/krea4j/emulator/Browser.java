package io.github.krea4j.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven by the WebDriver protocol. Nothing is downloaded for it. Used by the
 * tests of other modules that write pages, too.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

  /** Of every text on the page: how well it stands out from what is behind it. */
  private static final String LOWEST_CONTRAST =
      """
      (() => {
        const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = color => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          return canvas.getImageData(0, 0, 1, 1).data;
        };
        const light = color => {
          const [r, g, b] = [...rgba(color)].slice(0, 3).map(part => part / 255)
              .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = element => {
          for (let e = element; e; e = e.parentElement) {
            const color = getComputedStyle(e).backgroundColor;
            if (rgba(color)[3] === 255) return color;
          }
          return 'Canvas';
        };
        let lowest = 21;
        for (const element of document.body.querySelectorAll('*')) {
          const isText = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!isText || !element.checkVisibility()) continue;
          const a = light(getComputedStyle(element).color), b = light(ground(element));
          lowest = Math.min(lowest, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return lowest;
      })()""";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path profile;
  private final Process driver;
  private final URI session;

  private Browser(Path profile, Process driver, int port) throws IOException {
    this.profile = profile;
    this.driver = driver;
    URI service = URI.create("http://127.0.0.1:" + port + "/session");
    ObjectNode body = Json.object();
    ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
    wanted.putObject("goog:loggingPrefs").put("performance", "ALL");
    ObjectNode options = wanted.putObject("goog:chromeOptions").put("binary", CHROMIUM.toString());
    Stream.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            "--user-data-dir=" + profile)
        .forEach(options.withArray("args")::add);
    String id = call("POST", service, body).path("sessionId").asText();
    session = URI.create(service + "/" + id + "/");
  }

  /** Whether this machine has a browser. */
  public static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  public static Browser start() throws IOException {
    Path profile = Files.createTempDirectory("krea-emulator-browser");
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
    BufferedReader output = driver.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return new Browser(profile, driver, Integer.parseInt(started.group(1)));
      }
    }
    throw new IOException("The driver did not start");
  }

  public void open(URI page) throws IOException {
    call("POST", session.resolve("timeouts"), Json.object().put("script", 60_000));
    call("POST", session.resolve("url"), Json.object().put("url", page.toString()));
  }

  /** The value of a JavaScript expression on the page. */
  public JsonNode evaluate(String expression) throws IOException {
    ObjectNode body = Json.object().put("script", "return " + expression);
    body.putArray("args");
    return call("POST", session.resolve("execute/sync"), body);
  }

  public String text(String expression) throws IOException {
    return evaluate(expression).asText();
  }

  /** Waits until an expression is true: the page itself looks, in its own time. */
  public void await(String expression) throws IOException {
    String script =
        """
        const done = arguments[0];
        const look = () => { if (%s) { done(); } else { setTimeout(look, 20); } };
        look();
        """;
    ObjectNode body = Json.object().put("script", script.formatted(expression));
    body.putArray("args");
    try {
      call("POST", session.resolve("execute/async"), body);
    } catch (IOException e) {
      throw new AssertionError(
          "Did not come true: " + expression + "\n" + text("document.body.innerText"), e);
    }
  }

  /** Presses keys, one after another; special ones by their WebDriver code. */
  public void press(String... keys) throws IOException {
    ObjectNode body = Json.object();
    ObjectNode keyboard = body.putArray("actions").addObject().put("type", "key").put("id", "k");
    for (String key : keys) {
      keyboard.withArray("actions").addObject().put("type", "keyDown").put("value", key);
      keyboard.withArray("actions").addObject().put("type", "keyUp").put("value", key);
    }
    call("POST", session.resolve("actions"), body);
  }

  /** A command of the DevTools protocol. */
  public JsonNode devTools(String command, String parameters) throws IOException {
    ObjectNode body = Json.object().put("cmd", command);
    body.set("params", Json.parse(parameters));
    return call("POST", session.resolve("goog/cdp/execute"), body);
  }

  /** How well the text of the page that stands out least does so from what is behind it. */
  public double lowestContrast() throws IOException {
    return evaluate(LOWEST_CONTRAST).asDouble();
  }

  /** The names that a screen reader gives what has a role, in the order of the page. */
  public List<String> accessibleNames(String role) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode node : devTools("Accessibility.getFullAXTree", "{}").path("nodes")) {
      if (node.at("/role/value").asText().equals(role) && !node.path("ignored").asBoolean()) {
        names.add(node.at("/name/value").asText());
      }
    }
    return names;
  }

  /** The URLs that were asked for since the last call. */
  public List<String> requestedUrls() throws IOException {
    JsonNode log =
        call("POST", session.resolve("se/log"), Json.object().put("type", "performance"));
    return Stream.iterate(0, i -> i < log.size(), i -> i + 1)
        .map(i -> Json.parse(log.get(i).path("message").asText()).path("message"))
        .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
        .map(message -> message.at("/params/request/url").asText())
        .toList();
  }

  public byte[] screenshot() throws IOException {
    return Base64.getDecoder().decode(call("GET", session.resolve("screenshot"), null).asText());
  }

  private JsonNode call(String method, URI target, JsonNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(target + " answered " + answer.body());
      }
      return Json.parse(answer.body()).path("value");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      call("DELETE", URI.create(session.toString().replaceAll("/$", "")), null);
    } finally {
      driver.destroy();
      driver.onExit().join();
      deleteProfile();
    }
  }

  private void deleteProfile() throws IOException {
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException | IOException e) {
      // Chromium's helpers may write a last time: a folder of temporary files stays behind.
    }
  }
}
