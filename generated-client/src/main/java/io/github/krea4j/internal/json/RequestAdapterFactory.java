package io.github.krea4j.internal.json;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.krea4j.model.RequestModel;
import java.io.IOException;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/** Reads and writes request models field by field, as they were set. */
public final class RequestAdapterFactory implements TypeAdapterFactory {
  /** Called by Gson. */
  public RequestAdapterFactory() {}

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    TypeAdapter<JsonElement> trees = gson.getAdapter(JsonElement.class);
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, @Nullable T model) throws IOException {
        if (model == null) {
          out.nullValue();
        } else {
          JsonValues.write(out, ((RequestModel<?>) model).toJson());
        }
      }

      @Override
      public @Nullable T read(JsonReader in) throws IOException {
        JsonElement tree = trees.read(in);
        if (tree.isJsonNull()) {
          return null;
        }
        if (!tree.isJsonObject()) {
          throw new JsonParseException(
              type.getRawType().getSimpleName() + " is read from a JSON object, not from " + tree);
        }
        @SuppressWarnings("unchecked")
        T model = (T) newInstance(type.getRawType());
        tree.getAsJsonObject()
            .entrySet()
            .forEach(field -> ((RequestModel<?>) model).put(field.getKey(), field.getValue()));
        return model;
      }
    };
  }

  private static Object newInstance(Class<?> type) {
    try {
      Constructor<?> constructor = type.getConstructor();
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new JsonParseException(
          type.getName() + " needs a public constructor without arguments", e);
    }
  }
}
