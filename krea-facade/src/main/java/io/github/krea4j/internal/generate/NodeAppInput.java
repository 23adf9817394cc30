package io.github.krea4j.internal.generate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.errors.InvalidRequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a map against the schema a node app declares. It knows the few keywords such schemas use;
 * what it does not know it lets pass, since the service has the last word.
 */
final class NodeAppInput {
  private final List<String> faults = new ArrayList<>();
  private final Set<String> fields = new LinkedHashSet<>();

  private NodeAppInput() {}

  static void check(JsonObject input, JsonObject schema) {
    NodeAppInput check = new NodeAppInput();
    check.object(input, schema, "");
    if (!check.faults.isEmpty()) {
      throw new InvalidRequestException(
          "The input does not fit the node app: " + String.join("; ", check.faults) + ".",
          List.copyOf(check.fields));
    }
  }

  private void object(JsonObject value, JsonObject schema, String prefix) {
    JsonObject properties =
        schema.get("properties") instanceof JsonObject object ? object : new JsonObject();
    if (schema.get("required") instanceof JsonArray required) {
      for (JsonElement name : required) {
        if (!value.has(name.getAsString())) {
          fault(prefix + name.getAsString(), "is required");
        }
      }
    }
    for (Map.Entry<String, JsonElement> entry : value.entrySet()) {
      JsonElement property = properties.get(entry.getKey());
      String path = prefix + entry.getKey();
      if (property instanceof JsonObject known) {
        value(entry.getValue(), known, path);
      } else if (!properties.keySet().isEmpty() && !open(schema)) {
        fault(path, "is no input of it; it has " + String.join(", ", properties.keySet()));
      }
    }
  }

  private void value(JsonElement value, JsonObject schema, String path) {
    Set<String> types = types(schema);
    String type = typeOf(value);
    boolean fits =
        types.isEmpty()
            || types.contains(type)
            || (type.equals("integer") && types.contains("number"))
            || (type.equals("null")
                && schema.get("nullable") instanceof JsonPrimitive nullable
                && nullable.getAsBoolean());
    if (!fits) {
      fault(path, "must be of type " + String.join(" or ", types) + ", not " + type);
      return;
    }
    if (schema.get("enum") instanceof JsonArray allowed && !allowed.contains(value)) {
      fault(path, "must be one of " + allowed);
    }
    if (value instanceof JsonObject object) {
      object(object, schema, path + ".");
    } else if (value instanceof JsonArray array) {
      bound(schema, "minItems", "maxItems", BigDecimal.valueOf(array.size()), path, " items");
      if (schema.get("items") instanceof JsonObject items) {
        for (int i = 0; i < array.size(); i++) {
          value(array.get(i), items, path + "." + i);
        }
      }
    } else if (value instanceof JsonPrimitive primitive) {
      if (primitive.isNumber()) {
        bound(schema, "minimum", "maximum", primitive.getAsBigDecimal(), path, "");
      } else if (primitive.isString()) {
        String text = primitive.getAsString();
        BigDecimal length = BigDecimal.valueOf(text.codePointCount(0, text.length()));
        bound(schema, "minLength", "maxLength", length, path, " characters");
      }
    }
  }

  private void bound(
      JsonObject schema, String low, String high, BigDecimal actual, String path, String unit) {
    BigDecimal minimum = number(schema.get(low));
    BigDecimal maximum = number(schema.get(high));
    if (minimum != null && actual.compareTo(minimum) < 0) {
      fault(path, "must be at least " + minimum.toPlainString() + unit);
    }
    if (maximum != null && actual.compareTo(maximum) > 0) {
      fault(path, "must be at most " + maximum.toPlainString() + unit);
    }
  }

  private void fault(String path, String text) {
    fields.add(path);
    faults.add(path + " " + text);
  }

  private static boolean open(JsonObject schema) {
    JsonElement additional = schema.get("additionalProperties");
    return additional instanceof JsonObject
        || (additional instanceof JsonPrimitive flag && flag.isBoolean() && flag.getAsBoolean());
  }

  private static Set<String> types(JsonObject schema) {
    Set<String> types = new LinkedHashSet<>();
    JsonElement type = schema.get("type");
    if (type instanceof JsonArray array) {
      array.forEach(name -> types.add(name.getAsString()));
    } else if (type instanceof JsonPrimitive name) {
      types.add(name.getAsString());
    }
    return types;
  }

  private static String typeOf(JsonElement value) {
    if (value.isJsonNull()) {
      return "null";
    }
    if (value.isJsonObject()) {
      return "object";
    }
    if (value.isJsonArray()) {
      return "array";
    }
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return "boolean";
    }
    if (primitive.isString()) {
      return "string";
    }
    return primitive.getAsBigDecimal().stripTrailingZeros().scale() <= 0 ? "integer" : "number";
  }

  private static @Nullable BigDecimal number(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber()
        ? primitive.getAsBigDecimal()
        : null;
  }
}
