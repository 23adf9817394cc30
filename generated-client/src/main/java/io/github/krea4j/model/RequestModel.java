package io.github.krea4j.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.internal.json.WireEnums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the generated request types share: they hold the fields that were set, and nothing else is
 * sent.
 *
 * <p>A setter takes no null: {@link #clear} removes a field, and {@link #put} with null sends an
 * explicit null. The last call for a field wins. A value is taken as it is at that moment: changing
 * a list, map or nested model afterwards changes nothing here, and what getters return are copies.
 * Any {@code new Gson()} reads and writes these types. They are mutable and not safe for use by
 * several threads at once; a request can be sent any number of times.
 *
 * @param <T> the request's own type
 */
public abstract class RequestModel<T extends RequestModel<T>> implements Cloneable {
  /** Of a type that requires nothing. */
  static final String[] NONE = {};

  /** Of a type whose fields all go together. */
  static final String[][] ANY = {};

  private static final int LONGEST_SHOWN = 200;

  private final String[] required;
  private final String[][] variants;
  private JsonObject fields = new JsonObject();

  /**
   * Creates a model with nothing set. Not public: the generated types alone extend this one.
   *
   * @param required the paths of the fields without which the service refuses it
   * @param variants the fields of each variant, where the service takes those of one alone
   */
  RequestModel(String[] required, String[][] variants) {
    this.required = required;
    this.variants = variants;
  }

  /**
   * Sets any field by the name it has in JSON: one newer than this library, a value that its
   * setters cannot take, or an explicit null.
   *
   * @param field the field's name, such as {@code image_url}; sent as it stands
   * @param value a String, Number, Boolean, List, Map, request model, {@link JsonElement} or an
   *     object of a class of the application that Gson can write; null is sent as null. Copied at
   *     once
   * @return this
   * @throws IllegalArgumentException if the value has no JSON form, or if the service does not take
   *     the field together with another one that is set
   */
  public final T put(String field, @Nullable Object value) {
    Objects.requireNonNull(field, "field");
    JsonElement json = JsonValues.tree(field, value);
    refuseOtherVariant(field);
    fields.add(field, json);
    return self();
  }

  /**
   * Removes a field, so that it is not sent; does nothing if it is not set.
   *
   * @param field the field's name in JSON, such as {@code image_url}
   * @return this
   */
  public final T clear(String field) {
    fields.remove(Objects.requireNonNull(field, "field"));
    return self();
  }

  /**
   * Returns what is set for a field, whatever it is.
   *
   * @param field the field's name in JSON, such as {@code image_url}
   * @return a copy of the value, JSON's null for an explicit null; null where the field is not set
   */
  public final @Nullable JsonElement raw(String field) {
    JsonElement value = fields.get(Objects.requireNonNull(field, "field"));
    return value == null ? null : value.deepCopy();
  }

  /** {@return a request with the same fields, which shares nothing with this one} */
  public final T copy() {
    try {
      @SuppressWarnings("unchecked") // a clone is of the same class
      T copy = (T) clone();
      ((RequestModel<?>) copy).fields = fields.deepCopy();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e); // this class is Cloneable
    }
  }

  /**
   * {@return the paths of the required fields that are not set, such as {@code prompt} or {@code
   * styles[0].id}, in the document's order} The service refuses a request with any; the facade does
   * so before sending.
   */
  public final List<String> missingFields() {
    List<String> missing = new ArrayList<>();
    for (String path : required) {
      MissingFields.find(fields, path, missing);
    }
    return Collections.unmodifiableList(missing);
  }

  /** {@return the JSON object that would be sent, as a copy} */
  public final JsonObject toJson() {
    return fields.deepCopy();
  }

  /**
   * {@return the same as {@link #toJson} in maps, lists, texts, numbers and booleans} For
   * frameworks that read beans, such as Jackson: they find nothing else here, and would write an
   * object without members.
   */
  public final Map<String, Object> getJson() {
    return JsonValues.plain(fields);
  }

  /** Sets a field to a value that is not null and holds no null. */
  final T set(String field, Object value) {
    if (value == null) {
      throw new NullPointerException(
          "\""
              + field
              + "\" is set to null; clear(\""
              + field
              + "\") removes it, put(\""
              + field
              + "\", null) sends an explicit null");
    }
    JsonElement json = JsonValues.tree(field, value);
    if (json.isJsonArray() && json.getAsJsonArray().contains(JsonNull.INSTANCE)) {
      throw new NullPointerException("\"" + field + "\" is set to a list that holds null");
    }
    refuseOtherVariant(field);
    fields.add(field, json);
    return self();
  }

  private void refuseOtherVariant(String field) {
    List<List<String>> with =
        Arrays.stream(variants).map(List::of).filter(each -> each.contains(field)).toList();
    for (String other : fields.keySet()) {
      boolean known = Arrays.stream(variants).anyMatch(each -> List.of(each).contains(other));
      if (!with.isEmpty() && known && with.stream().noneMatch(each -> each.contains(other))) {
        throw new IllegalArgumentException(
            "\""
                + field
                + "\" cannot be set beside \""
                + other
                + "\": the service takes the fields of one variant of this object alone; clear(\""
                + other
                + "\") first");
      }
    }
  }

  /**
   * Reads a field.
   *
   * @return null where it is not set
   * @throws IllegalStateException if it holds a value of another type
   */
  final <V> @Nullable V read(String field, Class<V> type) {
    JsonElement value = fields.get(field);
    return value == null ? null : read(field, field, value, type);
  }

  /**
   * Reads a field that is a list.
   *
   * @return null where it is not set
   * @throws IllegalStateException if it, or an item of it, holds a value of another type
   */
  final <I> @Nullable List<I> list(String field, Class<I> type) {
    JsonElement value = fields.get(field);
    if (value == null) {
      return null;
    }
    if (!value.isJsonArray()) {
      throw otherType(field, field, value, "list");
    }
    List<I> items = new ArrayList<>();
    for (JsonElement item : value.getAsJsonArray()) {
      items.add(read(field, field + "[" + items.size() + "]", item, type));
    }
    return Collections.unmodifiableList(items);
  }

  private static <V> V read(String field, String place, JsonElement json, Class<V> type) {
    Object value = null;
    if (WireEnum.class.isAssignableFrom(type)) {
      value = WireEnums.find(type, json);
    } else if (RequestModel.class.isAssignableFrom(type)) {
      value = json.isJsonObject() ? JsonValues.GSON.fromJson(json, type) : null;
    } else if (type == JsonElement.class) {
      value = json.deepCopy();
    } else if (json instanceof JsonPrimitive primitive) {
      value =
          primitive.isString()
              ? primitive.getAsString()
              : primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsNumber();
    }
    if (!type.isInstance(value)) {
      throw otherType(field, place, json, type.getSimpleName());
    }
    return type.cast(value);
  }

  private static IllegalStateException otherType(
      String field, String place, JsonElement json, String type) {
    return new IllegalStateException(
        "\""
            + place
            + "\" is set to "
            + JsonValues.write(shortened(json.deepCopy()))
            + ", which is no "
            + type
            + "; raw(\""
            + field
            + "\") reads it");
  }

  @SuppressWarnings("unchecked") // every subclass names itself
  private T self() {
    return (T) this;
  }

  /** {@return whether the other is of the same type and would send the same JSON} */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof RequestModel<?> that
            && getClass() == that.getClass()
            && canonical().equals(that.canonical()));
  }

  @Override
  public final int hashCode() {
    return canonical().hashCode();
  }

  private String canonical() {
    return JsonValues.write(JsonValues.sorted(toJson()));
  }

  /** {@return the type and its fields; long texts, such as data URIs, are cut} */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + JsonValues.write(shortened(toJson()));
  }

  private static JsonElement shortened(JsonElement json) {
    if (json.isJsonObject()) {
      json.getAsJsonObject()
          .entrySet()
          .forEach(field -> field.setValue(shortened(field.getValue())));
    } else if (json.isJsonArray()) {
      JsonArray items = json.getAsJsonArray();
      for (int i = 0; i < items.size(); i++) {
        items.set(i, shortened(items.get(i)));
      }
    } else if (json instanceof JsonPrimitive text
        && text.isString()
        && text.getAsString().length() > LONGEST_SHOWN) {
      String whole = text.getAsString();
      return new JsonPrimitive(
          whole.substring(0, LONGEST_SHOWN) + "… (" + whole.length() + " characters)");
    }
    return json;
  }
}
