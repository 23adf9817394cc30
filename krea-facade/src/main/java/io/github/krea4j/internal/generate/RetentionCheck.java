package io.github.krea4j.internal.generate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.ModelInfo;
import io.github.krea4j.ModelInfo.Field;
import io.github.krea4j.errors.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds media inputs that the service would have to fetch or to keep. */
final class RetentionCheck {
  private RetentionCheck() {}

  /**
   * Checks that every media input is a base64 data URI. Media are the fields that the document
   * marks as such; for other fields, and models unknown to it, whatever is a web address.
   *
   * @throws InvalidRequestException naming each field that is none
   */
  static void requireDataUris(JsonObject input, Optional<ModelInfo> model) {
    List<String> fields = new ArrayList<>();
    object(input, model.map(ModelInfo::fields).orElse(List.of()), "", fields);
    if (!fields.isEmpty()) {
      throw new InvalidRequestException(
          "Zero data retention takes media as base64 data URIs only, and these are none: "
              + String.join(", ", fields)
              + ". DataUri.of(file) makes one.",
          fields);
    }
  }

  private static void object(
      JsonObject object, List<Field> known, String prefix, List<String> found) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      Field field =
          known.stream().filter(f -> f.name().equals(entry.getKey())).findFirst().orElse(null);
      value(entry.getValue(), field, prefix + entry.getKey(), found);
    }
  }

  private static void value(
      JsonElement value, @Nullable Field field, String path, List<String> found) {
    if (value instanceof JsonObject object) {
      object(object, field == null ? List.of() : field.fields(), path + ".", found);
    } else if (value instanceof JsonArray array) {
      Field items = field == null ? null : field.items().orElse(null);
      for (int i = 0; i < array.size(); i++) {
        value(array.get(i), items, path + "." + i, found);
      }
    } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      String text = primitive.getAsString();
      boolean media = field != null && field.format().filter("uri"::equals).isPresent();
      if (media ? !isDataUri(text) : isWebAddress(text)) {
        found.add(path);
      }
    }
  }

  private static boolean isWebAddress(String text) {
    String start = text.substring(0, Math.min(text.length(), 8)).toLowerCase(Locale.ROOT);
    return (start.startsWith("http://") || start.startsWith("https://"))
        && text.chars().noneMatch(Character::isWhitespace);
  }

  private static boolean isDataUri(String text) {
    if (!text.regionMatches(true, 0, "data:", 0, 5)) {
      return false;
    }
    int comma = text.indexOf(',');
    return comma > 0 && text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64");
  }
}
