package io.github.krea4j;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which models a catalog lists, and in which order. Immutable; every method returns a copy with one
 * more condition.
 *
 * <pre>{@code
 * client.models().all(ModelFilter.all().category("video").takes("start_image").cheapestFirst());
 * }</pre>
 */
public final class ModelFilter {
  private static final ModelFilter ALL = new ModelFilter(null, Set.of(), List.of(), false);

  private final @Nullable String category;
  private final Set<ModelInfo.Input> inputs;
  private final List<String> fields;
  private final boolean cheapestFirst;

  private ModelFilter(
      @Nullable String category,
      Set<ModelInfo.Input> inputs,
      List<String> fields,
      boolean cheapestFirst) {
    this.category = category;
    this.inputs = inputs;
    this.fields = fields;
    this.cheapestFirst = cheapestFirst;
  }

  /** Returns the filter that lets every model through, in the order of their ids. */
  public static ModelFilter all() {
    return ALL;
  }

  /** Keeps models of a category, such as {@code image}, {@code video} or {@code enhance}. */
  public ModelFilter category(String category) {
    return new ModelFilter(
        Objects.requireNonNull(category, "category"), inputs, fields, cheapestFirst);
  }

  /** Keeps models that can be given each of these kinds of input. */
  public ModelFilter takes(ModelInfo.Input... inputs) {
    Set<ModelInfo.Input> more = EnumSet.noneOf(ModelInfo.Input.class);
    more.addAll(this.inputs);
    more.addAll(Arrays.asList(inputs));
    return new ModelFilter(category, Set.copyOf(more), fields, cheapestFirst);
  }

  /**
   * Keeps models whose requests have each of these fields.
   *
   * @param fields names of fields, such as {@code image_url}; a deprecated name counts too
   */
  public ModelFilter takes(String... fields) {
    List<String> more = Stream.concat(this.fields.stream(), Arrays.stream(fields)).toList();
    return new ModelFilter(category, inputs, more, cheapestFirst);
  }

  /**
   * Puts models of a lower least price first, and those first where it is the same whose highest
   * price is lower. Prices compare within one unit only: where there are several, each has its own
   * part of the list. Models without a price come last.
   */
  public ModelFilter cheapestFirst() {
    return new ModelFilter(category, inputs, fields, true);
  }

  /** Returns the category, if one was set. */
  public Optional<String> category() {
    return Optional.ofNullable(category);
  }

  /** Returns the kinds of input asked for. */
  public Set<ModelInfo.Input> inputs() {
    return inputs;
  }

  /** Returns the fields asked for. */
  public List<String> fields() {
    return fields;
  }

  /** Returns whether the cheapest models come first. */
  public boolean isCheapestFirst() {
    return cheapestFirst;
  }

  /** Returns whether a model fulfils every condition. */
  public boolean test(ModelInfo model) {
    return (category == null || category.equals(model.category()))
        && model.inputs().containsAll(inputs)
        && fields.stream().allMatch(model::takes);
  }
}
