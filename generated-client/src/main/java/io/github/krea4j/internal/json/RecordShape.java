package io.github.krea4j.internal.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import io.github.krea4j.model.Job;
import io.github.krea4j.model.WireEnum;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response record and the JSON object behind it.
 *
 * <p>Nothing the service sends is refused: a member of another type than the record's component is
 * null there, members that the record does not know are skipped, and the component {@code raw}
 * holds the object as it came.
 */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };
  private static final String RAW = "raw";

  private final RecordComponent[] components;
  private final String[] names;
  private final Constructor<?> constructor;

  private RecordShape(Class<?> type) {
    components = type.getRecordComponents();
    names = Arrays.stream(components).map(RecordShape::name).toArray(String[]::new);
    try {
      constructor =
          type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " must be a public record", e);
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static String name(RecordComponent component) {
    SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
    return name == null ? component.getName() : name.value();
  }

  private static boolean isRaw(RecordComponent component) {
    return component.getName().equals(RAW) && component.getType() == JsonObject.class;
  }

  Object read(JsonObject object) {
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          isRaw(components[i])
              ? object.deepCopy()
              : value(object.get(names[i]), components[i].getGenericType());
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " failed", e);
    }
  }

  /** As it came, unknown members too; what only the components hold is added. */
  JsonObject write(Object record) {
    JsonObject object = new JsonObject();
    for (RecordComponent component : components) {
      if (isRaw(component) && get(component, record) instanceof JsonObject raw) {
        object = raw.deepCopy();
      }
    }
    for (int i = 0; i < components.length; i++) {
      Object value = get(components[i], record);
      if (!isRaw(components[i]) && !isEmpty(value) && !object.has(names[i])) {
        object.add(names[i], tree(names[i], value));
      }
    }
    return object;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static JsonElement tree(String name, @Nullable Object value) {
    if (value instanceof Record record) {
      return of(record.getClass()).write(record);
    }
    if (value instanceof Job job) {
      return job.raw();
    }
    if (value instanceof Instant time) {
      return new JsonPrimitive(time.toString());
    }
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(item -> array.add(tree(name, item)));
      return array;
    }
    return JsonValues.tree(name, value);
  }

  private static @Nullable Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static @Nullable Object value(@Nullable JsonElement json, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(json, arguments[0])
          : map(json, arguments[1]);
    }
    if (json == null || json.isJsonNull()) {
      return null;
    }
    Class<?> target = (Class<?>) type;
    if (target == JsonElement.class) {
      return json.deepCopy();
    }
    if (json.isJsonObject()) {
      return object(json.getAsJsonObject(), target);
    }
    return json instanceof JsonPrimitive primitive ? scalar(primitive, target) : null;
  }

  private static @Nullable Object object(JsonObject json, Class<?> target) {
    if (target == Job.class) {
      return Job.of(json);
    }
    return target.isRecord() ? of(target).read(json) : null;
  }

  private static @Nullable Object scalar(JsonPrimitive json, Class<?> target) {
    if (target == String.class) {
      return json.getAsString();
    }
    if (target == Boolean.class) {
      return json.isBoolean() ? json.getAsBoolean() : null;
    }
    if (target == Instant.class) {
      return Timestamps.parse(json);
    }
    if (WireEnum.class.isAssignableFrom(target)) {
      return WireEnums.find(target, json);
    }
    if (target == Long.class) {
      return JsonValues.number(json) instanceof Long whole ? whole : null;
    }
    return target == Number.class ? JsonValues.number(json) : null;
  }

  private static List<Object> list(@Nullable JsonElement json, Type type) {
    List<Object> items = new ArrayList<>();
    if (json != null && json.isJsonArray()) {
      for (JsonElement element : json.getAsJsonArray()) {
        Object item = value(element, type);
        if (item != null) {
          items.add(item);
        }
      }
    }
    return Collections.unmodifiableList(items);
  }

  private static Map<String, Object> map(@Nullable JsonElement json, Type type) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (json != null && json.isJsonObject()) {
      json.getAsJsonObject()
          .asMap()
          .forEach(
              (name, element) -> {
                Object item = value(element, type);
                if (item != null) {
                  entries.put(name, item);
                }
              });
    }
    return Collections.unmodifiableMap(entries);
  }
}
