package io.github.krea4j.openapi.refresh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;

/**
 * The command that brings the next document: fetches it, refuses what cannot be used, reports the
 * differences in facts and puts it in place. Differences are no failure; a document that cannot be
 * used is, and leaves the one in place as it was.
 */
public final class RefreshSpec {
  private static final long MAX_BYTES = 32L << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final SpecSource source;
  private final GeneratorRules rules;
  private final PrintStream out;

  RefreshSpec(SpecSource source, GeneratorRules rules, PrintStream out) {
    this.source = source;
    this.rules = rules;
    this.out = out;
  }

  /**
   * Runs the command with the settings that the Maven profile {@code refresh-spec} passes as system
   * properties: {@code krea.spec}, {@code krea.spec.report}, {@code krea.spec.dryRun}, {@code
   * krea.document}, {@code krea.release.date} and {@code krea.version}; with {@code
   * krea.spec.strict}, a document is refused if it holds anything that the generator cannot
   * express.
   */
  public static void main(String[] arguments) throws Exception {
    Path document = Path.of(setting("krea.document"));
    boolean strict = !System.getProperty(GeneratorRules.STRICT, "false").equals("false");
    String userAgent = "krea4j/" + setting("krea.version");
    new RefreshSpec(
            new SpecSource(userAgent, MAX_BYTES, TIMEOUT),
            new GeneratorRules(
                document.resolveSibling("generated-surface.txt"),
                LocalDate.parse(setting("krea.release.date")),
                strict),
            System.out)
        .run(
            setting("krea.spec"),
            document,
            Path.of(setting("krea.spec.report")),
            !setting("krea.spec.dryRun").equals("false"));
  }

  private static String setting(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("The system property " + name + " is not set");
    }
    return value;
  }

  /**
   * Refreshes a document.
   *
   * @param location where the next one is: a file or an address
   * @param document the file to replace
   * @param reportFile takes the report in Markdown
   * @param dryRun whether to report only
   */
  void run(String location, Path document, Path reportFile, boolean dryRun)
      throws UnusableDocumentException, IOException {
    SpecDocument current = SpecDocument.parse(Files.readString(document));
    String text = source.fetch(location);
    SpecDocument next;
    GeneratorRules.Outcome outcome;
    try {
      next = SpecDocument.parse(text);
      SpecCheck.check(next);
      outcome = rules.compare(current, next);
    } catch (UnusableDocumentException e) {
      throw new UnusableDocumentException(
          location + " is of no use, the document in place stays: " + e.getMessage(), e);
    }

    SpecReport report = SpecReport.of(DocumentDiff.of(current, next), location, outcome);
    SpecFile.replace(reportFile, MarkdownReport.of(report));
    if (!dryRun && !next.tree().equals(current.tree())) {
      SpecFile.replace(document, SpecFile.format(next.tree()));
    }
    out.print(TextReport.of(report));
    out.println();
    out.println(
        dryRun
            ? document + " was left as it is (dry run)."
            : document
                + (next.tree().equals(current.tree()) ? " is up to date." : " was replaced."));
    out.println("The report is in " + reportFile + " too.");
    out.flush();
  }
}
