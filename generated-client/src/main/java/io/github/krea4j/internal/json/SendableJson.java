package io.github.krea4j.internal.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * Refuses what JSON in UTF-8 cannot carry, by the path of its field: numbers that are none, and
 * halves of characters.
 */
final class SendableJson {
  private SendableJson() {}

  /** A copy in which every text and number can be sent. */
  static JsonElement copy(String field, JsonElement json) {
    if (json.isJsonObject()) {
      JsonObject object = new JsonObject();
      for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject().entrySet()) {
        String name = entry.getKey();
        object.add(key(field, name), copy(member(field, name), entry.getValue()));
      }
      return object;
    }
    if (json.isJsonArray()) {
      JsonArray array = new JsonArray();
      json.getAsJsonArray().forEach(item -> array.add(copy(item(field, array), item)));
      return array;
    }
    if (json instanceof JsonPrimitive primitive) {
      if (primitive.isString()) {
        text(field, primitive.getAsString());
      } else if (primitive.isNumber()) {
        finite(field, primitive.getAsNumber());
      }
    }
    return json;
  }

  static String member(String field, String name) {
    return field.isEmpty() ? name : field + "." + name;
  }

  static String item(String field, JsonArray array) {
    return field + "[" + array.size() + "]";
  }

  static JsonPrimitive text(String field, String text) {
    int broken = unpairedSurrogate(text);
    if (broken >= 0) {
      throw new IllegalArgumentException(
          named(field)
              + " holds half of a character at index "
              + broken
              + " (an unpaired surrogate), which no encoding can carry; do not cut texts inside of"
              + " a surrogate pair");
    }
    return new JsonPrimitive(text);
  }

  static String key(String field, String name) {
    if (unpairedSurrogate(name) >= 0) {
      throw new IllegalArgumentException(
          named(field) + " has a key with half of a character (an unpaired surrogate)");
    }
    return name;
  }

  static String named(String field) {
    return field.isEmpty() ? "the input" : "field \"" + field + "\"";
  }

  private static int unpairedSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }

  /** NaN and the infinities, in whatever class they come. */
  static Number finite(String field, Number number) {
    boolean exact = number instanceof BigDecimal || number instanceof BigInteger;
    if (!exact && !Double.isFinite(number.doubleValue())) {
      String text = number.toString();
      if (!text.matches("-?[0-9][0-9.eE+-]*")) { // 1e400 as text is a number all the same
        throw new IllegalArgumentException(
            "field \"" + field + "\" is " + text + "; JSON has finite numbers only");
      }
    }
    return number;
  }
}
