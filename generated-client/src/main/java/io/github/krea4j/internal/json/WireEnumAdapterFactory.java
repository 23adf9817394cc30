package io.github.krea4j.internal.json;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.krea4j.model.WireEnum;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the enums of the models by their values; a value without constant is no error.
 */
public final class WireEnumAdapterFactory implements TypeAdapterFactory {
  /** Called by Gson. */
  public WireEnumAdapterFactory() {}

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    @SuppressWarnings("unchecked")
    Class<T> raw = (Class<T>) type.getRawType();
    TypeAdapter<JsonElement> trees = gson.getAdapter(JsonElement.class);
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, @Nullable T constant) throws IOException {
        trees.write(
            out,
            constant == null
                ? JsonNull.INSTANCE
                : JsonValues.tree(raw.getSimpleName(), ((WireEnum) constant).value()));
      }

      @Override
      public @Nullable T read(JsonReader in) throws IOException {
        return WireEnums.find(raw, trees.read(in));
      }
    };
  }
}
