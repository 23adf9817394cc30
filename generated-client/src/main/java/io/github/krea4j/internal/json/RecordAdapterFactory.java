package io.github.krea4j.internal.json;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes response records; see {@link RecordShape} for what it puts up with. */
public final class RecordAdapterFactory implements TypeAdapterFactory {
  /** Called by Gson. */
  public RecordAdapterFactory() {}

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    TypeAdapter<JsonElement> trees = gson.getAdapter(JsonElement.class);
    @SuppressWarnings("unchecked")
    Class<T> raw = (Class<T>) type.getRawType();
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, @Nullable T value) throws IOException {
        if (value == null) {
          out.nullValue();
        } else {
          JsonValues.write(out, RecordShape.of(raw).write(value));
        }
      }

      @Override
      public @Nullable T read(JsonReader in) throws IOException {
        JsonElement tree = trees.read(in);
        return tree.isJsonObject()
            ? raw.cast(RecordShape.of(raw).read(tree.getAsJsonObject()))
            : null;
      }
    };
  }
}
