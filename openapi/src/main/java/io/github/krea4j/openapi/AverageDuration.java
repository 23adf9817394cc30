package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the average duration that the document prints for a model: a table column whose heading
 * speaks of an average time. Of several rows the shortest counts, so that a first look is never
 * late.
 */
final class AverageDuration {
  private static final Pattern PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(s|sec|m|min|h|hour)[a-z]*");

  private AverageDuration() {}

  /** The duration in seconds; empty where none is printed. */
  static OptionalLong seconds(String description) {
    List<Double> durations = new ArrayList<>();
    for (MarkdownTable table : MarkdownTable.in(description)) {
      int column = durationColumn(table.headings());
      for (List<String> row : table.rows()) {
        if (column < row.size()) {
          duration(row.get(column)).ifPresent(durations::add);
        }
      }
    }
    return durations.stream().mapToLong(Math::round).min();
  }

  private static int durationColumn(List<String> headings) {
    return IntStream.range(0, headings.size())
        .filter(i -> isDuration(headings.get(i)))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  /** Whether a column of that heading holds durations. */
  static boolean isDuration(String heading) {
    String words = heading.toLowerCase(Locale.ROOT);
    return words.contains("average") && (words.contains("time") || words.contains("duration"));
  }

  private static OptionalDouble duration(String cell) {
    Matcher part = PART.matcher(cell.toLowerCase(Locale.ROOT));
    double seconds = 0;
    while (part.find()) {
      double amount = Double.parseDouble(part.group(1));
      seconds +=
          switch (part.group(2).charAt(0)) {
            case 'h' -> amount * 3600;
            case 'm' -> amount * 60;
            default -> amount;
          };
    }
    return seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }
}
