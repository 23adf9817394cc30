package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the document's spellings (kebab, snake, camel, free text) into Java's. */
final class Words {
  private Words() {}

  /** {@code flux-1.1-pro} becomes {@code Flux1_1Pro}: digits that were apart stay apart. */
  static String pascal(String text) {
    StringBuilder name = new StringBuilder();
    for (String word : split(text)) {
      if (!name.isEmpty()
          && Character.isDigit(name.charAt(name.length() - 1))
          && Character.isDigit(word.charAt(0))) {
        name.append('_');
      }
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  /** As {@link #pascal}, beginning in lower case; an acronym at the front goes lower as a whole. */
  static String camel(String text) {
    List<String> words = split(text);
    if (words.isEmpty()) {
      return "";
    }
    String first = words.get(0);
    words.set(
        0,
        isAcronym(first)
            ? first.toLowerCase(Locale.ROOT)
            : Character.toLowerCase(first.charAt(0)) + first.substring(1));
    String name = pascal(String.join("-", words));
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** A header's name as a Java name: {@code X-Webhook-URL} becomes {@code webhookUrl}. */
  static String headerCamel(String header) {
    String name = header.regionMatches(true, 0, "x-", 0, 2) ? header.substring(2) : header;
    return camel(
        split(name).stream()
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("-")));
  }

  /** {@code styles} becomes {@code style}; words that are no plain plural stay as they are. */
  static String singular(String word) {
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("sses")
        || word.endsWith("xes")
        || word.endsWith("ches")
        || word.endsWith("shes")) {
      return word.substring(0, word.length() - 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") && word.length() > 1
        ? word.substring(0, word.length() - 1)
        : word;
  }

  /**
   * The name of an enum constant for a value as the document prints it: {@code flux_dev} becomes
   * {@code FLUX_DEV}, nothing becomes {@code EMPTY}; where it would begin with a digit the last
   * word of its field goes in front, so that {@code 16:9} of {@code aspect_ratio} becomes {@code
   * RATIO_16_9}.
   */
  static String constant(String value, String field) {
    if (value.isEmpty()) {
      return "EMPTY";
    }
    String minus = value.matches("-[0-9.]+") ? "MINUS_" : "";
    String name = minus + upper(value);
    if (name.isEmpty()) {
      return "VALUE";
    }
    if (!Character.isDigit(name.charAt(0))) {
      return name;
    }
    String word = upper(field);
    word = word.substring(word.lastIndexOf('_') + 1);
    boolean usable = !word.isEmpty() && Character.isLetter(word.charAt(0));
    return (usable ? word : "VALUE") + "_" + name;
  }

  private static String upper(String text) {
    return String.join("_", split(text.replaceAll("([a-z])([A-Z])", "$1_$2")))
        .toUpperCase(Locale.ROOT);
  }

  /** Whether a field is named as one that holds a URL, or several. */
  static boolean endsInUrl(String field) {
    List<String> words = split(field.replaceAll("([a-z])([A-Z])", "$1_$2"));
    return !words.isEmpty()
        && Set.of("url", "urls", "uri", "uris")
            .contains(words.get(words.size() - 1).toLowerCase(Locale.ROOT));
  }

  /** What two names share that differ in case and separators only. */
  static String key(String name) {
    return String.join("", split(name)).toLowerCase(Locale.ROOT);
  }

  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[^\\p{L}\\p{Nd}]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isAcronym(String word) {
    return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
  }
}
