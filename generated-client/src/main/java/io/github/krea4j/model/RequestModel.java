package io.github.krea4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.krea4j.internal.json.JsonValues;
import io.github.krea4j.internal.json.WireEnums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the generated request types share: they hold the fields that were set, and nothing else is
 * sent.
 *
 * <p>A setter given null clears its field; {@link #put} with null sends an explicit null. The last
 * call for a field wins, whichever of the two it was. Any {@code new Gson()} reads and writes these
 * types. They are mutable and not safe for use by several threads at once; a request can be sent
 * any number of times.
 *
 * @param <T> the request's own type
 */
public abstract class RequestModel<T extends RequestModel<T>> {
  private static final int LONGEST_SHOWN = 200;

  private final List<String> required;
  // String, Number, Boolean, WireEnum, RequestModel, lists of these; JsonElement for what put() got
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /**
   * Creates a model with nothing set.
   *
   * @param required the fields without which the service refuses it
   */
  protected RequestModel(String... required) {
    this.required = List.of(required);
  }

  /**
   * Sets any field by the name it has in JSON: one newer than this library, a value that its setter
   * cannot take, or an explicit null.
   *
   * @param field the field's name, such as {@code image_url}; sent as it stands
   * @param value a String, Number, Boolean, List, Map, request model, {@link JsonElement} or
   *     anything else Gson can write; null is sent as null. Copied at once
   * @return this
   * @throws IllegalArgumentException if the value has no JSON form
   */
  public final T put(String field, @Nullable Object value) {
    fields.put(Objects.requireNonNull(field, "field"), JsonValues.tree(field, value));
    return self();
  }

  /**
   * {@return the required fields that are not set, in the document's order} The service refuses a
   * request with any; the facade does so before sending.
   */
  public final List<String> missingFields() {
    return required.stream().filter(name -> !fields.containsKey(name)).collect(Collectors.toList());
  }

  /** {@return the JSON object that would be sent, as a copy} */
  public final JsonObject toJson() {
    return JsonValues.object(fields);
  }

  /**
   * Sets a field, or clears it.
   *
   * @param field the name of the field in JSON
   * @param value the value, or null to clear the field
   * @return this
   */
  protected final T set(String field, @Nullable Object value) {
    if (value == null) {
      fields.remove(field);
    } else if (value instanceof List<?> items) {
      if (items.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("field \"" + field + "\" holds a null item");
      }
      fields.put(field, List.copyOf(items));
    } else {
      JsonValues.tree(
          field, value instanceof RequestModel ? null : value); // refuses NaN and the like
      fields.put(field, value);
    }
    return self();
  }

  /**
   * {@return a field as text; null where it is not set or no text}
   *
   * @param field the name of the field in JSON
   */
  protected final @Nullable String string(String field) {
    return read(fields.get(field), String.class);
  }

  /**
   * {@return a field as the number that was set; null where it is not set or no number}
   *
   * @param field the name of the field in JSON
   */
  protected final @Nullable Number number(String field) {
    return read(fields.get(field), Number.class);
  }

  /**
   * {@return a field as a whole number; null where it is not set or none}
   *
   * @param field the name of the field in JSON
   */
  protected final @Nullable Long integer(String field) {
    Number value = number(field);
    return value == null || value.longValue() != value.doubleValue()
        ? null
        : Long.valueOf(value.longValue());
  }

  /**
   * {@return a field as a flag; null where it is not set or none}
   *
   * @param field the name of the field in JSON
   */
  protected final @Nullable Boolean bool(String field) {
    return read(fields.get(field), Boolean.class);
  }

  /**
   * {@return a field as a constant; null where it is not set or holds a value without constant}
   *
   * @param field the name of the field in JSON
   * @param type the enum
   * @param <E> the enum
   */
  protected final <E extends Enum<E> & WireEnum> @Nullable E enumeration(
      String field, Class<E> type) {
    return read(fields.get(field), type);
  }

  /**
   * {@return a field as a nested model; null where it is not set or none}
   *
   * @param field the name of the field in JSON
   * @param type the type of the model
   * @param <M> the type of the model
   */
  protected final <M extends RequestModel<M>> @Nullable M object(String field, Class<M> type) {
    return read(fields.get(field), type);
  }

  /**
   * {@return a field as a list, without the items of another type; null where it is not set}
   *
   * @param field the name of the field in JSON
   * @param type the type of the items
   * @param <I> the type of the items
   */
  protected final <I> @Nullable List<I> list(String field, Class<I> type) {
    Object value = fields.get(field);
    Iterable<?> items =
        value instanceof JsonElement json && json.isJsonArray()
            ? json.getAsJsonArray()
            : value instanceof List<?> list ? list : null;
    if (items == null) {
      return null;
    }
    List<I> result = new ArrayList<>();
    for (Object item : items) {
      I typed = read(item, type);
      if (typed != null) {
        result.add(typed);
      }
    }
    return List.copyOf(result);
  }

  /**
   * {@return a field as JSON, as a copy; null where it is not set}
   *
   * @param field the name of the field in JSON
   */
  protected final @Nullable JsonElement json(String field) {
    return fields.containsKey(field) ? JsonValues.tree(field, fields.get(field)) : null;
  }

  private static <V> @Nullable V read(@Nullable Object value, Class<V> type) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    if (value == null || value instanceof RequestModel) {
      return null;
    }
    JsonElement json = JsonValues.tree("", value);
    if (WireEnum.class.isAssignableFrom(type)) {
      return WireEnums.find(type, json);
    }
    if (RequestModel.class.isAssignableFrom(type)) {
      return json.isJsonObject() ? JsonValues.GSON.fromJson(json, type) : null;
    }
    if (type == JsonElement.class) {
      return type.cast(json);
    }
    if (!(json instanceof JsonPrimitive primitive)) {
      return null;
    }
    Object scalar =
        primitive.isString()
            ? primitive.getAsString()
            : primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsNumber();
    return type.isInstance(scalar) ? type.cast(scalar) : null;
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
      json.getAsJsonObject().asMap().replaceAll((name, value) -> shortened(value));
    } else if (json.isJsonArray()) {
      json.getAsJsonArray().asList().replaceAll(RequestModel::shortened);
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
