package io.github.krea4j;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which styles a search finds. Immutable; every method returns a copy with one more condition.
 *
 * <pre>{@code
 * client.styles().search(StyleFilter.all().model("flux_dev").scope(StyleFilter.Scope.COMMUNITY));
 * }</pre>
 */
public final class StyleFilter {
  private static final StyleFilter ALL = new StyleFilter(List.of(), null, null, null, null);

  private final List<String> ids;
  private final @Nullable Boolean liked;
  private final @Nullable String user;
  private final @Nullable String model;
  private final @Nullable Scope scope;

  private StyleFilter(
      List<String> ids,
      @Nullable Boolean liked,
      @Nullable String user,
      @Nullable String model,
      @Nullable Scope scope) {
    this.ids = ids;
    this.liked = liked;
    this.user = user;
    this.model = model;
    this.scope = scope;
  }

  /** Returns the filter without a condition. */
  public static StyleFilter all() {
    return ALL;
  }

  /**
   * Finds these styles only.
   *
   * @throws IllegalArgumentException if there is none, or a blank one or one with a comma
   */
  public StyleFilter ids(String... ids) {
    Set<String> set = new LinkedHashSet<>(Arrays.asList(ids));
    if (set.isEmpty() || set.stream().anyMatch(id -> id.isBlank() || id.contains(","))) {
      throw new IllegalArgumentException(
          "ids needs at least one id, without commas, but got " + set);
    }
    return new StyleFilter(List.copyOf(set), liked, user, model, scope);
  }

  /** Finds styles that the user has liked, or all; server default: all. */
  public StyleFilter liked(boolean liked) {
    return new StyleFilter(ids, liked, user, model, scope);
  }

  /** Finds the styles of one user. */
  public StyleFilter user(String user) {
    return new StyleFilter(ids, liked, Objects.requireNonNull(user, "user"), model, scope);
  }

  /** Finds styles that fit a base model, by the service's name for it such as {@code flux_dev}. */
  public StyleFilter model(String model) {
    return new StyleFilter(ids, liked, user, Objects.requireNonNull(model, "model"), scope);
  }

  /** Finds styles of one origin; server default: {@link Scope#ALL}. */
  public StyleFilter scope(Scope scope) {
    return new StyleFilter(ids, liked, user, model, Objects.requireNonNull(scope, "scope"));
  }

  /** Returns the ids to find; empty for all. */
  public List<String> ids() {
    return ids;
  }

  /** Returns whether only liked styles are found, if it was said. */
  public Optional<Boolean> liked() {
    return Optional.ofNullable(liked);
  }

  /** Returns whose styles are found, if it was said. */
  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  /** Returns the base model, if it was said. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Returns the origin, if it was said. */
  public Optional<Scope> scope() {
    return Optional.ofNullable(scope);
  }

  /** Where styles come from. */
  public enum Scope {
    /** All that the key may see. */
    ALL,
    /** The user's own. */
    USER,
    /** Those of other users. */
    COMMUNITY,
    /** The service's own. */
    KREA,
    /** Those shared with the user. */
    SHARED,
    /** Those not approved for the public. */
    UNAPPROVED,
    /** Those offered in the editor. */
    EDITOR,
    /** Those shown in the gallery. */
    GALLERY,
    /** Those that everybody may see. */
    PUBLIC;

    /** Returns the name as the service writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
