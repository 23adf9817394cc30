package io.github.krea4j.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which import each simple name stands for that a piece of generated source may use. */
final class Imports {
  private static final Map<String, String> QUALIFIED = new TreeMap<>();

  static {
    for (String name :
        new String[] {
          "com.google.gson.JsonElement",
          "com.google.gson.JsonObject",
          "java.net.URI",
          "java.time.Instant",
          "java.util.Collection",
          "java.util.List",
          "java.util.Map",
          "java.util.Optional",
          "okhttp3.MultipartBody",
          "okhttp3.RequestBody",
          "okhttp3.ResponseBody",
          "org.jspecify.annotations.Nullable",
        }) {
      QUALIFIED.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
  }

  private Imports() {}

  /** Adds the imports for the names that occur in a piece of source. */
  static void addUsed(String source, Set<String> imports) {
    QUALIFIED.forEach(
        (simple, qualified) -> {
          if (Pattern.compile("\\b" + simple + "\\b").matcher(source).find()) {
            imports.add(qualified);
          }
        });
  }
}
