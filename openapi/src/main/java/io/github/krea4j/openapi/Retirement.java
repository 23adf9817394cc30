package io.github.krea4j.openapi;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Since when the document holds an operation no longer.
 *
 * @param version the release that first lacked it
 * @param date the day of that release
 * @param replacement the model to use instead; empty where none is known
 */
record Retirement(String version, LocalDate date, Optional<String> replacement) {
  private static final Pattern LINE =
      Pattern.compile("  retired in (\\S+) on (\\d{4}-\\d\\d-\\d\\d)(?:, use (\\S+))?");

  static Retirement in(Release release) {
    return new Retirement(release.version(), release.date(), Optional.empty());
  }

  /** Reads a line of the surface file, if it is one of these. */
  static Optional<Retirement> parse(String line) {
    Matcher retired = LINE.matcher(line);
    return retired.matches()
        ? Optional.of(
            new Retirement(
                retired.group(1),
                LocalDate.parse(retired.group(2)),
                Optional.ofNullable(retired.group(3))))
        : Optional.empty();
  }

  /** The line of the surface file. */
  @Override
  public String toString() {
    return "  retired in "
        + version
        + " on "
        + date
        + replacement.map(model -> ", use " + model).orElse("");
  }
}
