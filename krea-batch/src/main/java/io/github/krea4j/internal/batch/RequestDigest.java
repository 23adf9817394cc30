package io.github.krea4j.internal.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.batch.BatchItem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Tells two requests apart without keeping either: SHA-256 over the model and the fields as they
 * were given, in an order of their own, and with one spelling for each number. Old names of fields
 * stay as they are, so that a newer library, which may rewrite others, does not take an old request
 * for another one.
 */
public final class RequestDigest {
  private static final String VERSION = "1:";
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private RequestDigest() {}

  /** Returns the digest, with the version of its rule in front. */
  public static String of(BatchItem item) {
    JsonElement fields =
        GSON.toJsonTree(item.request().<Object>map(request -> request).orElse(item.input()));
    StringBuilder text = new StringBuilder(item.model()).append('\n');
    write(fields, text);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return VERSION + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  private static void write(JsonElement json, StringBuilder text) {
    if (json instanceof JsonObject object) {
      TreeMap<String, JsonElement> sorted = new TreeMap<>();
      object.entrySet().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      text.append('{');
      sorted.forEach(
          (name, value) -> {
            text.append(new JsonPrimitive(name)).append(':');
            write(value, text);
            text.append(',');
          });
      text.append('}');
    } else if (json.isJsonArray()) {
      text.append('[');
      json.getAsJsonArray()
          .forEach(
              item -> {
                write(item, text);
                text.append(',');
              });
      text.append(']');
    } else if (json instanceof JsonPrimitive primitive && primitive.isNumber()) {
      text.append(primitive.getAsBigDecimal().stripTrailingZeros().toString());
    } else {
      text.append(json);
    }
  }
}
