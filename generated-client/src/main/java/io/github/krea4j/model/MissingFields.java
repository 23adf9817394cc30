package io.github.krea4j.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the path of a required field, such as {@code styles[].id}, through what is set. */
final class MissingFields {
  private MissingFields() {}

  /**
   * Looks for a required field.
   *
   * @param path the field's name behind those of the optional ones around it; {@code []} stands for
   *     every item of a list
   * @param missing takes each place where it is missing: {@code styles[0].id}
   */
  static void find(JsonObject fields, String path, List<String> missing) {
    find(fields, "", path, missing);
  }

  private static void find(
      @Nullable JsonElement holder, String place, String path, List<String> missing) {
    if (!(holder instanceof JsonObject object)) {
      return; // another kind of value, which the service may take instead of an object
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      if (!object.has(path)) {
        missing.add(place + path);
      }
      return;
    }
    String rest = path.substring(dot + 1);
    String field = path.substring(0, dot);
    if (!field.endsWith("[]")) {
      find(object.get(field), place + field + ".", rest, missing);
      return;
    }
    String name = field.substring(0, field.length() - 2);
    if (object.get(name) instanceof JsonArray items) {
      for (int i = 0; i < items.size(); i++) {
        find(items.get(i), place + name + "[" + i + "].", rest, missing);
      }
    }
  }
}
