package io.github.krea4j.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class EmulatorProgramTest {
  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  /** Runs the program in this process, which is fine as long as it does not serve. */
  private static Outcome run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(stdout, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
      int status = EmulatorProgram.run(arguments);
      return new Outcome(
          status, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void helpGoesToStdout() {
    Outcome outcome = run("--help");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "--port",
            "--host",
            "--key",
            "--document",
            "--time-scale",
            "--running",
            "--backlog",
            "--fail=MODEL=CODE",
            "--control",
            "--verbose",
            "--help",
            "--cors",
            "--limit=TYPE=JOBS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port 70000       | --port must be from 0 to 65535, not 70000 (see --help)
          --port -1          | --port must be from 0 to 65535, not -1 (see --help)
          --port http        | Invalid value for option '--port': 'http' is not an int (see --help)
          --prot 8080        | Unknown option: '--prot'
          --running -1       | --running cannot be negative (see --help)
          --backlog -1       | --backlog cannot be negative (see --help)
          --limit videoV2=-1 | --limit videoV2 cannot be negative (see --help)
          --time-scale -1    | --time-scale must be a number from 0 on, not -1.0 (see --help)
          --time-scale NaN   | --time-scale must be a number from 0 on, not NaN (see --help)
          --fail a/b/c=nsfw  | The document has no operation "a/b/c"
          --fail a/b/c       | Value for option option '--fail' (MODEL=CODE) should be in KEY=VALUE format but was a/b/c (see --help)
          --document none.json | --document names no file: none.json (see --help)
          --host ::zz        | The emulator cannot listen on port 0 of ::zz: ::zz
          --key=             | --key cannot be empty (see --help)
          """)
  void mistakeIsOneLineAndStatusTwo(String arguments, String message) {
    Outcome outcome = run(arguments.split(" "));

    assertThat(outcome.err()).startsWith("krea-emulator: " + message).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void usedPortIsOneLineAndStatusTwo() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome = run("--port", String.valueOf(socket.getLocalPort()));

      assertThat(outcome.err())
          .isEqualTo(
              "krea-emulator: The emulator cannot listen on port "
                  + socket.getLocalPort()
                  + ": Address already in use; choose another with --port or --host\n");
      assertThat(outcome.status()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {            | Cannot read the OpenAPI document %s: it is not JSON, see line 1
          openapi: 3.1 | Cannot read the OpenAPI document %s: it is not JSON, see line 1
          {"a": 1}     | %s is not an OpenAPI document: it has no "paths"
          """)
  void unreadableDocumentIsOneLineAndStatusTwo(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("document.json"), text);

    Outcome outcome = run("--document", file.toString());

    assertThat(outcome.err()).isEqualTo("krea-emulator: " + message.formatted(file.toUri()) + "\n");
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void startLineHasAddressKeyAndACommandToCopy() throws Exception {
    Process process = start("--key", "it's:mine", "--control");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String first = output.readLine();
      assertThat(first).matches("Krea emulator at http://127\\.0\\.0\\.1:\\d+, key it's:mine");
      URI url = URI.create(first.replaceAll(".* at |,.*", ""));
      assertThat(output.readLine()).isEqualTo("Page: " + url + "/");
      assertThat(output.readLine())
          .matches("Control: " + url + "/_emulator/control/ secret [0-9a-f]{32}");
      String curl = output.readLine();
      assertThat(curl).startsWith("Try: curl -H 'Authorization: Bearer it'\\''s:mine'");

      // As a shell would: the words of the command, quoted or not.
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(curl.replaceAll(".*'(http[^']+)'$", "$1")).toURL().openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty("Authorization", "Bearer it's:mine");
      connection.setRequestProperty("Content-Type", "application/json");
      connection
          .getOutputStream()
          .write(curl.replaceAll(".* -d '([^']+)'.*", "$1").getBytes(StandardCharsets.UTF_8));
      assertThat(connection.getResponseCode()).isEqualTo(200);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void verboseTellsOfRequestsWithoutKeyOrPrompt() throws Exception {
    Process process = start("--verbose", "--fail", "image/bfl/flux-1-dev=nsfw");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      URI url = URI.create(output.readLine().replaceAll(".* at |,.*", ""));
      HttpURLConnection connection =
          (HttpURLConnection) url.resolve("/jobs?limit=5").toURL().openConnection();
      connection.setRequestProperty("Authorization", "Bearer " + KreaEmulator.DEFAULT_API_KEY);
      assertThat(connection.getResponseCode()).isEqualTo(200);

      assertThat(errors.readLine()).matches("\\S+Z GET /jobs 200 [0-9a-f-]{36}");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aBarePortStillDoes() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process = start(String.valueOf(port));
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).startsWith("Krea emulator at http://127.0.0.1:" + port + ",");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWhenItIsToldTo() throws Exception {
    Process process = start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).startsWith("Krea emulator at ");

      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(KreaEmulator.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
