package io.github.krea4j.emulator;

import static io.github.krea4j.emulator.TestClient.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The jar in a heap of 512 MiB, under load. Takes minutes: {@code mvn verify -Pemulator-load}, and
 * what it measures is printed.
 */
@Tag("load")
final class LoadIT {
  private static final int LARGE = 60_000_000;
  private static final int CONNECTIONS = 8;
  private static final int BATCH = 50;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private StandaloneJar emulator;
  private String control;

  @BeforeEach
  void start() throws Exception {
    emulator = StandaloneJar.start(List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"), "--control");
    control = emulator.line("Control: ").replaceAll(".* ", "");
  }

  @AfterEach
  void stop(TestInfo test) throws Exception {
    String memory =
        Files.readAllLines(Path.of("/proc/" + emulator.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("");
    System.out.println(test.getDisplayName() + " " + memory.replaceAll("\\s+", " "));
    emulator.close();
  }

  @Test
  void tenThousandRunningJobsDoNotSlowSubmitsDown() throws Exception {
    submit(20_000);
    double bestIdle = 0;
    double bestLoaded = 0;
    for (int round = 0; round < 3; round++) {
      control("POST", "reset", "{}");
      control("PUT", "time-scale", "{\"scale\": 0}");
      bestIdle = Math.max(bestIdle, rate(10_000));
      control("PUT", "time-scale", "{\"scale\": 100000}");
      submit(10_000);
      assertThat(control("GET", "slots", "").path("running").asInt()).isEqualTo(10_000);
      bestLoaded = Math.max(bestLoaded, rate(10_000));
    }

    System.out.printf(
        "submits a second: %.0f idle, %.0f beside 10,000 running%n", bestIdle, bestLoaded);
    assertThat(bestLoaded).isGreaterThan(0.8 * bestIdle);
  }

  @Test
  void aHundredBodiesOfSixtyMegabytes() throws Exception {
    byte[] json = json();
    byte[] upload = upload();
    for (int i = 0; i < 50; i++) {
      assertThat(post(FLUX, "application/json", json, false)).isEqualTo(200);
      assertThat(post("/assets", "multipart/form-data; boundary=x", upload, i % 2 == 1))
          .isEqualTo(200);
    }

    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> quietly(json));
    CompletableFuture<Integer> two = CompletableFuture.supplyAsync(() -> quietly(json));

    assertThat(one.join()).isIn(200, 413);
    assertThat(two.join()).isIn(200, 413);
    assertThat(emulator.isAlive()).isTrue();
  }

  @Test
  void aDaysMillionJobs() throws Exception {
    control("PUT", "time-scale", "{\"scale\": 0.01}");
    String first = newest();
    long start = System.nanoTime();
    for (int done = 0; done < 1_000_000; done += 50_000) {
      submit(50_000);
      String id = newest();
      String url = "";
      while (url.isEmpty()) {
        url = get("/jobs/" + id).at("/result/urls/0").asText();
      }
      HttpResponse<byte[]> picture =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(picture.statusCode()).isEqualTo(200);
    }
    System.out.printf(
        "a million jobs in %.0f s, %d of them held%n",
        (System.nanoTime() - start) / 1e9, control("GET", "slots", "").path("ended").asInt());

    assertThat(status("/jobs/" + first)).isEqualTo(404);
    assertThat(status("/jobs/" + newest())).isEqualTo(200);
    assertThat(control("GET", "slots", "").path("submitted").asInt()).isEqualTo(1_000_000 + 22);
    assertThat(emulator.isAlive()).isTrue();
  }

  /** Submits one more and returns its id. */
  private String newest() throws Exception {
    HttpResponse<String> answer =
        http.send(
            request(FLUX)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"x\", \"width\": 512}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return Json.parse(answer.body()).path("job_id").asText();
  }

  private double rate(int jobs) throws Exception {
    long start = System.nanoTime();
    submit(jobs);
    return jobs / ((System.nanoTime() - start) / 1e9);
  }

  /** Submits many over a few connections, several in a row before the answers are read. */
  private void submit(int jobs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<Integer>> parts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        parts.add(() -> submitOverOne(jobs / CONNECTIONS));
      }
      int accepted = 0;
      for (Future<Integer> part : threads.invokeAll(parts)) {
        accepted += part.get();
      }
      assertThat(accepted).isEqualTo(jobs);
    } finally {
      threads.shutdownNow();
    }
  }

  private int submitOverOne(int jobs) throws IOException {
    String body = "{\"prompt\": \"a red fox in the snow\", \"width\": 512}";
    byte[] request =
        ("POST "
                + FLUX
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + emulator.baseUrl().getPort()
                + "\r\nAuthorization: Bearer "
                + emulator.key()
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
            .getBytes(StandardCharsets.US_ASCII);
    int accepted = 0;
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), emulator.baseUrl().getPort())) {
      OutputStream output = socket.getOutputStream();
      InputStream input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (int sent = 0; sent < jobs; ) {
        int count = Math.min(BATCH, jobs - sent);
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
          batch.write(request);
        }
        output.write(batch.toByteArray());
        sent += count;
        for (int i = 0; i < count; i++) {
          accepted += isAccepted(input) ? 1 : 0;
        }
      }
    }
    return accepted;
  }

  /** Reads one answer. */
  private static boolean isAccepted(InputStream input) throws IOException {
    String status = line(input);
    int length = 0;
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    input.skipNBytes(length);
    return status.startsWith("HTTP/1.1 200");
  }

  private static String line(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static byte[] json() {
    byte[] json = new byte[LARGE];
    Arrays.fill(json, (byte) 'A');
    byte[] head =
        "{\"prompt\": \"x\", \"image_url\": \"data:image/png;base64,"
            .getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, json, 0, head.length);
    json[LARGE - 2] = '"';
    json[LARGE - 1] = '}';
    return json;
  }

  private static byte[] upload() {
    byte[] form = new byte[LARGE];
    byte[] head =
        """
        --x
        Content-Disposition: form-data; name="file"; filename="a.mp4"
        Content-Type: video/mp4

        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, form, 0, head.length);
    System.arraycopy(tail, 0, form, LARGE - tail.length, tail.length);
    return form;
  }

  private int post(String path, String type, byte[] body, boolean chunked) throws Exception {
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofByteArray(body);
    return http.send(
            request(path)
                .header("Content-Type", type)
                .POST(chunked ? HttpRequest.BodyPublishers.fromPublisher(publisher) : publisher)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private int quietly(byte[] json) {
    try {
      return post(FLUX, "application/json", json, false);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode get(String path) throws Exception {
    return Json.parse(
        http.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  private int status(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private JsonNode control(String method, String what, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.baseUrl().resolve(OwnPages.CONTROL + what))
            .header("Authorization", "Bearer " + control)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(emulator.baseUrl().resolve(path))
        .header("Authorization", "Bearer " + emulator.key());
  }
}
