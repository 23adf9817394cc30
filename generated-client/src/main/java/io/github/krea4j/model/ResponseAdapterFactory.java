package io.github.krea4j.model;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.krea4j.internal.json.JsonValues;
import java.io.IOException;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/** Reads the service's answers from whatever object it sent, and writes them back the same. */
final class ResponseAdapterFactory implements TypeAdapterFactory {
  private static final TypeAdapter<JsonElement> TREES =
      JsonValues.GSON.getAdapter(JsonElement.class);

  /** Called by Gson. */
  ResponseAdapterFactory() {}

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    @SuppressWarnings("unchecked")
    Class<T> raw = (Class<T>) type.getRawType();
    Constructor<T> constructor = constructor(raw);
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, @Nullable T model) throws IOException {
        if (model == null) {
          out.nullValue();
        } else {
          JsonValues.write(out, ((ResponseModel) model).json);
        }
      }

      @Override
      public @Nullable T read(JsonReader in) throws IOException {
        JsonElement tree = TREES.read(in);
        if (!tree.isJsonObject()) {
          return null;
        }
        // A reader of trees hands out the caller's own, which the caller may change.
        boolean own = in.getClass() == JsonReader.class;
        JsonObject object = tree.getAsJsonObject();
        return make(constructor, own ? object : object.deepCopy());
      }
    };
  }

  private static <T> Constructor<T> constructor(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(JsonObject.class);
      constructor.setAccessible(true); // the constructors of nested types' classes are not ours
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " is made from no JSON object", e);
    }
  }

  private static <T> T make(Constructor<T> constructor, JsonObject json) {
    try {
      return constructor.newInstance(json);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " failed", e);
    }
  }
}
