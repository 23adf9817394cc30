package io.github.krea4j.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an earlier generation gave to users, read back from the committed text file: whatever is
 * listed there keeps its name, its type and its place.
 *
 * @param operations those that the document held, by {@code METHOD path}
 * @param retired those that it once held and then lost: their names are not given to others
 * @param inputs fields of the shared input types, by type and name in JSON
 * @param responses the accessors of the answers
 */
record Surface(
    Map<String, Entry> operations,
    Map<String, Entry> retired,
    Map<String, Map<String, Field>> inputs,
    ResponseSurface responses) {

  /**
   * One operation.
   *
   * @param request the request type; empty where there is none
   * @param parameters what the method takes besides path and body, in order
   * @param fields the request's fields, by name in JSON
   * @param retirement since when it is retired, where the types are kept all the same
   */
  record Entry(
      String api,
      String method,
      String request,
      String answer,
      List<Parameter> parameters,
      Map<String, Field> fields,
      Optional<Retirement> retirement) {}

  /**
   * A parameter of a method.
   *
   * @param wire where it goes and what it is called there: {@code query limit}
   * @param added whether the method was there before it
   */
  record Parameter(String wire, String type, boolean required, boolean added) {}

  /**
   * A field of a request.
   *
   * @param constants those of the enum that it holds; none if it holds none
   * @param constant whether there is only one value
   */
  record Field(
      String accessor,
      FieldType type,
      List<EnumType.Constant> constants,
      boolean constant,
      boolean required) {}

  /** The line after which the operations stand that the document no longer holds. */
  static final String RETIRED = "# retired:";

  /** What marks a parameter that a method was given later. */
  static final String ADDED = " added";

  /** What marks a constant whose value is listed no longer. */
  static final String GONE = "~";

  private static final Pattern OPERATION =
      Pattern.compile("([A-Z]+ \\S+) -> (\\w+)\\.(\\w+)\\((\\w*)\\) -> (\\S+)");
  private static final Pattern INPUT = Pattern.compile("input (\\w+)");
  private static final Pattern PARAMETER =
      Pattern.compile("  ((?:path|query|header|part|field) [^:]+): (\\S+)( required)?( added)?");
  private static final Pattern FIELD =
      Pattern.compile(
          "  (.+): (\\w+)\\((\\S+)\\)(?: \\{(.*)\\})?( const)?( required)?( deprecated)?");
  private static final Pattern CONSTANT =
      Pattern.compile("(~?)(\\w+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^,\\s]+)");
  private static final ObjectMapper JSON = new ObjectMapper();

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
    Map<String, Map<String, Field>> inputs = new TreeMap<>();
    Map<String, Entry> section = operations;
    for (List<String> block : blocks(text)) {
      String head = block.get(0);
      Matcher operation = OPERATION.matcher(head);
      Matcher input = INPUT.matcher(head);
      if (head.startsWith(RETIRED)) {
        section = retired;
      } else if (operation.matches()) {
        section.put(operation.group(1), entry(operation, block));
      } else if (input.matches()) {
        inputs.put(input.group(1), fields(block));
      }
    }
    return new Surface(operations, retired, inputs, ResponseSurface.parse(text));
  }

  /** Each line that is not indented, with the indented ones below it. */
  private static List<List<String>> blocks(String text) {
    List<List<String>> blocks = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(" ") && !blocks.isEmpty()) {
        blocks.get(blocks.size() - 1).add(line);
      } else if (!line.isBlank()) {
        blocks.add(new ArrayList<>(List.of(line)));
      }
    }
    return blocks;
  }

  private static Entry entry(Matcher head, List<String> block) {
    List<Parameter> parameters = new ArrayList<>();
    Optional<Retirement> retirement = Optional.empty();
    for (String line : block) {
      Matcher parameter = PARAMETER.matcher(line);
      if (parameter.matches()) {
        parameters.add(
            new Parameter(
                parameter.group(1),
                parameter.group(2),
                parameter.group(3) != null,
                parameter.group(4) != null));
      }
      retirement = retirement.or(() -> Retirement.parse(line));
    }
    return new Entry(
        head.group(2),
        head.group(3),
        head.group(4),
        head.group(5),
        List.copyOf(parameters),
        fields(block),
        retirement);
  }

  private static Map<String, Field> fields(List<String> block) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String line : block) {
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        fields.put(
            field.group(1),
            new Field(
                field.group(2),
                FieldType.parse(field.group(3)),
                field.group(4) == null ? List.of() : constants(field.group(4)),
                field.group(5) != null,
                field.group(6) != null));
      }
    }
    return Collections.unmodifiableMap(fields);
  }

  /** Reads what stands between the braces behind the type of an enum. */
  static List<EnumType.Constant> constants(String list) {
    List<EnumType.Constant> constants = new ArrayList<>();
    Matcher constant = CONSTANT.matcher(list);
    while (constant.find()) {
      constants.add(
          new EnumType.Constant(
              constant.group(2), value(constant.group(3)), !constant.group(1).isEmpty()));
    }
    return List.copyOf(constants);
  }

  private static JsonNode value(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the generated surface holds " + json + ", no JSON", e);
    }
  }

  /** What is known of an operation, whether the document still holds it or once did. */
  Optional<Entry> find(Operation operation) {
    return Optional.ofNullable(operations.get(operation.key()))
        .or(() -> Optional.ofNullable(retired.get(operation.key())));
  }

  /** What is known of a field of an operation's request, or of an input type. */
  Optional<Field> field(Optional<Operation> operation, String type, String field) {
    return operation
        .map(owner -> find(owner).map(Entry::fields))
        .orElseGet(() -> Optional.ofNullable(inputs.get(type)))
        .map(fields -> fields.get(field));
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
