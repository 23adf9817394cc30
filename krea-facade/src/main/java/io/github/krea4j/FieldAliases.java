package io.github.krea4j;

import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.errors.InvalidRequestException;
import io.github.krea4j.internal.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rewrites deprecated field names of a request, as the document tells for its model. */
final class FieldAliases {
  private final AliasPolicy policy;
  private final DeprecationNotices notices;

  FieldAliases(AliasPolicy policy, DeprecationNotices notices) {
    this.policy = policy;
    this.notices = notices;
  }

  /**
   * Returns the input with the names to send, in the order given. The input itself is not changed.
   *
   * @throws InvalidRequestException if a field is given twice by two names, or by an old name that
   *     the policy refuses
   */
  Map<String, @Nullable Object> apply(ModelInfo model, Map<String, ? extends @Nullable Object> input) {
    List<Alias> used = new ArrayList<>();
    for (Alias alias : model.aliases()) {
      if (input.containsKey(alias.from())) {
        used.add(alias);
      }
    }
    if (used.isEmpty() || policy == AliasPolicy.PASS_THROUGH) {
      return new LinkedHashMap<>(input);
    }
    if (policy == AliasPolicy.REJECT) {
      throw rejected(model, used);
    }
    Map<String, Alias> byOldName = new LinkedHashMap<>();
    Map<String, String> oldNames = new LinkedHashMap<>();
    for (Alias alias : used) {
      byOldName.put(alias.from(), alias);
      String other = oldNames.put(alias.to(), alias.from());
      if (other != null) {
        throw twoOldNames(model, other, alias);
      }
      if (input.containsKey(alias.to())
          && !same(input.get(alias.from()), input.get(alias.to()))) {
        throw conflict(model, alias);
      }
    }
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    input.forEach(
        (name, value) -> {
          Alias alias = byOldName.get(name);
          sent.putIfAbsent(alias == null ? name : alias.to(), value);
        });
    for (Alias alias : used) {
      notices.field(model.id(), alias);
    }
    return sent;
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    // As JSON, so that a list and an array, or an int and a long, do not differ.
    return Objects.equals(one, other) || JsonValues.tree("", one).equals(JsonValues.tree("", other));
  }

  private static InvalidRequestException rejected(ModelInfo model, List<Alias> used) {
    StringBuilder text = new StringBuilder(model.id()).append(" has new names for these fields: ");
    List<String> fields = new ArrayList<>();
    for (Alias alias : used) {
      text.append(fields.isEmpty() ? "" : ", ")
          .append(alias.from())
          .append(" -> ")
          .append(alias.to());
      fields.add(alias.from());
    }
    return new InvalidRequestException(
        text.append(". Use the new ones, or choose AliasPolicy.REWRITE.").toString(), fields);
  }

  private static InvalidRequestException twoOldNames(ModelInfo model, String other, Alias alias) {
    return new InvalidRequestException(
        "'"
            + other
            + "' and '"
            + alias.from()
            + "' are both old names of '"
            + alias.to()
            + "' of "
            + model.id()
            + ". Give '"
            + alias.to()
            + "' alone.",
        List.of(other, alias.from()));
  }

  private static InvalidRequestException conflict(ModelInfo model, Alias alias) {
    return new InvalidRequestException(
        "'"
            + alias.from()
            + "' is the old name of '"
            + alias.to()
            + "' of "
            + model.id()
            + ", and the two have different values. Give '"
            + alias.to()
            + "' alone.",
        List.of(alias.from(), alias.to()));
  }
}
