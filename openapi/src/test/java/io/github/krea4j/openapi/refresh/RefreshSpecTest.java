package io.github.krea4j.openapi.refresh;

import static io.github.krea4j.openapi.refresh.Documents.at;
import static io.github.krea4j.openapi.refresh.Documents.body;
import static io.github.krea4j.openapi.refresh.Documents.field;
import static io.github.krea4j.openapi.refresh.Documents.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole command, from a document somewhere to the file in place. */
class RefreshSpecTest {
  private static final String FLUX = "image/bfl/flux-1-dev";

  @TempDir Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path document;
  private Path report;

  @BeforeEach
  void putDocumentInPlace() throws IOException {
    document = Files.copy(Documents.FILE, directory.resolve("krea-api-openapi.json"));
    report = directory.resolve("target/spec-report.md");
  }

  private void refresh(String location, boolean dryRun)
      throws UnusableDocumentException, IOException {
    refresh(location, dryRun, false);
  }

  private void refresh(String location, boolean dryRun, boolean strict)
      throws UnusableDocumentException, IOException {
    new RefreshSpec(
            new SpecSource("krea4j/test", 32 << 20, Duration.ofSeconds(20)),
            new GeneratorRules(
                directory.resolve("generated-surface.txt"), LocalDate.of(2026, 11, 25), strict),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(location, document, report, dryRun);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Path next(SpecDocument next) throws IOException {
    return Files.writeString(directory.resolve("next.json"), next.tree().toString());
  }

  private static SpecDocument narrowed() {
    return Documents.patched(tree -> field(tree, FLUX, "width").put("maximum", 2048));
  }

  @Test
  void replacesTheDocumentAndReports() throws Exception {
    refresh(next(narrowed()).toString(), false);

    assertThat(document).hasContent(SpecFile.format(narrowed().tree()));
    assertThat(printed())
        .contains("    [breaks wire] request.width: maximum 2368 -> 2048\n")
        .contains(document + " was replaced.");
    assertThat(report)
        .content()
        .contains("  - **breaks wire** `request.width`: `maximum 2368 -> 2048`\n");
  }

  @Test
  void dryRunOnlyReports() throws Exception {
    refresh(next(narrowed()).toString(), true);

    assertThat(document).hasSameTextualContentAs(Documents.FILE);
    assertThat(printed()).contains("request.width").contains("was left as it is (dry run)");
    assertThat(report).exists();
  }

  @Test
  void sameDocumentIsLeftAsItIs() throws Exception {
    refresh(next(Documents.current()).toString(), false);

    assertThat(document).hasSameTextualContentAs(Documents.FILE);
    assertThat(printed()).contains("No difference in facts.").contains("is up to date.");
  }

  @Test
  void yamlIsPutInPlaceAsJson() throws Exception {
    Path yaml =
        Files.writeString(
            directory.resolve("next.yaml"),
            """
            openapi: 3.1.0
            paths:
              /generate/image/acme/one:
                post:
                  summary: One
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object, properties: {seed: {type: integer}}}
                  responses: {}
            """);
    refresh(yaml.toString(), false);

    assertThat(Files.readString(document)).startsWith("{\n  \"openapi\": \"3.1.0\",\n");
    assertThat(printed()).contains("  [new] image/acme/one: One; fields seed\n");
  }

  @Test
  void whatTheGeneratorCannotExpressIsInTheReport() throws Exception {
    SpecDocument odd = withTuple();
    refresh(next(odd).toString(), false);

    assertThat(printed())
        .contains("What the generator cannot express (1)\n")
        .contains("POST /generate/" + FLUX)
        .contains("request.grid: added, optional array");
    assertThat(document).hasContent(SpecFile.format(odd.tree()));
  }

  @Test
  void aPriceThatCannotBeReadIsInTheReportAndNoErrorEvenInStrictMode() throws Exception {
    SpecDocument odd =
        Documents.patched(
            tree ->
                ((ObjectNode) tree.path("paths").path("/generate/" + FLUX).path("post"))
                    .put("description", "| Compute Units |\n|---|\n| on request |"));
    refresh(next(odd).toString(), false, true);

    assertThat(printed())
        .contains("What the catalog of models leaves out (1)\n")
        .contains("POST /generate/" + FLUX + ": its price [] \"on request\" is not understood");
    assertThat(document).hasContent(SpecFile.format(odd.tree()));
  }

  @Test
  void whatProgramsLoseIsToldByTheGeneratedTypes() throws Exception {
    SpecDocument next =
        Documents.patched(
            tree -> {
              at(body(model(tree, FLUX)), "/properties").remove("seed");
              field(tree, FLUX, "width").put("type", "string");
              ((ObjectNode)
                      Documents.answer(Documents.operation(tree, "get", "/assets/{id}"))
                          .path("properties"))
                  .putObject("added")
                  .put("type", "string");
              tree.withObject("/paths").remove("/generate/image/bfl/flux-1-kontext-dev");
            });
    refresh(next(next).toString(), true);

    assertThat(printed())
        .contains("Breaks source compatibility: Flux1DevRequest\n")
        .contains(
            """
            What programs no longer find (4)
              [breaks source] Flux1DevRequest.seed(Number)
              [breaks source] Flux1DevRequest.width(Number)
              [breaks source] Number Flux1DevRequest.seed()
              [breaks source] Number Flux1DevRequest.width()
            """)
        .contains("[breaks wire] image/bfl/flux-1-kontext-dev");
  }

  @Test
  void strictModeRefusesWhatTheGeneratorCannotExpress() throws Exception {
    Path next = next(withTuple());

    assertThatThrownBy(() -> refresh(next.toString(), false, true))
        .isInstanceOf(UnusableDocumentException.class)
        .hasMessageContaining("request.grid");
    assertThat(document).hasSameTextualContentAs(Documents.FILE);
  }

  private static SpecDocument withTuple() {
    return Documents.patched(
        tree ->
            at(body(model(tree, FLUX)), "/properties")
                .putObject("grid")
                .put("type", "array")
                .putArray("prefixItems")
                .addObject()
                .put("type", "string"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html></html>",
        "{\"openapi\": \"3.1.0\", \"paths\": {\"/jobs\":",
        "{\"openapi\": \"3.1.0\", \"paths\": {}}",
        "{\"openapi\": \"3.1.0\", \"paths\": {\"/jobs\": {\"get\": {}}}}",
        "{\"error\": \"unavailable\"}"
      })
  void unusableDocumentLeavesTheFileAndNoReport(String text) throws Exception {
    Path next = Files.writeString(directory.resolve("next.json"), text);

    assertThatThrownBy(() -> refresh(next.toString(), false))
        .isInstanceOf(UnusableDocumentException.class)
        .hasMessageStartingWith(next + " is of no use, the document in place stays: ");
    assertThat(document).hasSameTextualContentAs(Documents.FILE);
    assertThat(report).doesNotExist();
    assertThat(printed()).isEmpty();
  }

  @Test
  void failedFetchLeavesTheFile() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/openapi.json";
      assertThatThrownBy(() -> refresh(address, false))
          .isInstanceOf(UnusableDocumentException.class)
          .hasMessage(address + " answered with status 404");
    } finally {
      server.stop(0);
    }
    assertThat(document).hasSameTextualContentAs(Documents.FILE);
  }

  @Test
  void unwritableReportLeavesTheFile() throws Exception {
    Files.createDirectories(report.resolve("in-the-way"));

    Path next = next(narrowed());
    assertThatThrownBy(() -> refresh(next.toString(), false)).isInstanceOf(IOException.class);
    assertThat(document).hasSameTextualContentAs(Documents.FILE);
  }
}
