package io.github.krea4j.internal.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.krea4j.model.RequestModel;
import io.github.krea4j.model.WireEnum;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a caller set into JSON: numbers as they were written, explicit nulls kept, and a value
 * that has no JSON form refused by the name of its field.
 */
public final class JsonValues {
  /** What the models need of a Gson: nothing but its defaults, their adapters are their own. */
  public static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private static final Gson PLAIN =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.BIG_DECIMAL).create();
  private static final Type MAP = new TypeToken<Map<String, Object>>() {}.getType();

  private static final TypeAdapter<JsonElement> TREE = GSON.getAdapter(JsonElement.class);
  private static final int DEEPEST = 100;

  private JsonValues() {}

  /**
   * {@return the JSON text of an object with these fields, in their order}
   *
   * @param fields the values by the names of their fields
   * @throws IllegalArgumentException if a value has no JSON form; the message names its field
   */
  public static String toJson(Map<String, ?> fields) {
    return write(object(fields));
  }

  /**
   * {@return the fields as a tree that shares nothing mutable with them}
   *
   * @param fields the values by the names of their fields
   * @throws IllegalArgumentException if a value has no JSON form; the message names its field
   */
  public static JsonObject object(Map<?, ?> fields) {
    return object("", fields, 0);
  }

  /**
   * {@return one value as a tree}
   *
   * @param field the value's name, for the error text
   * @param value the value; null becomes JSON's null
   * @throws IllegalArgumentException if it has no JSON form
   */
  public static JsonElement tree(String field, @Nullable Object value) {
    return tree(field, value, 0);
  }

  /**
   * {@return the text of a tree: nulls are written, nothing is escaped without need}
   *
   * @param tree the value to write
   */
  public static String write(JsonElement tree) {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.setHtmlSafe(false);
      write(out, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads a JSON text; unlike Gson's own parser it takes nothing else, and no second value.
   *
   * @param json the text
   * @return the value it holds
   * @throws JsonParseException if it is no JSON
   */
  public static JsonElement parse(String json) {
    try (JsonReader in = new JsonReader(new StringReader(json))) {
      JsonElement tree = TREE.read(in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("there is more than one value");
      }
      return tree;
    } catch (IOException | IllegalStateException e) {
      throw new JsonParseException(e);
    }
  }

  /**
   * Writes a tree with its nulls, whatever the writer's own settings are.
   *
   * @param out the writer
   * @param tree the value to write
   * @throws IOException if the writer fails
   */
  @SuppressWarnings("deprecation") // what came instead is younger than the Gson of many
  public static void write(JsonWriter out, JsonElement tree) throws IOException {
    boolean nulls = out.getSerializeNulls();
    boolean lenient = out.isLenient();
    out.setSerializeNulls(true);
    if (lenient) {
      out.setLenient(false);
    }
    try {
      TREE.write(out, tree);
    } finally {
      out.setSerializeNulls(nulls);
      if (lenient) {
        out.setLenient(true);
      }
    }
  }

  /**
   * {@return an object as maps, lists, texts, numbers, booleans and nulls}
   *
   * @param json the object
   */
  public static Map<String, Object> plain(JsonObject json) {
    return PLAIN.fromJson(json, MAP);
  }

  /**
   * {@return a copy whose object members stand in the order of their names}
   *
   * @param tree the value to copy
   */
  public static JsonElement sorted(JsonElement tree) {
    if (tree.isJsonObject()) {
      JsonObject sorted = new JsonObject();
      tree.getAsJsonObject().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(field -> sorted.add(field.getKey(), sorted(field.getValue())));
      return sorted;
    }
    if (tree.isJsonArray()) {
      JsonArray sorted = new JsonArray();
      tree.getAsJsonArray().forEach(item -> sorted.add(sorted(item)));
      return sorted;
    }
    return tree;
  }

  private static JsonElement tree(String field, @Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "field \"" + field + "\" is nested more than " + DEEPEST + " levels deep");
    }
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof JsonElement element) {
      return SendableJson.copy(field, element);
    }
    if (value instanceof RequestModel<?> model) {
      return model.toJson();
    }
    if (value instanceof WireEnum constant) {
      return tree(field, constant.value(), depth + 1);
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(SendableJson.finite(field, number));
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof URI
        || value instanceof URL
        || value instanceof UUID) {
      return SendableJson.text(field, value.toString());
    }
    String wayOut = RefusedValues.wayOut(value);
    if (wayOut != null && !(value instanceof Map) && !isSequence(value)) {
      throw noJson(field, value, wayOut, null);
    }
    if (value instanceof Map<?, ?> map) {
      return object(field, map, depth + 1);
    }
    if (value instanceof Iterable<?> items) {
      JsonArray array = new JsonArray();
      for (Object item : items) {
        array.add(tree(SendableJson.item(field, array), item, depth + 1));
      }
      return array;
    }
    if (value.getClass().isArray()) {
      JsonArray array = new JsonArray();
      for (int i = 0; i < Array.getLength(value); i++) {
        array.add(tree(field + "[" + i + "]", Array.get(value, i), depth + 1));
      }
      return array;
    }
    return foreign(field, value);
  }

  private static JsonObject object(String field, Map<?, ?> map, int depth) {
    JsonObject object = new JsonObject();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(
                SendableJson.named(field) + " has the key " + key + "; every key must be a String");
          }
          object.add(
              SendableJson.key(field, name), tree(SendableJson.member(field, name), value, depth));
        });
    return object;
  }

  private static boolean isSequence(Object value) {
    return (value instanceof Iterable && !(value instanceof Path))
        || (value.getClass().isArray() && !(value instanceof byte[]));
  }

  /** Values of the application's own classes, by Gson's rules. */
  private static JsonElement foreign(String field, Object value) {
    JsonElement written;
    try {
      written = GSON.toJsonTree(value);
    } catch (RuntimeException e) { // reflection that the JDK forbids, cycles, adapters that fail
      throw noJson(field, value, RefusedValues.PLAIN, e);
    }
    return SendableJson.copy(field, written);
  }

  private static IllegalArgumentException noJson(
      String field, Object value, String wayOut, @Nullable Exception cause) {
    return new IllegalArgumentException(
        SendableJson.named(field)
            + " holds a "
            + value.getClass().getTypeName()
            + ", which has no JSON form; "
            + wayOut,
        cause);
  }

  /**
   * {@return a number as {@link Long} where it is whole and fits, else as {@link BigDecimal}; null
   * for what is none}
   *
   * @param value a number, or a text that holds one
   */
  public static @Nullable Number number(JsonPrimitive value) {
    if (value.isBoolean()) {
      return null;
    }
    try {
      BigDecimal exact = new BigDecimal(value.getAsString());
      if (exact.signum() == 0) {
        return 0L;
      }
      if (exact.precision() - (long) exact.scale() > 19 || exact.scale() > 1000) {
        return exact; // 1e999999 is not spelled out
      }
      BigDecimal whole = exact.stripTrailingZeros();
      return whole.scale() <= 0 && whole.toBigIntegerExact().bitLength() < Long.SIZE
          ? (Number) whole.longValueExact()
          : exact;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
