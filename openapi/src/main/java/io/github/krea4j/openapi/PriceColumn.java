package io.github.krea4j.openapi;

import io.github.krea4j.openapi.RequestType.Field;
import io.github.krea4j.openapi.Schema.Choice;
import io.github.krea4j.openapi.Schema.ChoiceKind;
import io.github.krea4j.openapi.Schema.Flag;
import io.github.krea4j.openapi.Schema.Numeric;
import io.github.krea4j.openapi.Schema.Sequence;
import io.github.krea4j.openapi.Schema.Shape;
import io.github.krea4j.openapi.Schema.Struct;
import io.github.krea4j.openapi.Schema.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column of a price list asks of a request, by rule from its heading and its cells.
 *
 * @param name the heading
 * @param kind how the request's field is compared with the cells
 * @param field the field; empty where there is none
 * @param unclearWith fields beside which the absence of this one tells nothing
 */
record PriceColumn(String name, Kind kind, String field, List<String> unclearWith) {
  private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*[A-Za-z]*");
  private static final Set<String> ANY = Set.of("", "-", "–", "—", "any", "all", "*");
  private static final Set<String> YES = Set.of("yes", "true");
  private static final Set<String> NO = Set.of("no", "false");

  enum Kind {
    /** The field's value is a text of the cells. */
    TEXT,
    /** The field's value is a number of the cells, which print a unit behind it. */
    NUMBER,
    /** The field is true or false. */
    FLAG,
    /** The field is there, or is not. */
    PRESENT,
    /** The field is a list of so many items. */
    COUNT,
    /** All rows say the same, and the request has no say in it. */
    FIXED,
    /** No field can be told that decides. */
    UNKNOWN
  }

  /** Finds what a column asks for. */
  static PriceColumn of(String name, Collection<String> cells, List<Field> fields) {
    Set<String> values = new HashSet<>();
    cells.forEach(cell -> values.add(cell.toLowerCase(Locale.ROOT)));
    values.removeAll(ANY);
    List<String> words = words(name);
    boolean yesOrNo =
        !values.isEmpty() && values.stream().allMatch(v -> YES.contains(v) || NO.contains(v));
    boolean counts = !values.isEmpty() && values.stream().allMatch(v -> v.matches("\\d{1,6}"));
    Optional<Field> named = one(fields, field -> words(field.wireName()).equals(words));
    if (yesOrNo) {
      List<String> what = words.size() > 1 && words.get(0).equals("has") ? rest(words) : words;
      return named
          .or(() -> one(fields, field -> isFlag(field) && speaksOf(field, what)))
          .or(() -> one(fields, field -> !isFlag(field) && holds(field) && speaksOf(field, what)))
          .map(
              field ->
                  new PriceColumn(name, isFlag(field) ? Kind.FLAG : Kind.PRESENT, field, fields))
          .orElseGet(() -> without(name, values));
    }
    if (named.isPresent() && !holds(named.get())) {
      boolean number = isNumber(named.get().schema().shape());
      return new PriceColumn(name, number ? Kind.NUMBER : Kind.TEXT, named.get(), fields);
    }
    if (counts) {
      boolean count = !words.isEmpty() && words.get(words.size() - 1).equals("count");
      List<String> what = count ? first(words) : words;
      int most = values.stream().mapToInt(Integer::parseInt).max().orElseThrow();
      return one(fields, field -> isList(field) && speaksOf(field, what))
          .or(() -> onlyList(fields).filter(field -> most(field) == most))
          .map(field -> new PriceColumn(name, Kind.COUNT, field, fields))
          .orElseGet(() -> without(name, values));
    }
    return without(name, values);
  }

  private PriceColumn(String name, Kind kind, Field field, List<Field> fields) {
    this(name, kind, field.wireName(), unclearWith(field, fields));
  }

  private static PriceColumn without(String name, Set<String> values) {
    return new PriceColumn(name, values.size() > 1 ? Kind.UNKNOWN : Kind.FIXED, "", List.of());
  }

  /** Returns a cell as the catalog has it; empty where it cannot be read. */
  Optional<String> value(String cell) {
    String plain = cell.toLowerCase(Locale.ROOT);
    if (ANY.contains(plain)) {
      return Optional.of("");
    }
    return switch (kind) {
      case FLAG, PRESENT ->
          YES.contains(plain)
              ? Optional.of("true")
              : NO.contains(plain) ? Optional.of("false") : Optional.empty();
      case NUMBER, COUNT -> {
        Matcher number = NUMBER.matcher(plain);
        yield number.matches() ? Optional.of(number.group(1)) : Optional.empty();
      }
      default -> Optional.of(cell);
    };
  }

  /**
   * Other fields that may decide in the place of one that is not sent: a list whose items have a
   * field of that name, and for a flag like {@code has_lora} any list of objects, of which it may
   * speak.
   */
  private static List<String> unclearWith(Field field, List<Field> fields) {
    boolean speaksOfOthers = isFlag(field) && words(field.wireName()).indexOf("has") == 0;
    List<String> names = new ArrayList<>();
    for (Field other : fields) {
      if (other.schema().shape() instanceof Sequence list
          && list.items().shape() instanceof Struct item
          && (speaksOfOthers || item.find(field.wireName()).isPresent())) {
        names.add(other.wireName());
      }
    }
    return names;
  }

  private static Optional<Field> one(List<Field> fields, Predicate<Field> wanted) {
    List<Field> found = fields.stream().filter(wanted).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Optional<Field> onlyList(List<Field> fields) {
    return one(fields, PriceColumn::isList);
  }

  private static int most(Field field) {
    return field.schema().facets().bounds().containsKey("maxItems")
        ? field.schema().facets().bounds().get("maxItems").asInt()
        : -1;
  }

  private static boolean isList(Field field) {
    return field.schema().shape() instanceof Sequence;
  }

  private static boolean isFlag(Field field) {
    return field.schema().shape() instanceof Flag;
  }

  /** Whether the field holds something that is there or not: a file, an object, a list. */
  private static boolean holds(Field field) {
    Shape shape = field.schema().shape();
    return shape instanceof Sequence
        || shape instanceof Struct
        || (shape instanceof Text text && text.isUrl());
  }

  private static boolean isNumber(Shape shape) {
    return shape instanceof Numeric
        || (shape instanceof Choice choice && choice.kind() != ChoiceKind.TEXT);
  }

  private static boolean speaksOf(Field field, List<String> words) {
    return !words.isEmpty() && words(field.wireName()).containsAll(words);
  }

  /** The words of a name in lower case and in the singular. */
  static List<String> words(String name) {
    String apart =
        name.matches("[a-z]+\\d*([A-Z][a-z]*)+") ? name.replaceAll("([A-Z])", " $1") : name;
    return Words.split(apart.toLowerCase(Locale.ROOT)).stream()
        .map(word -> word.equals("has") ? word : Words.singular(word))
        .toList();
  }

  private static List<String> rest(List<String> words) {
    return words.subList(1, words.size());
  }

  private static List<String> first(List<String> words) {
    return words.subList(0, words.size() - 1);
  }
}
