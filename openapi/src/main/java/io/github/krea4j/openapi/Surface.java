package io.github.krea4j.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of an earlier generation, read back from the committed text file: whatever is listed
 * there keeps its name.
 *
 * @param operations those that the document held, by {@code METHOD path}
 * @param retired those that it once held and then lost: their names are not given to others
 * @param types fields of the shared input types, by type name: field to type
 * @param responses the accessors of the answers
 */
record Surface(
    Map<String, Entry> operations,
    Map<String, Entry> retired,
    Map<String, Map<String, String>> types,
    ResponseSurface responses) {

  /**
   * One operation's names.
   *
   * @param request the request type; empty where there is none
   * @param fields the request's fields with their types
   */
  record Entry(
      String api, String method, String request, String answer, Map<String, String> fields) {}

  /** The line after which the operations stand that the document no longer holds. */
  static final String RETIRED = "# retired:";

  private static final Pattern OPERATION =
      Pattern.compile("([A-Z]+ \\S+) -> (\\w+)\\.(\\w+)\\((\\w*)\\) -> (\\S+)");
  private static final Pattern TYPE = Pattern.compile("(?:input|response) (\\S+)");
  private static final Pattern FIELD =
      Pattern.compile("  (.+?): (?:\\w+\\(\\) )?(\\S+?)\\??(?: .*)?");

  /** A surface without history, where nothing has a name yet. */
  static Surface none() {
    return new Surface(Map.of(), Map.of(), Map.of(), ResponseSurface.parse(""));
  }

  /** Reads the file; one that does not exist holds no history. */
  static Surface read(Path file) {
    try {
      return Files.exists(file) ? parse(Files.readString(file)) : none();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the generated surface " + file, e);
    }
  }

  static Surface parse(String text) {
    Map<String, Entry> operations = new TreeMap<>();
    Map<String, Entry> retired = new TreeMap<>();
    Map<String, Map<String, String>> types = new TreeMap<>();
    Map<String, Entry> section = operations;
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher operation = OPERATION.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (line.startsWith(RETIRED)) {
        section = retired;
      } else if (operation.matches()) {
        fields = new LinkedHashMap<>();
        section.put(operation.group(1), entry(operation, fields));
      } else if (type.matches()) {
        fields = new LinkedHashMap<>();
        types.put(type.group(1), fields);
      } else if (field.matches()) {
        fields.put(field.group(1), field.group(2));
      }
    }
    return new Surface(operations, retired, types, ResponseSurface.parse(text));
  }

  private static Entry entry(Matcher line, Map<String, String> fields) {
    return new Entry(
        line.group(2),
        line.group(3),
        line.group(4),
        line.group(5),
        Collections.unmodifiableMap(fields));
  }

  /** What is known of an operation, whether the document still holds it or once did. */
  Optional<Entry> find(Operation operation) {
    return Optional.ofNullable(operations.get(operation.key()))
        .or(() -> Optional.ofNullable(retired.get(operation.key())));
  }

  /** Everything known, present and past. */
  Map<String, Entry> all() {
    Map<String, Entry> all = new TreeMap<>(retired);
    all.putAll(operations);
    return all;
  }

  /** {@code StyleInput} for {@code List<StyleInput>}. */
  static String innermost(String type) {
    return type.replaceAll("^.*<|>+$", "");
  }
}
