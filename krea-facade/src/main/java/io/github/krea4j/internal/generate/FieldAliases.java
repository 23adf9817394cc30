package io.github.krea4j.internal.generate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.krea4j.AliasPolicy;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Alias;
import io.github.krea4j.errors.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rewrites deprecated field names of a request, as the document tells for its model. */
public final class FieldAliases {
  private final AliasPolicy policy;
  private final DeprecationNotices notices;

  public FieldAliases(AliasPolicy policy, DeprecationNotices notices) {
    this.policy = policy;
    this.notices = notices;
  }

  /**
   * Returns the input with the names to send, in the order given. The input itself is not changed;
   * it is returned if nothing needs to be.
   *
   * @throws InvalidRequestException if a field is given twice by two names, or by an old name that
   *     the policy refuses
   */
  JsonObject apply(ModelInfo model, JsonObject input) {
    List<Alias> used = new ArrayList<>();
    for (Alias alias : model.aliases()) {
      if (input.has(alias.from())) {
        used.add(alias);
      }
    }
    if (used.isEmpty() || policy == AliasPolicy.PASS_THROUGH) {
      return input;
    }
    if (policy == AliasPolicy.REJECT) {
      throw rejected(model, used);
    }
    Map<String, Alias> byOldName = new HashMap<>();
    Map<String, String> oldNames = new HashMap<>();
    for (Alias alias : used) {
      byOldName.put(alias.from(), alias);
      String other = oldNames.put(alias.to(), alias.from());
      if (other != null) {
        throw twoOldNames(model, other, alias);
      }
      // As JSON, so that a list and an array, or an int and a long, do not differ.
      if (input.has(alias.to()) && !input.get(alias.to()).equals(input.get(alias.from()))) {
        throw conflict(model, alias);
      }
    }
    JsonObject sent = new JsonObject();
    for (Map.Entry<String, JsonElement> field : input.entrySet()) {
      Alias alias = byOldName.get(field.getKey());
      String name = alias == null ? field.getKey() : alias.to();
      if (!sent.has(name)) {
        sent.add(name, field.getValue());
      }
    }
    for (Alias alias : used) {
      notices.field(model.id(), alias);
    }
    return sent;
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
