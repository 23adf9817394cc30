package io.github.krea4j.internal.catalog;

import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.errors.InvalidRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which model or field was probably meant by a name that is not in the catalog. */
public final class NearMisses {
  private static final int MOST_LETTERS = 2;

  /** Of so few letters, two wrong ones make another word: {@code pro}, {@code dev}. */
  private static final int SHORT_WORD = 3;

  private final Map<String, KnownModel> models;

  NearMisses(Map<String, KnownModel> models) {
    this.models = models;
  }

  /**
   * Refuses an id that can only be a slip: of a known vendor, and like the id of one of its models
   * but for a letter or two, case, separators, or the numbers inside it left out. One with other
   * numbers or words may be of a model that is newer than the catalog, and passes.
   *
   * @throws InvalidRequestException naming the model that was probably meant
   */
  public void requireNoTypo(String id) {
    if (models.containsKey(id)) {
      return;
    }
    for (String known : models.keySet()) {
      if (vendor(known).equals(vendor(id)) && isTypo(name(id), name(known))) {
        throw new InvalidRequestException(
            "'"
                + id
                + "' is not among the models of this version. Did you mean '"
                + known
                + "'? If it is a model newer than this version, name it by its path: /"
                + ModelPath.PREFIX
                + id);
      }
    }
  }

  /**
   * Returns what may be wrong with a request that the service refused.
   *
   * @param fields the names of the fields that it had
   * @return a sentence; empty if no name in it is like one of the catalog
   */
  public String hint(String id, Collection<String> fields) {
    KnownModel model = models.get(id);
    if (model == null) {
      return closest(id, models.keySet())
          .or(() -> sameName(id))
          .map(known -> "Did you mean the model '" + known + "'?")
          .orElse("");
    }
    List<String> names = model.info().fields().stream().map(Field::name).toList();
    List<String> meant = new ArrayList<>();
    for (String field : fields) {
      if (!model.info().takes(field)) {
        closest(field, names)
            .ifPresent(known -> meant.add("'" + known + "' in place of '" + field + "'"));
      }
    }
    return meant.isEmpty() ? "" : "Did you mean " + String.join(", ", meant) + "?";
  }

  private static boolean isTypo(String name, String known) {
    List<String> words = words(name);
    List<String> meant = words(known);
    String digits = digits(name);
    boolean sameNumbers = digits.equals(digits(known));
    if (String.join("", words).equals(String.join("", meant))) {
      // A name without the number at its end may be that of the first of a series.
      boolean inside = !Character.isDigit(known.charAt(known.length() - 1));
      return sameNumbers || (digits.isEmpty() && inside);
    }
    if (!sameNumbers || words.size() != meant.size()) {
      return false;
    }
    int wrong = 0;
    for (int i = 0; i < words.size(); i++) {
      int letters = distance(words.get(i), meant.get(i));
      if (letters > 1 && meant.get(i).length() <= SHORT_WORD) {
        return false;
      }
      wrong += letters;
    }
    return wrong <= MOST_LETTERS;
  }

  /** Returns the model whose last part is the last part of an id, category and vendor aside. */
  private Optional<String> sameName(String id) {
    return models.keySet().stream().filter(known -> name(known).equals(name(id))).findFirst();
  }

  private static Optional<String> closest(String name, Collection<String> names) {
    String given = name.toLowerCase(Locale.ROOT);
    @Nullable String closest = null;
    int least = Math.max(1, given.length() / 4) + 1;
    for (String known : names) {
      int distance = distance(given, known.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        closest = known;
      }
    }
    return Optional.ofNullable(closest);
  }

  /**
   * Returns how many letters must be added, left out, replaced or swapped to get the other text.
   */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        steps[i][j] =
            Math.min(
                steps[i - 1][j - 1] + replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[one.length()][other.length()];
  }

  private static String vendor(String id) {
    return id.substring(0, Math.max(0, id.lastIndexOf('/'))).toLowerCase(Locale.ROOT);
  }

  private static String name(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static List<String> words(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Returns the digits in order, with no trace of what parts them. */
  private static String digits(String name) {
    return name.replaceAll("\\D+", "");
  }
}
