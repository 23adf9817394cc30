package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.internal.json.Timestamps;
import io.github.krea4j.internal.json.WireEnums;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the types of the service's answers share: each is an object as it came, whose members are
 * read when they are asked for. Reading the object itself therefore never fails.
 *
 * <p>Not public, and without a constructor that others can call: a member that the service adds
 * changes nothing in compiled programs. The methods here take arguments, so that no member's
 * accessor can have the signature of one.
 */
abstract class ResponseModel {
  private static final int LONGEST_SHOWN = 500;

  /** Reads one kind of value. */
  interface Reader<T> {
    /** Returns the value, or null if the JSON holds another kind. */
    @Nullable T read(JsonElement json);
  }

  static final Reader<String> TEXT = json -> json.isJsonPrimitive() ? json.getAsString() : null;
  static final Reader<URI> URL = json -> Uris.read(TEXT.read(json));
  static final Reader<Instant> TIME = Timestamps::parse;
  static final Reader<Number> NUMBER =
      json -> json instanceof JsonPrimitive value ? JsonValues.number(value) : null;
  static final Reader<Long> WHOLE =
      json -> (NUMBER.read(json) instanceof Long whole) ? whole : null;
  static final Reader<Boolean> FLAG =
      json ->
          (json instanceof JsonPrimitive value && value.isBoolean()) ? value.getAsBoolean() : null;
  static final Reader<JsonElement> JSON = JsonElement::deepCopy;

  // Never changed and never handed out, which makes the models immutable.
  final JsonObject json;

  /**
   * Takes an object.
   *
   * @param json not to be changed any more
   */
  ResponseModel(JsonObject json) {
    this.json = json;
  }

  /**
   * Reads a text that must hold one object.
   *
   * @param what what it should be, for the error text
   */
  static JsonObject object(String what, String text) {
    JsonElement tree;
    try {
      tree = JsonValues.parse(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("not " + what + ": the text is not JSON", e);
    }
    if (!tree.isJsonObject()) {
      throw new IllegalArgumentException("not " + what + ": the text is JSON, but not an object");
    }
    return tree.getAsJsonObject();
  }

  /** Items of another kind are left out. */
  static <T> Reader<List<T>> list(Reader<T> items) {
    return json -> {
      if (!json.isJsonArray()) {
        return null;
      }
      List<T> list = new ArrayList<>();
      for (JsonElement element : json.getAsJsonArray()) {
        T item = element.isJsonNull() ? null : items.read(element);
        if (item != null) {
          list.add(item);
        }
      }
      return Collections.unmodifiableList(list);
    };
  }

  /** Entries of another kind are left out. */
  static <T> Reader<Map<String, T>> map(Reader<T> values) {
    return json -> {
      if (!json.isJsonObject()) {
        return null;
      }
      Map<String, T> map = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject().entrySet()) {
        T value = entry.getValue().isJsonNull() ? null : values.read(entry.getValue());
        if (value != null) {
          map.put(entry.getKey(), value);
        }
      }
      return Collections.unmodifiableMap(map);
    };
  }

  static <T> Reader<T> object(Function<JsonObject, T> type) {
    return json -> json.isJsonObject() ? type.apply(json.getAsJsonObject()) : null;
  }

  static <E extends Enum<E> & WireEnum> Reader<E> constant(Class<E> type) {
    return json -> json.isJsonPrimitive() ? WireEnums.find(type, json) : null;
  }

  /** Reads a member that the document promises. */
  final <T> T required(String field, Reader<T> reader) {
    T value = read(field, reader);
    if (value != null) {
      return value;
    }
    String type = getClass().getSimpleName();
    throw new IllegalStateException(
        isPresent(field)
            ? "the service sent a \""
                + field
                + "\" of an unexpected kind; raw().get(\""
                + field
                + "\") of this "
                + type
                + " holds it"
            : "the service sent no \""
                + field
                + "\"; raw() of this "
                + type
                + " holds all it sent");
  }

  /** Reads a member that may be absent; one that cannot be read is, too. */
  final <T> Optional<T> optional(String field, Reader<T> reader) {
    return Optional.ofNullable(read(field, reader));
  }

  private <T> @Nullable T read(String field, Reader<T> reader) {
    return isPresent(field) ? reader.read(json.get(field)) : null;
  }

  private boolean isPresent(String field) {
    JsonElement value = json.get(field);
    return value != null && !value.isJsonNull();
  }

  // Not final: for the public subclasses the compiler then adds methods that reflection can call.
  /** {@return the whole object as the service sent it, as a copy} */
  public JsonObject raw() {
    return json.deepCopy();
  }

  /**
   * {@return the same as {@link #raw} in maps, lists, texts, numbers and booleans} For frameworks
   * that read beans, such as Jackson: they find nothing else here, and would write an object
   * without members.
   */
  public Map<String, Object> getJson() {
    return JsonValues.plain(json);
  }

  /**
   * {@return whether both are of the same type and hold the same JSON} Members that this library
   * does not know count, the order of members does not.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResponseModel that
        && that.getClass() == getClass()
        && that.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** {@return the name of the type and the JSON, of which the end is left out if it is long} */
  @Override
  public String toString() {
    String text = JsonValues.write(json);
    return getClass().getSimpleName()
        + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "\u2026" : text);
  }
}
